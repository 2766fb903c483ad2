INSERT INTO superseded (import_sha256, replaced_at, entity, entity_key, content)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (import_sha256, replaced_at, entity, entity_key) DO NOTHING
