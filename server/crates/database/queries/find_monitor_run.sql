SELECT ran_at, size, result, finding
FROM monitor_runs
WHERE id = 1
