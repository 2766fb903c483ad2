SELECT number, hashes AS content
FROM tiles
WHERE level = $1 AND number >= $2 AND number < $3
ORDER BY number
