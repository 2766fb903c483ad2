INSERT INTO checkpoints (size, number, note)
SELECT $1, COALESCE(MAX(number), 0) + 1, $2
FROM checkpoints
WHERE size = $1
