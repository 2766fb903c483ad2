//! Why a value does not have the form of its type.

use std::fmt;

/// Why a text is not the identifier, amount or line of text that it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// There is nothing.
    Empty,
    /// There is too much of it.
    Long {
        /// Characters found.
        length: usize,
        /// Characters allowed.
        limit: usize,
    },
    /// A character that has no place there, counted in characters from 0.
    Character {
        /// Which character.
        character: char,
        /// Where it stands.
        position: usize,
    },
    /// White space at the beginning or at the end.
    Edge,
    /// Not the number of parts that the form has.
    Parts {
        /// Parts found.
        found: usize,
        /// The most that there may be.
        limit: usize,
    },
    /// A number that is larger than the type allows.
    Range {
        /// The largest value allowed, in the unit of the type.
        limit: u64,
    },
    /// More decimals than the type keeps, or none after the point.
    Decimals,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty => write!(f, "it is empty"),
            Self::Long { length, limit } => {
                write!(f, "it has {length} characters, at most {limit} are allowed")
            }
            Self::Character { character, position } => {
                let number = u32::from(character);
                write!(f, "character {} (U+{number:04X}) is not allowed", position + 1)
            }
            Self::Edge => write!(f, "white space at its beginning or end"),
            Self::Parts { found, limit } => {
                write!(f, "it has {found} parts, 1 to {limit} are allowed")
            }
            Self::Range { limit } => write!(f, "it is larger than {limit}"),
            Self::Decimals => write!(f, "one decimal after the point is allowed"),
        }
    }
}

impl std::error::Error for Malformed {}
