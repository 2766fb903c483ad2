//! What is wrong with a row.

use std::fmt;

use calendar::{Day, ParseErrorKind};

use crate::contract::Field;
use crate::{List, Malformed};

/// What is wrong with one field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which field.
    pub field: Field,
    /// Its value as the file gives it, cut after [`Problem::VALUE_LIMIT`] characters.
    pub value: String,
    /// What is wrong.
    pub reason: Reason,
}

impl Problem {
    /// The most characters of a value that a problem repeats.
    pub const VALUE_LIMIT: usize = 100;

    /// A problem of this field.
    pub fn new(field: Field, value: &str, reason: Reason) -> Self {
        Self { field, value: value.chars().take(Self::VALUE_LIMIT).collect(), reason }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

/// Why a value is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The field is required and has no value.
    Missing,
    /// The value has not the form of the field.
    Malformed(Malformed),
    /// Numbers in a case start with 1.
    Zero,
    /// Not 64 digits of lower-case hexadecimal.
    Sha256,
    /// Not a date.
    Date(ParseErrorKind),
    /// The day is after today.
    Future {
        /// The day of the import.
        today: Day,
    },
    /// The day is before another of the row that it cannot be before.
    Before {
        /// The other field.
        field: Field,
        /// Its day.
        day: Day,
    },
    /// The code is not in the city's list.
    NotInList {
        /// Which list.
        list: List,
    },
    /// Neither `ruling` nor `order`.
    NotADecision,
    /// Not the word of a tier.
    NotATier,
    /// An order has no such thing: it is never final and fines nobody.
    NotOfAnOrder,
    /// A ruling has no such thing: only orders have a day until which they are to be done.
    NotOfARuling,
    /// The outcome is not a fine, no amount belongs to it.
    NotAFine,
    /// An earlier row says otherwise about the same case, violation, decision or outcome.
    Contradicts {
        /// The line of that row.
        line: u64,
    },
}

impl Reason {
    /// One word for the reason without its facts, by which reports count.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Malformed(_) => "malformed",
            Self::Zero => "zero",
            Self::Sha256 => "sha256",
            Self::Date(_) => "date",
            Self::Future { .. } => "future",
            Self::Before { .. } => "before",
            Self::NotInList { .. } => "not_in_list",
            Self::NotADecision => "not_a_decision",
            Self::NotATier => "not_a_tier",
            Self::NotOfAnOrder => "not_of_an_order",
            Self::NotOfARuling => "not_of_a_ruling",
            Self::NotAFine => "not_a_fine",
            Self::Contradicts { .. } => "contradicts",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => write!(f, "it is required and has no value"),
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Zero => write!(f, "numbers start with 1"),
            Self::Sha256 => write!(f, "it is not 64 digits of lower-case hexadecimal"),
            Self::Date(kind) => {
                let why = match kind {
                    ParseErrorKind::Year => "the year is before 1300 or after 1498",
                    ParseErrorKind::Month => "there is no such month",
                    ParseErrorKind::Day => "the month has no such day",
                    _ => "it is not written as 2025-08-23, 1404-06-01 or 1404/06/01",
                };
                f.write_str(why)
            }
            Self::Future { today } => write!(f, "the day is after the day of the import, {today}"),
            Self::Before { field, day } => write!(f, "the day is before {field}, {day}"),
            Self::NotInList { list } => write!(f, "it is not a code of the city's {list}"),
            Self::NotADecision => write!(f, "it is neither \"ruling\" nor \"order\""),
            Self::NotATier => write!(f, "it is not the word of a stage of the proceedings"),
            Self::NotOfAnOrder => write!(f, "an order has no such value, only a ruling may"),
            Self::NotOfARuling => write!(f, "a ruling has no such value, only an order may"),
            Self::NotAFine => write!(f, "the outcome is not a fine, no amount belongs to it"),
            Self::Contradicts { line } => write!(f, "line {line} says otherwise about the same"),
        }
    }
}
