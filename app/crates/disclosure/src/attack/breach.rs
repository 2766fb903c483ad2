//! What an attack finds.

use core::fmt;

use cases::Code;
use statistics::Dimension;

use crate::attack::Bounds;

/// Why published tables must not be, or must not have been, published so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Breach {
    /// The tables are none, not of one month, threshold and total, or two are of one dimension.
    Apart,
    /// The total is withheld, but not everything else: a reader would have to guess whether a
    /// withheld cell can be zero.
    Partial,
    /// No counts fit the tables.
    Contradiction,
    /// A published figure is below the threshold and not zero.
    Small {
        /// The table.
        dimension: Dimension,
        /// The category; `None` for the total.
        code: Option<Code>,
    },
    /// A withheld figure is shown to be small or exactly known.
    Narrow {
        /// The table.
        dimension: Dimension,
        /// The category; `None` for the total.
        code: Option<Code>,
        /// What a reader knows about it.
        known: Bounds,
    },
    /// The interval that is written is not the one that a reader can compute.
    Untrue {
        /// The table.
        dimension: Dimension,
        /// The category; `None` for the total.
        code: Option<Code>,
        /// What a reader knows about it.
        known: Bounds,
    },
    /// The cell looks different from other withheld cells of its table, which is as good as a
    /// reason for withholding it.
    Distinguishable {
        /// The table.
        dimension: Dimension,
        /// The category.
        code: Code,
    },
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cell = |code: &Option<Code>| {
            code.as_ref().map_or_else(|| "the total".to_owned(), |code| format!("the cell {code}"))
        };
        match self {
            Self::Apart => f.write_str("the tables do not belong together"),
            Self::Partial => f.write_str("the total is withheld but not everything else"),
            Self::Contradiction => f.write_str("no counts fit the tables"),
            Self::Small { dimension, code } => {
                write!(f, "{} of {dimension} is published and below the threshold", cell(code))
            }
            Self::Narrow { dimension, code, known } => write!(
                f,
                "{} of {dimension} is withheld but known to be {}",
                cell(code),
                Interval(*known)
            ),
            Self::Untrue { dimension, code, known } => write!(
                f,
                "the interval of {} of {dimension} is not {}",
                cell(code),
                Interval(*known)
            ),
            Self::Distinguishable { dimension, code } => {
                write!(f, "the cell {code} of {dimension} is withheld in a way of its own")
            }
        }
    }
}

impl core::error::Error for Breach {}

struct Interval(Bounds);

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.upper {
            Some(upper) => write!(f, "{} to {upper}", self.0.lower),
            None => write!(f, "at least {}", self.0.lower),
        }
    }
}
