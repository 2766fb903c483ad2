INSERT INTO imports (sha256, imported_at, accepted, refused, new_count, changed_count)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (sha256, imported_at) DO NOTHING
