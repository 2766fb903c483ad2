INSERT INTO violations (case_number, number, kind, area_tenths)
VALUES ($1, $2, $3, $4)
ON CONFLICT (case_number, number) DO UPDATE
SET kind = excluded.kind, area_tenths = excluded.area_tenths
