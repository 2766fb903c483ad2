SELECT sealed
FROM sealed_cases
WHERE id = $1
