//! Figures: what is counted, by what, and how a published table is written and read.
//!
//! Two sides meet here. [`Family`] holds the true counts of a month and stays in the private
//! zone. [`PublishedTable`] is what anybody may read, with its CSV and JSON forms, and
//! [`Manifest`] is the list of sums that makes a release of such files one citable thing.
//! The way from the one to the other is the crate `disclosure`, and no other.

#![deny(missing_docs)]

mod csv_text;
mod dimension;
mod family;
mod figure;
mod json_text;
mod label;
pub mod manifest;
mod observation;
mod release_id;
mod table;

pub use dimension::Dimension;
pub use family::{Category, Cell, CountRow, CountTable, Family, FamilyError};
pub use figure::Figure;
pub use json_text::ReadError;
pub use label::LabelFault;
pub use manifest::Manifest;
pub use observation::{Observation, UnitId};
pub use release_id::ReleaseId;
pub use table::{PublishedRow, PublishedTable, TableError};
