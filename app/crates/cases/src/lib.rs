//! The case model of an Article 100 commission: the city and its lists, cases, violations,
//! decisions, and where a case stands.

#![deny(missing_docs)]

mod city;
mod city_error;
mod city_file;
pub mod contract;
mod decision;
mod digits;
mod entry;
mod malformed;
mod model;
mod name;
mod quantity;
mod renovation_code;
mod standing;
mod status;
#[cfg(test)]
mod status_tests;
mod text;

pub use city::City;
pub use city_error::CityError;
pub use decision::{DecisionKind, Tier};
pub use digits::fold_digits;
pub use entry::{Entry, List};
pub use malformed::Malformed;
pub use model::{Case, Decision, Outcome, Violation};
pub use name::Name;
pub use quantity::{Area, Rials};
pub use renovation_code::RenovationCode;
pub use status::{COMPLAINT_DAYS, CaseStatus, Complaint, Event, EventKind, Stage};
pub use text::{Address, CaseNumber, Code, DecisionNumber};
