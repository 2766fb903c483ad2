INSERT INTO trees (id, size, root, frontier)
VALUES (1, $1, $2, $3)
