SELECT salt
FROM salts
WHERE purpose = $1
