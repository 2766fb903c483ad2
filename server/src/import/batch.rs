//! A file, read.

use std::io::BufRead;

use calendar::Day;
use cases::City;
use cases::contract::{Admission, Collation, Field, Fields, Row, parse_row};

use super::{BadRow, Fault, FileError, Raw, csv, ndjson};

/// The most bytes that a row may have, its line end not counted.
pub const RECORD_LIMIT: usize = 64 * 1024;

/// The most rows that a file may have.
pub const ROW_LIMIT: u64 = 5_000_000;

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
    let mut reading = Reading {
        city,
        today,
        count: 0,
        duplicates: 0,
        bad: Vec::new(),
        collation: Collation::new(),
    };
    let columns = match format {
        Format::Csv => csv::read(input, &mut reading)?,
        Format::Ndjson => ndjson::read(input, &mut reading).map(|()| Vec::new())?,
    };
    Ok(Batch {
        rows: reading.collation.into_rows(),
        bad: reading.bad,
        duplicates: reading.duplicates,
        columns,
    })
}

/// A file that is being read.
pub(super) struct Reading<'a> {
    city: &'a City,
    today: Day,
    count: u64,
    duplicates: u64,
    bad: Vec<BadRow>,
    collation: Collation,
}

impl Reading<'_> {
    /// Takes a row that its form gave fields. `raw` is asked for only if the row is bad.
    pub(super) fn row(
        &mut self,
        line: u64,
        fields: &Fields<'_>,
        raw: impl FnOnce() -> Raw,
    ) -> Result<(), FileError> {
        let problems = match parse_row(fields, self.city, self.today) {
            Ok(row) => match self.collation.admit(row, line) {
                Admission::New => Vec::new(),
                Admission::Duplicate { .. } => {
                    self.duplicates += 1;
                    Vec::new()
                }
                Admission::Contradiction(problems) => problems,
            },
            Err(problems) => problems,
        };
        if !problems.is_empty() {
            let faults = problems.into_iter().map(Fault::Field).collect();
            self.bad.push(BadRow { line, faults, raw: raw() });
        }
        self.counted()
    }

    /// Takes a row that its form refused.
    pub(super) fn bad(&mut self, line: u64, fault: Fault, raw: Raw) -> Result<(), FileError> {
        self.bad.push(BadRow { line, faults: vec![fault], raw });
        self.counted()
    }

    fn counted(&mut self) -> Result<(), FileError> {
        self.count += 1;
        if self.count > ROW_LIMIT { Err(FileError::TooManyRows) } else { Ok(()) }
    }
}
