//! A table as it is published.

use core::fmt;
use std::collections::BTreeSet;

use calendar::Month;
use cases::{Code, Name};

use crate::{Dimension, Figure, LabelFault, ReadError, csv_text, json_text, label};

/// One category of a table with its figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedRow {
    /// The category's code in the city's list.
    pub code: Code,
    /// What the category is called.
    pub name: Name,
    /// How many outcomes, or that it is withheld.
    pub figure: Figure,
}

/// The outcomes of the rulings of a month by one dimension, as everybody may read them.
///
/// Well-formed by construction: at most [`Self::MAX_ROWS`] rows with different codes, names that
/// no spreadsheet program computes, numbers that every JSON reader keeps exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTable {
    dimension: Dimension,
    month: Month,
    threshold: u64,
    total: Figure,
    rows: Vec<PublishedRow>,
}

/// Why something is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableError {
    /// There are so many rows; a table has 1 to [`PublishedTable::MAX_ROWS`].
    Rows {
        /// How many there are.
        rows: usize,
    },
    /// The threshold is not in 1 to [`Figure::MAX`].
    Threshold,
    /// The code is that of an earlier row, or the one of the row of totals.
    Code {
        /// The row, from 0.
        row: usize,
    },
    /// The name cannot be published.
    Label {
        /// The row, from 0.
        row: usize,
        /// What is wrong with it.
        fault: LabelFault,
    },
    /// A number above [`Figure::MAX`], or an interval whose ends are the wrong way round.
    Figure {
        /// The row, from 0; `None` for the total.
        row: Option<usize>,
    },
}

impl PublishedTable {
    /// The most rows that a table has.
    pub const MAX_ROWS: usize = 1_000;

    /// The longest JSON form in bytes.
    pub const MAX_BYTES: usize = 4 << 20;

    /// The code of the last row of the CSV form, which holds the total.
    pub const TOTAL: &'static str = "total";

    /// A table of these rows, which are in the city's order.
    ///
    /// # Errors
    ///
    /// [`TableError`] with the first thing that is wrong.
    pub fn new(
        dimension: Dimension,
        month: Month,
        threshold: u64,
        total: Figure,
        rows: Vec<PublishedRow>,
    ) -> Result<Self, TableError> {
        if rows.is_empty() || rows.len() > Self::MAX_ROWS {
            return Err(TableError::Rows { rows: rows.len() });
        }
        if threshold == 0 || threshold > Figure::MAX {
            return Err(TableError::Threshold);
        }
        if !total.is_sound() {
            return Err(TableError::Figure { row: None });
        }
        let mut codes = BTreeSet::from([Self::TOTAL]);
        for (index, row) in rows.iter().enumerate() {
            if !codes.insert(row.code.as_str()) {
                return Err(TableError::Code { row: index });
            }
            label::check(&row.name).map_err(|fault| TableError::Label { row: index, fault })?;
            if !row.figure.is_sound() {
                return Err(TableError::Figure { row: Some(index) });
            }
        }
        Ok(Self { dimension, month, threshold, total, rows })
    }

    /// Reads the JSON form, byte for byte as [`Self::to_json`] writes it.
    ///
    /// # Errors
    ///
    /// [`ReadError`] with the first thing that is wrong.
    pub fn read_json(bytes: &[u8]) -> Result<Self, ReadError> {
        json_text::read(bytes)
    }

    /// The JSON form: one row a line, UTF-8, ends in a line feed. Equal tables have equal bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        json_text::write(self)
    }

    /// The CSV form (RFC 4180): header, one line a row, and a last line of the total, whose code
    /// is [`Self::TOTAL`]; UTF-8 without a byte order mark. Equal tables have equal bytes.
    ///
    /// A withheld figure has an empty count, the status `c` and the interval in `lower` and
    /// `upper`; an empty `upper` then means that nothing bounds it.
    #[must_use]
    pub fn to_csv(&self) -> String {
        csv_text::write(self)
    }

    /// What the table counts by.
    #[must_use]
    pub const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// The month that it is about.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// The rule: a figure about at least one and fewer than so many properties is withheld.
    #[must_use]
    pub const fn threshold(&self) -> u64 {
        self.threshold
    }

    /// The outcomes of all categories together; the same in all tables of a release.
    #[must_use]
    pub const fn total(&self) -> Figure {
        self.total
    }

    /// The categories in the city's order, all of them.
    #[must_use]
    pub fn rows(&self) -> &[PublishedRow] {
        &self.rows
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows { rows } => {
                write!(f, "a table has 1 to {} rows, not {rows}", PublishedTable::MAX_ROWS)
            }
            Self::Threshold => f.write_str("the threshold is out of range"),
            Self::Code { row } => write!(f, "the code of row {row} is already in use"),
            Self::Label { row, fault } => write!(f, "row {row}: {fault}"),
            Self::Figure { row: Some(row) } => write!(f, "the figure of row {row} is unsound"),
            Self::Figure { row: None } => f.write_str("the total is unsound"),
        }
    }
}

impl core::error::Error for TableError {}
