SELECT day, revision, line
FROM counts
ORDER BY day, revision
