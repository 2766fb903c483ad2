SELECT ran_at, size, clean, finding
FROM monitor_runs
WHERE id = 1
