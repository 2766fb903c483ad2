INSERT INTO decisions (
    case_number, number, kind, tier, commission, decided_on, notified_on, final_on, due_on,
    text_sha256
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (case_number, number) DO UPDATE
SET kind = excluded.kind, tier = excluded.tier, commission = excluded.commission,
    decided_on = excluded.decided_on, notified_on = excluded.notified_on,
    final_on = excluded.final_on, due_on = excluded.due_on, text_sha256 = excluded.text_sha256
