//! The import contract: one row is one decision about one violation of one case.
//!
//! The same contract holds for every file format; a format only says how a row's fields are
//! found. [`parse_row`] checks one row, [`Collation`] checks rows against each other.

mod collation;
mod field;
mod problem;
mod row;

pub use collation::{Admission, Collation};
pub use field::{Field, Fields};
pub use problem::{Problem, Reason};
pub use row::{Row, parse_row};
