//! Checking rows against each other.

use std::collections::BTreeMap;

use crate::contract::{Field, Problem, Reason, Row};
use crate::{CaseNumber, DecisionNumber};

/// The rows of a file that agree with each other.
///
/// A case has one district, one property and one address; a violation one kind; a decision one
/// tier and one set of dates; and a decision says one thing about a violation. The row that comes
/// first is believed, because nothing in a file says which of two is right.
#[derive(Clone, Debug, Default)]
pub struct Collation {
    rows: Vec<Row>,
    lines: Vec<u64>,
    cases: BTreeMap<CaseNumber, Known>,
}

/// Places of the first rows about a case and its parts.
#[derive(Clone, Debug, Default)]
struct Known {
    case: usize,
    violations: BTreeMap<u16, usize>,
    decisions: BTreeMap<DecisionNumber, usize>,
    outcomes: BTreeMap<(DecisionNumber, u16), usize>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is new and contradicts nothing.
    New,
    /// It says what an earlier row says.
    Duplicate {
        /// The line of that row.
        line: u64,
    },
    /// It contradicts earlier rows.
    Contradiction(Vec<Problem>),
}

impl Collation {
    /// No rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a row in if it is new and contradicts none that was taken in before. `line` is its
    /// line in the file, for later findings.
    pub fn admit(&mut self, row: Row, line: u64) -> Admission {
        let place = self.rows.len();
        let known = self.cases.get(&row.case.number);
        if let Some(known) = known {
            let problems = self.contradictions(known, &row);
            if !problems.is_empty() {
                return Admission::Contradiction(problems);
            }
            let same = (row.decision.number.clone(), row.violation.number);
            if let Some(&earlier) = known.outcomes.get(&same) {
                return Admission::Duplicate { line: self.line(earlier) };
            }
        }
        let new = Known { case: place, ..Known::default() };
        let known = self.cases.entry(row.case.number.clone()).or_insert(new);
        known.violations.entry(row.violation.number).or_insert(place);
        known.decisions.entry(row.decision.number.clone()).or_insert(place);
        known.outcomes.insert((row.decision.number.clone(), row.violation.number), place);
        self.rows.push(row);
        self.lines.push(line);
        Admission::New
    }

    /// The rows that were taken in, in the order of the file.
    pub fn into_rows(self) -> Vec<Row> {
        self.rows
    }

    fn line(&self, place: usize) -> u64 {
        self.lines.get(place).copied().unwrap_or_default()
    }

    /// Every field in which the row differs from the first row about the same thing.
    fn contradictions(&self, known: &Known, row: &Row) -> Vec<Problem> {
        let same = (row.decision.number.clone(), row.violation.number);
        let earlier = [
            (Some(&known.case), CASE.as_slice()),
            (known.violations.get(&row.violation.number), VIOLATION.as_slice()),
            (known.decisions.get(&row.decision.number), DECISION.as_slice()),
            (known.outcomes.get(&same), OUTCOME.as_slice()),
        ];
        let fields = row.to_fields();
        let mut problems = Vec::new();
        for (place, about) in earlier {
            let Some((&place, first)) = place.and_then(|p| Some((p, self.rows.get(*p)?))) else {
                continue;
            };
            let first = first.to_fields();
            for &field in about {
                if first.value(field) != fields.value(field) {
                    let reason = Reason::Contradicts { line: self.line(place) };
                    problems.push(Problem::new(field, fields.value(field), reason));
                }
            }
        }
        problems.sort_by_key(|problem| problem.field);
        problems
    }
}

/// What belongs to a case and to none of its parts.
const CASE: [Field; 4] =
    [Field::District, Field::DetectedOn, Field::RenovationCode, Field::Address];

/// What belongs to a violation.
const VIOLATION: [Field; 2] = [Field::Violation, Field::AreaM2];

/// What belongs to a decision.
const DECISION: [Field; 8] = [
    Field::Decision,
    Field::Tier,
    Field::Commission,
    Field::DecidedOn,
    Field::NotifiedOn,
    Field::FinalOn,
    Field::DueOn,
    Field::TextSha256,
];

/// What a decision says about a violation.
const OUTCOME: [Field; 2] = [Field::Outcome, Field::AmountRials];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_belongs_to_one_thing() {
        let keys = [Field::CaseNo, Field::ViolationNo, Field::DecisionNo];
        let mut all: Vec<Field> = [&keys[..], &CASE, &VIOLATION, &DECISION, &OUTCOME].concat();
        all.sort();
        assert_eq!(all, Field::ALL);
    }
}
