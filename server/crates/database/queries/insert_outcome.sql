INSERT INTO outcomes (case_number, decision_number, violation_number, outcome, amount)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (case_number, decision_number, violation_number) DO UPDATE
SET outcome = excluded.outcome, amount = excluded.amount
