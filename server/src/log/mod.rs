//! The transparency log: entries get places, the tree gets signed, and everybody can check.
//!
//! [`Sequencer`] writes; it needs the lock, and refuses to go on from an older state. Everything
//! else reads.

mod check;
mod checkpoint;
mod cosigner;
pub mod count;
mod export;
pub mod input;
mod made;
mod problem;
pub mod proof;
mod recover;
mod sequencer;
mod tree;

pub use check::{Checked, Difference, check};
pub use checkpoint::{Outcome, Run};
pub use cosigner::{Cosigned, Cosigners, Nobody};
pub use export::{Exported, Extras, Target, export};
pub use made::{Sources, certificate_entry, keys_entry, listing_hash};
pub use problem::LogProblem;
pub use recover::{Anew, Recovered};
pub use sequencer::{BATCH, Sequencer};

#[cfg(test)]
mod tests;
