INSERT INTO superseded (import_sha256, entity, entity_key, content)
VALUES ($1, $2, $3, $4)
ON CONFLICT (import_sha256, entity, entity_key) DO NOTHING
