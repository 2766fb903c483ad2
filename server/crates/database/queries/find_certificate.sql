SELECT case_number, decision_number, number, key_id, status_index, issued_at, statement
FROM certificates
WHERE case_number = $1 AND decision_number = $2
