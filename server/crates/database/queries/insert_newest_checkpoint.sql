INSERT INTO newest_checkpoints (origin, note)
VALUES ($1, $2)
ON CONFLICT (origin) DO NOTHING
