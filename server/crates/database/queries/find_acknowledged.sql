SELECT acknowledged
FROM newest_checkpoints
WHERE origin = $1
