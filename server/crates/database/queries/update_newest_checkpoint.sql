UPDATE newest_checkpoints
SET note = $1
WHERE origin = $2 AND note = $3
