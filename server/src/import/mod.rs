//! Reading files of the urban-planning system: rows that keep the contract, and for every other
//! row what is wrong with it. `README.md` beside this file is the contract.
//!
//! Nothing is lost: every row of the input is a row, a bad row or a duplicate of a row.

mod bad_row;
mod batch;
mod csv;
mod file_error;
mod lines;
mod members;
mod ndjson;
mod quarantine;
mod report;
#[cfg(test)]
mod tests;

pub use bad_row::{BadRow, Fault, Raw};
pub use batch::{Batch, DECISION_LIMIT, Format, RECORD_LIMIT, ROW_LIMIT, read};
pub use file_error::FileError;
pub use quarantine::quarantine;
pub use report::Report;
