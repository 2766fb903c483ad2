SELECT size, root, frontier
FROM trees
WHERE id = 1
