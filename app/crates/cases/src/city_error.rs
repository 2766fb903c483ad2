//! What can be wrong with a city's file.

use std::fmt;

use crate::{City, Code, List, Malformed};

/// Why a city's file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CityError {
    /// The file is too large.
    Large {
        /// Its bytes.
        bytes: usize,
    },
    /// Not TOML, a key that is missing or unknown, or a value of the wrong type.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// A text outside the lists is not as it should be.
    Text {
        /// The key.
        key: &'static str,
        /// What is wrong.
        malformed: Malformed,
    },
    /// A list has no entry.
    NoEntry {
        /// Which list.
        list: List,
    },
    /// A list has too many entries.
    TooMany {
        /// Which list.
        list: List,
        /// How many it has.
        found: usize,
    },
    /// A text of an entry is not as it should be.
    EntryText {
        /// Which list.
        list: List,
        /// The entry's place in it, from 1.
        place: usize,
        /// The key.
        key: &'static str,
        /// What is wrong.
        malformed: Malformed,
    },
    /// An entry has the number 0.
    Zero {
        /// Which list.
        list: List,
        /// The entry's place in it, from 1.
        place: usize,
    },
    /// Two entries of a list have the same code.
    CodeTwice {
        /// Which list.
        list: List,
        /// The code.
        code: Code,
    },
    /// Two entries of a list have the same number.
    NumberTwice {
        /// Which list.
        list: List,
        /// The number.
        number: u16,
    },
}

impl fmt::Display for CityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Large { bytes } => {
                write!(f, "the file has {bytes} bytes, at most {} are read", City::FILE_LIMIT)
            }
            Self::Syntax { line, column } => write!(
                f,
                "line {line}, column {column}: not TOML, or a key that is missing, unknown or of \
                 another type"
            ),
            Self::Text { key, malformed } => write!(f, "{key}: {malformed}"),
            Self::NoEntry { list } => write!(f, "the list {list} has no entry"),
            Self::TooMany { list, found } => write!(
                f,
                "the list {list} has {found} entries, at most {} are read",
                City::LIST_LIMIT
            ),
            Self::EntryText { list, place, key, malformed } => {
                write!(f, "entry {place} of {list}, {key}: {malformed}")
            }
            Self::Zero { list, place } => {
                write!(f, "entry {place} of {list}: numbers start with 1")
            }
            Self::CodeTwice { list, code } => write!(f, "the code {code} is in {list} twice"),
            Self::NumberTwice { list, number } => {
                write!(f, "the number {number} is in {list} twice")
            }
        }
    }
}

impl std::error::Error for CityError {}
