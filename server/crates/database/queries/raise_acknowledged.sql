UPDATE newest_checkpoints
SET acknowledged = CASE WHEN acknowledged < $1 THEN $1 ELSE acknowledged END
WHERE origin = $2
