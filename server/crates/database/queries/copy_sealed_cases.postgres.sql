CREATE TEMPORARY TABLE copied_cases
ON COMMIT DROP
AS
SELECT id, sealed
FROM sealed_cases
