SELECT COUNT(*) AS count
FROM places
