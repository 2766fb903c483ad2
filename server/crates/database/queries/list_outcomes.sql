SELECT case_number, decision_number, violation_number, outcome, amount
FROM outcomes
WHERE case_number = $1
ORDER BY decision_number, violation_number
