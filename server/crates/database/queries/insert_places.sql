-- One statement for a whole batch: $1 holds $2 halves of hashes, 16 bytes each, the first of which has place $3.
-- In their own order they go into the index page by page.
WITH RECURSIVE counter (number) AS (
    SELECT 0
    UNION ALL
    SELECT number + 1
    FROM counter
    WHERE number + 1 < $2
)
INSERT INTO places (leaf, place)
SELECT substr($1, number * 16 + 1, 16) AS leaf, $3 + number
FROM counter
ORDER BY leaf
