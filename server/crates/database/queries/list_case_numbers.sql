SELECT number
FROM cases
WHERE number > $1
ORDER BY number
LIMIT $2
