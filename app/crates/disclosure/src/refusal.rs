//! Why something is not published.

use core::fmt;

use calendar::Day;
use cases::Code;
use statistics::{Dimension, TableError};

use crate::Breach;

/// Why there is no protected family or release.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The threshold is out of range.
    Threshold {
        /// The threshold.
        threshold: u64,
    },
    /// Fewer than two dimensions have at least two categories: a month that has to be withheld
    /// as a whole would then tell why.
    FewCategories,
    /// The table cannot be written.
    Table {
        /// Which table.
        dimension: Dimension,
        /// What is wrong with it.
        error: TableError,
    },
    /// A cell that has to be protected is not. The program is wrong; nothing is published.
    Unprotected {
        /// The table of the cell.
        dimension: Dimension,
        /// The category of the cell.
        code: Code,
    },
    /// The attack on the finished tables succeeded. The program is wrong; nothing is published.
    Breached(Breach),
    /// The day of publication is not after the month: figures that never change again must not
    /// be published while they still can.
    MonthNotOver {
        /// The last day of the month.
        last: Day,
    },
    /// The names of the files are no manifest. The program is wrong; nothing is published.
    Manifest,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threshold { threshold } => write!(
                f,
                "the threshold {threshold} is not between {} and {}",
                crate::Rules::MIN_THRESHOLD,
                crate::Rules::MAX_THRESHOLD
            ),
            Self::FewCategories => {
                f.write_str("the city needs two lists with at least two entries each")
            }
            Self::Table { dimension, error } => write!(f, "the table by {dimension}: {error}"),
            Self::Unprotected { dimension, code } => {
                write!(f, "the cell {code} of the table by {dimension} is not protected")
            }
            Self::Breached(breach) => write!(f, "the attack on the tables succeeded: {breach}"),
            Self::MonthNotOver { last } => write!(f, "the month ends on {last}"),
            Self::Manifest => f.write_str("the files of the release make no manifest"),
        }
    }
}

impl core::error::Error for Refusal {}
