SELECT hashes
FROM tiles
WHERE level = $1 AND number = $2
