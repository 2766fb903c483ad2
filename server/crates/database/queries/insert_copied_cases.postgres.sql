INSERT INTO sealed_cases (id, sealed)
SELECT id, sealed
FROM copied_cases
ORDER BY id
