INSERT INTO certificates (
    case_number, decision_number, number, key_id, status_index, issued_at, statement
)
VALUES ($1, $2, $3, $4, $5, $6, $7)
