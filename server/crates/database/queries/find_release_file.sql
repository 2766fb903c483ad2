SELECT path, sha256, content
FROM release_files
WHERE release_id = $1 AND path = $2
