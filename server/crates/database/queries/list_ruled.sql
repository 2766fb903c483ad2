SELECT
    c.number, c.renovation_code, c.district, d.commission, v.kind, o.outcome
FROM decisions AS d
INNER JOIN outcomes AS o ON o.case_number = d.case_number AND o.decision_number = d.number
INNER JOIN violations AS v
    ON v.case_number = o.case_number AND v.number = o.violation_number
INNER JOIN cases AS c ON c.number = d.case_number
WHERE d.kind = 'ruling'
    AND d.tier <> 'interpretation'
    AND d.tier <> 'correction'
    AND d.decided_on >= $1
    AND d.decided_on <= $2
ORDER BY c.number, d.number, v.number
