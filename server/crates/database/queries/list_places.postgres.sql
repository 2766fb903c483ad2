-- $1 holds $2 halves of hashes, 16 bytes each; each is answered by its number among them and its place, or none.
-- As a subquery, each is looked up in the index, whatever is known about the size of the table.
SELECT
    c.number,
    (
        SELECT p.place
        FROM places AS p
        WHERE p.leaf = substr(CAST($1 AS BYTEA), CAST(c.number * 16 + 1 AS INTEGER), 16)
    ) AS place
FROM generate_series(CAST(0 AS BIGINT), CAST($2 AS BIGINT) - 1) AS c (number)
