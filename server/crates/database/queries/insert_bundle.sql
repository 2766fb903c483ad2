INSERT INTO bundles (number, entries)
VALUES ($1, $2)
ON CONFLICT (number) DO UPDATE
SET entries = excluded.entries
