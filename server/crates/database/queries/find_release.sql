SELECT id, month, published_on, root, manifest
FROM releases
WHERE id = $1
