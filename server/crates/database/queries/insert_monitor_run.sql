INSERT INTO monitor_runs (id, ran_at, size, result, finding)
VALUES (1, $1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE
SET ran_at = excluded.ran_at, size = excluded.size, result = excluded.result,
    finding = excluded.finding
