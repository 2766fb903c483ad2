UPDATE newest_checkpoints
SET acknowledged = $1
WHERE origin = $2 AND acknowledged = $3
