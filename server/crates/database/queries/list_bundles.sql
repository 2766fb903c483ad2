SELECT number, entries AS content
FROM bundles
WHERE number >= $1 AND number < $2
ORDER BY number
