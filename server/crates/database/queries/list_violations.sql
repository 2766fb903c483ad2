SELECT case_number, number, kind, area_tenths
FROM violations
WHERE case_number = $1
ORDER BY number
