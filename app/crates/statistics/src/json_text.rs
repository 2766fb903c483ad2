//! The JSON form of a table: written in one way, and read in that way only.

use core::fmt;

use calendar::{Month, ParseError};
use cases::{Code, Name};
use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

use crate::{Dimension, Figure, PublishedRow, PublishedTable, TableError};

/// Why some bytes are not the JSON form of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// More than [`PublishedTable::MAX_BYTES`].
    Large {
        /// How many bytes there are.
        bytes: usize,
    },
    /// Not JSON at all.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The byte in the line, from 1.
        column: usize,
    },
    /// JSON, but a member is missing, unknown, there twice or of the wrong kind.
    Shape {
        /// The line, from 1.
        line: usize,
        /// The byte in the line, from 1.
        column: usize,
    },
    /// The month is none.
    Month(ParseError),
    /// There is no such dimension.
    Dimension,
    /// The code is not one that a city's list can hold.
    Code {
        /// The row, from 0.
        row: usize,
    },
    /// Neither a count alone nor the status `c` with its interval.
    Figure {
        /// The row, from 0; `None` for the total.
        row: Option<usize>,
    },
    /// The parts are read but make no table.
    Table(TableError),
    /// The same table is written otherwise: other spacing, order, escapes or numerals.
    Form {
        /// The first byte that differs, from 0.
        offset: usize,
    },
}

pub(crate) fn write(table: &PublishedTable) -> String {
    let mut text = format!(
        "{{\n  \"month\": \"{}\",\n  \"dimension\": \"{}\",\n  \"threshold\": {},\n  \
         \"total\": {{{}}},\n  \"rows\": [",
        table.month(),
        table.dimension(),
        table.threshold(),
        table.total().json_members(),
    );
    for (index, row) in table.rows().iter().enumerate() {
        let Name { fa, azb, en } = &row.name;
        text.push_str(&format!(
            "{}\n    {{\"code\": \"{}\", \"name\": {{\"fa\": {}, \"azb\": {}, \"en\": {}}}, {}}}",
            if index == 0 { "" } else { "," },
            row.code.as_str(),
            string(fa),
            string(azb),
            string(en),
            row.figure.json_members(),
        ));
    }
    text.push_str("\n  ]\n}\n");
    text
}

pub(crate) fn read(bytes: &[u8]) -> Result<PublishedTable, ReadError> {
    if bytes.len() > PublishedTable::MAX_BYTES {
        return Err(ReadError::Large { bytes: bytes.len() });
    }
    let raw: RawTable = serde_json::from_slice(bytes).map_err(|error| located(&error))?;
    let month = Month::parse(&raw.month).map_err(ReadError::Month)?;
    let dimension = Dimension::parse(&raw.dimension).ok_or(ReadError::Dimension)?;
    let RawTotal { count, status, lower, upper } = raw.total;
    let total =
        figure(count, status.as_deref(), lower, upper).ok_or(ReadError::Figure { row: None })?;
    let mut rows = Vec::new();
    for (row, RawRow { code, name, count, status, lower, upper }) in
        raw.rows.into_iter().enumerate()
    {
        rows.push(PublishedRow {
            code: Code::parse(&code).map_err(|_| ReadError::Code { row })?,
            name,
            figure: figure(count, status.as_deref(), lower, upper)
                .ok_or(ReadError::Figure { row: Some(row) })?,
        });
    }
    let table = PublishedTable::new(dimension, month, raw.threshold, total, rows)
        .map_err(ReadError::Table)?;
    // One table has one form: whatever else JSON allows ends here.
    let form = write(&table);
    if form.as_bytes() == bytes {
        Ok(table)
    } else {
        let same = form.bytes().zip(bytes).take_while(|(ours, theirs)| ours == *theirs).count();
        Err(ReadError::Form { offset: same })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Large { bytes } => write!(f, "the table has {bytes} bytes, which is too many"),
            Self::Syntax { line, column } => write!(f, "no JSON at line {line}, byte {column}"),
            Self::Shape { line, column } => {
                write!(f, "not the members of a table at line {line}, byte {column}")
            }
            Self::Month(error) => write!(f, "the month: {error}"),
            Self::Dimension => f.write_str("there is no such dimension"),
            Self::Code { row } => write!(f, "row {row} has no proper code"),
            Self::Figure { row: Some(row) } => write!(f, "row {row} has no proper figure"),
            Self::Figure { row: None } => f.write_str("the total is no proper figure"),
            Self::Table(error) => error.fmt(f),
            Self::Form { offset } => {
                write!(f, "the table is not written in its one form, from byte {offset} on")
            }
        }
    }
}

impl core::error::Error for ReadError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    month: String,
    dimension: String,
    threshold: u64,
    total: RawTotal,
    rows: Vec<RawRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTotal {
    count: Option<u64>,
    status: Option<String>,
    lower: Option<u64>,
    upper: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    code: String,
    name: Name,
    count: Option<u64>,
    status: Option<String>,
    lower: Option<u64>,
    upper: Option<u64>,
}

fn figure(
    count: Option<u64>,
    status: Option<&str>,
    lower: Option<u64>,
    upper: Option<u64>,
) -> Option<Figure> {
    match (count, status, lower, upper) {
        (Some(count), None, None, None) => Some(Figure::Published(count)),
        (None, Some(Figure::WITHHELD), Some(lower), upper) => {
            Some(Figure::Withheld { lower, upper })
        }
        _ => None,
    }
}

fn located(error: &serde_json::Error) -> ReadError {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Data => ReadError::Shape { line, column },
        Category::Io | Category::Syntax | Category::Eof => ReadError::Syntax { line, column },
    }
}

fn string(text: &str) -> String {
    Value::from(text).to_string()
}
