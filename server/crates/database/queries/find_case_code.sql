SELECT code
FROM case_codes
WHERE case_number = $1
