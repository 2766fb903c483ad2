//! Figures: what is counted, by what, and how a published table is written and read.

#![deny(missing_docs)]

mod figure;

pub use figure::Figure;
