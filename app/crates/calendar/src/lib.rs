//! Civil days, Jalali months and legal deadlines. There is no clock here: today is an argument.
//!
//! Legal dates are civil days of Iran, never instants: the country had daylight saving until
//! 1401, and a ruling is dated by a day and not by a moment.

#![no_std]
#![deny(missing_docs)]

#[cfg(test)]
extern crate alloc;

mod day;
pub mod deadline;
mod month;
mod parse;
mod text;
mod weekday;

pub use day::Day;
pub use month::Month;
pub use parse::{ParseError, ParseErrorKind};
pub use weekday::Weekday;
