INSERT INTO monitor_runs (id, ran_at, size, clean, finding)
VALUES (1, $1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE
SET ran_at = excluded.ran_at, size = excluded.size, clean = excluded.clean,
    finding = excluded.finding
