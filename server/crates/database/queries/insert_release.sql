INSERT INTO releases (id, month, published_on, root, manifest)
VALUES ($1, $2, $3, $4, $5)
