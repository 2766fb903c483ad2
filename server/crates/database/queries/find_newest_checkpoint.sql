SELECT note
FROM newest_checkpoints
WHERE origin = $1
