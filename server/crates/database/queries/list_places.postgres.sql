-- $1 holds $2 hashes of 32 bytes; each that has a place is answered by its number among them.
SELECT c.number, p.place
FROM generate_series(CAST(0 AS BIGINT), CAST($2 AS BIGINT) - 1) AS c (number)
INNER JOIN places AS p
    ON p.leaf = substr(CAST($1 AS BYTEA), CAST(c.number * 32 + 1 AS INTEGER), 32)
