SELECT entries
FROM bundles
WHERE number = $1
