SELECT number, district, detected_on, renovation_code, address
FROM cases
WHERE number = $1
