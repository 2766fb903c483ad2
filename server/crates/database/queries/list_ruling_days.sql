SELECT DISTINCT decided_on
FROM decisions
WHERE kind = 'ruling'
ORDER BY decided_on
