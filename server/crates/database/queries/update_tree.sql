UPDATE trees
SET size = $1, root = $2, frontier = $3
WHERE id = 1 AND size = $4 AND root = $5
