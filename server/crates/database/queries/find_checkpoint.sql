SELECT note
FROM checkpoints
WHERE size = $1
ORDER BY number DESC
LIMIT 1
