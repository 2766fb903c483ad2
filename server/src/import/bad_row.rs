//! Rows that do not keep the contract.

use std::fmt;

use cases::contract::Problem;

use super::{DECISION_LIMIT, RECORD_LIMIT};

/// A row that was not taken, as it stood in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Its line, from 1.
    pub line: u64,
    /// Everything that is wrong with it; never empty.
    pub faults: Vec<Fault>,
    /// What stood there.
    pub raw: Raw,
}

/// What stood in the file where a bad row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Raw {
    /// The fields of a CSV record, without the notes of an earlier import.
    Fields(Vec<Vec<u8>>),
    /// The members of a JSON object, each as it was written, without the notes of an earlier
    /// import.
    Members(Vec<String>),
    /// A line that is neither; if it was too long, its beginning.
    Line(Vec<u8>),
}

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A field has a value that the contract refuses.
    Field(Problem),
    /// A CSV record has not as many fields as the header.
    Columns {
        /// Fields of the record.
        found: usize,
        /// Columns of the header.
        expected: usize,
    },
    /// Not UTF-8.
    Utf8 {
        /// The first wrong byte of the record, from 0.
        position: usize,
    },
    /// More than [`RECORD_LIMIT`] bytes.
    Long,
    /// A quotation mark that neither opens nor closes a field, or one that is not closed in its
    /// line.
    Quote {
        /// The byte of the line, from 0.
        position: usize,
    },
    /// Not JSON.
    Json {
        /// The column at which reading stopped, from 1.
        column: usize,
    },
    /// JSON, but not an object.
    NotAnObject,
    /// A key that the contract does not know.
    UnknownKey {
        /// The key, cut after 100 characters.
        key: String,
    },
    /// A key that occurs twice.
    KeyTwice {
        /// The key.
        key: String,
    },
    /// A value that is neither text nor number nor null.
    Nested {
        /// The key.
        key: String,
    },
    /// Nothing is wrong with the row itself, but with another one of the same decision: a decision
    /// is taken whole or not at all.
    DecisionRefused,
    /// The case has [`DECISION_LIMIT`] other decisions before this one.
    TooManyDecisions,
}

impl Fault {
    /// One word for the reason without its facts, by which reports count.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Field(problem) => problem.reason.word(),
            Self::Columns { .. } => "columns",
            Self::Utf8 { .. } => "utf8",
            Self::Long => "long",
            Self::Quote { .. } => "quote",
            Self::Json { .. } => "json",
            Self::NotAnObject => "not_an_object",
            Self::UnknownKey { .. } => "unknown_key",
            Self::KeyTwice { .. } => "key_twice",
            Self::Nested { .. } => "nested",
            Self::DecisionRefused => "decision_refused",
            Self::TooManyDecisions => "too_many_decisions",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(problem) => problem.fmt(f),
            Self::Columns { found, expected } => {
                write!(f, "the row has {found} columns, the header has {expected}")
            }
            Self::Utf8 { position } => write!(f, "not UTF-8 at byte {}", position + 1),
            Self::Long => write!(f, "the row has more than {RECORD_LIMIT} bytes"),
            Self::Quote { position } => {
                write!(f, "a quotation mark out of place at byte {}", position + 1)
            }
            Self::Json { column } => write!(f, "not JSON at column {column}"),
            Self::NotAnObject => write!(f, "not a JSON object"),
            Self::UnknownKey { key } => write!(f, "the key {key:?} is not in the contract"),
            Self::KeyTwice { key } => write!(f, "the key {key:?} occurs twice"),
            Self::Nested { key } => {
                write!(f, "the value of {key:?} is neither text nor number nor null")
            }
            Self::DecisionRefused => f.write_str("another row of this decision is refused"),
            Self::TooManyDecisions => {
                write!(f, "the case has more than {DECISION_LIMIT} decisions")
            }
        }
    }
}
