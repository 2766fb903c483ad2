INSERT INTO salts (purpose, salt)
VALUES ($1, $2)
ON CONFLICT (purpose) DO NOTHING
