SELECT case_number, decision_number, number, key_id, status_index, issued_at, statement
FROM certificates
ORDER BY case_number, decision_number
LIMIT $1
