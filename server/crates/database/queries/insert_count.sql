INSERT INTO counts (day, revision, line)
VALUES ($1, $2, $3)
ON CONFLICT (day, revision) DO NOTHING
