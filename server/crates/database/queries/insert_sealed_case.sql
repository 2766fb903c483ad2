INSERT INTO sealed_cases (id, sealed)
VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE
SET sealed = excluded.sealed
WHERE sealed_cases.sealed <> excluded.sealed
