SELECT origin, vkey
FROM identities
WHERE id = 1
