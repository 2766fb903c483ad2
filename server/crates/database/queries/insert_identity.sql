INSERT INTO identities (id, origin, vkey)
VALUES (1, $1, $2)
ON CONFLICT (id) DO NOTHING
