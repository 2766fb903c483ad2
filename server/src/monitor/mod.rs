//! The monitor: follows a log, and says when it lies.
//!
//! A run fetches the checkpoint, every entry that is new since the last run, and the tiles above
//! them; it recomputes the tree and compares. Of our logs it knows more: every entry must parse,
//! and the entries of a day must be as many as the portal says it made. What could not be had is
//! never a lie: it is [`RemoteProblem`](crate::remote::RemoteProblem), and what was
//! found before it stays found.

mod compare;
mod count;
mod finding;
mod follow;
mod memory;
mod older;
mod report;
mod run;
mod sample;
mod tally;
mod trust;
mod view;

pub use count::{CountProblem, Counts};
pub use finding::Finding;
pub use memory::{Memory, MemoryProblem, hold};
pub use report::Report;
pub use run::{MAX_AGE, Monitor};
pub use tally::Tally;
pub use trust::Trust;
