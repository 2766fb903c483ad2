//! What makes a whole file unreadable.

use std::fmt;
use std::io::ErrorKind;

use cases::contract::Field;

use super::{RECORD_LIMIT, ROW_LIMIT};

/// Why nothing of a file is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileError {
    /// The system could not read it.
    Read(ErrorKind),
    /// It has no header line.
    NoHeader,
    /// The header line is not CSV in UTF-8, or is too long.
    Header,
    /// The header has a column that the contract does not know.
    UnknownColumn {
        /// Its name, cut after 100 characters.
        name: String,
        /// Its place, from 1.
        place: usize,
    },
    /// The header has a column twice.
    ColumnTwice {
        /// Which column.
        field: Field,
    },
    /// The header lacks a column.
    MissingColumn {
        /// Which column; it may be empty in every row, but it must be there.
        field: Field,
    },
    /// It has more than [`ROW_LIMIT`] rows.
    TooManyRows,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(kind) => write!(f, "the file could not be read: {kind}"),
            Self::NoHeader => write!(f, "the file is empty: a header line is missing"),
            Self::Header => {
                write!(f, "the header line is not CSV in UTF-8 of at most {RECORD_LIMIT} bytes")
            }
            Self::UnknownColumn { name, place } => {
                write!(f, "column {place} of the header, {name:?}, is not in the contract")
            }
            Self::ColumnTwice { field } => write!(f, "the header has the column {field} twice"),
            Self::MissingColumn { field } => write!(f, "the header lacks the column {field}"),
            Self::TooManyRows => write!(f, "the file has more than {ROW_LIMIT} rows"),
        }
    }
}

impl std::error::Error for FileError {}
