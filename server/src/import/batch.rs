//! A file, read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use calendar::Day;
use cases::contract::{Admission, Collation, Field, Fields, Row, parse_row};
use cases::{CaseNumber, City, DecisionNumber, fold_digits};

use super::{BadRow, Fault, FileError, Raw, csv, ndjson};

/// The most bytes that a row may have, its line end not counted.
pub const RECORD_LIMIT: usize = 64 * 1024;

/// The most rows that a file may have.
pub const ROW_LIMIT: u64 = 5_000_000;

/// The most decisions that a case may have in a file: more than any case ever had, and few enough
/// that its timeline can be read.
pub const DECISION_LIMIT: usize = 500;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values (RFC 4180) with a header line.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

impl Format {
    /// The form that goes with the ending of a file's name.
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1 {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }
}

/// What a file holds: `rows`, `bad` and `duplicates` together are its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The rows that keep the contract and agree with each other, in the order of the file.
    pub rows: Vec<Row>,
    /// The rows that do not.
    pub bad: Vec<BadRow>,
    /// How many rows say what an earlier row says.
    pub duplicates: u64,
    /// The columns of a CSV file, in its order; empty for other forms.
    pub columns: Vec<Field>,
}

/// Reads a file. `today` is the day of the import: nothing may have happened after it.
pub fn read(
    input: impl BufRead,
    format: Format,
    city: &City,
    today: Day,
) -> Result<Batch, FileError> {
    let reading = Reading {
        city,
        today,
        count: 0,
        duplicates: 0,
        bad: Vec::new(),
        refused: BTreeSet::new(),
        collation: Collation::new(),
        taken: Vec::new(),
    };
    match format {
        Format::Csv => csv::read(input, reading),
        Format::Ndjson => ndjson::read(input, reading),
    }
}

/// A decision of a case, as far as a row says which.
pub(super) type Subject = (CaseNumber, DecisionNumber);

/// Which decision a row is about, when both of its numbers can be read.
pub(super) fn subject(case: &str, decision: &str) -> Option<Subject> {
    let case = CaseNumber::parse(&fold_digits(case)).ok()?;
    Some((case, DecisionNumber::parse(&fold_digits(decision)).ok()?))
}

/// A file that is being read.
pub(super) struct Reading<'a> {
    city: &'a City,
    today: Day,
    count: u64,
    duplicates: u64,
    bad: Vec<BadRow>,
    /// Decisions of which a row was refused.
    refused: BTreeSet<Subject>,
    collation: Collation,
    /// The line of each row of the collation and what stood there.
    taken: Vec<(u64, Vec<u8>)>,
}

impl Reading<'_> {
    /// Takes a row that its form gave fields. `raw` says what stood in the line of these bytes.
    pub(super) fn row(
        &mut self,
        line: u64,
        fields: &Fields<'_>,
        bytes: Vec<u8>,
        raw: impl FnOnce(Vec<u8>) -> Raw,
    ) -> Result<(), FileError> {
        let problems = match parse_row(fields, self.city, self.today) {
            Ok(row) => match self.collation.admit(row, line) {
                Admission::New => {
                    self.taken.push((line, bytes));
                    return self.counted();
                }
                Admission::Duplicate { .. } => {
                    self.duplicates += 1;
                    return self.counted();
                }
                Admission::Contradiction(problems) => problems,
            },
            Err(problems) => problems,
        };
        let faults = problems.into_iter().map(Fault::Field).collect();
        self.refused.extend(subject(fields.value(Field::CaseNo), fields.value(Field::DecisionNo)));
        self.bad.push(BadRow { line, faults, raw: raw(bytes) });
        self.counted()
    }

    /// Takes a row that its form refused, and that is about this decision if it can be known.
    pub(super) fn bad(
        &mut self,
        line: u64,
        fault: Fault,
        raw: Raw,
        about: Option<Subject>,
    ) -> Result<(), FileError> {
        self.refused.extend(about);
        self.bad.push(BadRow { line, faults: vec![fault], raw });
        self.counted()
    }

    fn counted(&mut self) -> Result<(), FileError> {
        self.count += 1;
        if self.count > ROW_LIMIT { Err(FileError::TooManyRows) } else { Ok(()) }
    }

    /// What the file holds once all of it is read: a decision of which a row was refused is
    /// refused whole, because half a ruling would be published and certified as if it were one.
    pub(super) fn finish(self, columns: Vec<Field>, raw: impl Fn(Vec<u8>) -> Raw) -> Batch {
        let Self { mut bad, refused, duplicates, collation, taken, .. } = self;
        let mut rows = Vec::new();
        let mut decisions: BTreeMap<CaseNumber, BTreeSet<DecisionNumber>> = BTreeMap::new();
        for (row, (line, bytes)) in collation.into_rows().into_iter().zip(taken) {
            let about = (row.case.number.clone(), row.decision.number.clone());
            let fault = if refused.contains(&about) {
                Some(Fault::DecisionRefused)
            } else {
                let (case, decision) = about;
                let known = decisions.entry(case).or_default();
                let fits = known.len() < DECISION_LIMIT || known.contains(&decision);
                if fits {
                    known.insert(decision);
                }
                (!fits).then_some(Fault::TooManyDecisions)
            };
            match fault {
                None => rows.push(row),
                Some(fault) => bad.push(BadRow { line, faults: vec![fault], raw: raw(bytes) }),
            }
        }
        bad.sort_by_key(|row| row.line);
        Batch { rows, bad, duplicates, columns }
    }
}
