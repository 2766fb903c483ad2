SELECT
    case_number, number, kind, tier, commission, decided_on, notified_on, final_on, due_on,
    text_sha256
FROM decisions
WHERE case_number = $1
ORDER BY decided_on, number
