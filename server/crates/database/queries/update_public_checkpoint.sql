UPDATE public_checkpoints
SET size = $1, note = $2
WHERE id = 1 AND note = $3
