-- Every row again, in the order of the identifiers and by one transaction.
WITH gone AS (
    DELETE FROM sealed_cases
    RETURNING id, sealed
)
INSERT INTO sealed_cases (id, sealed)
SELECT id, sealed
FROM gone
ORDER BY id
