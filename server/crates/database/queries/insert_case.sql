INSERT INTO cases (number, district, detected_on, renovation_code, address)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (number) DO UPDATE
SET district = excluded.district, detected_on = excluded.detected_on,
    renovation_code = excluded.renovation_code, address = excluded.address
