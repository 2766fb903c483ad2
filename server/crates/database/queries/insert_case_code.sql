INSERT INTO case_codes (case_number, code)
VALUES ($1, $2)
ON CONFLICT (case_number) DO NOTHING
