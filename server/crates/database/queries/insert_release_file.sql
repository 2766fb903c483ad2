INSERT INTO release_files (release_id, path, sha256, content)
VALUES ($1, $2, $3, $4)
