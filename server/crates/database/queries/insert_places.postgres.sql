-- One statement for a whole batch: $1 holds $2 halves of hashes, 16 bytes each, the first of which has place $3.
-- In their own order they go into the index page by page.
INSERT INTO places (leaf, place)
SELECT
    substr(CAST($1 AS BYTEA), CAST(number * 16 + 1 AS INTEGER), 16) AS leaf,
    CAST($3 AS BIGINT) + number
FROM generate_series(CAST(0 AS BIGINT), CAST($2 AS BIGINT) - 1) AS counter (number)
ORDER BY leaf
