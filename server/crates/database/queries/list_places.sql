-- $1 holds $2 halves of hashes, 16 bytes each; each that has a place is answered by its number among them.
WITH RECURSIVE counter (number) AS (
    SELECT 0
    UNION ALL
    SELECT number + 1
    FROM counter
    WHERE number + 1 < $2
)
SELECT c.number, p.place
FROM counter AS c
INNER JOIN places AS p ON p.leaf = substr($1, c.number * 16 + 1, 16)
