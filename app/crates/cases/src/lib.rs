//! The case model of an Article 100 commission: the city and its lists, cases, violations,
//! decisions, and where a case stands.

#![deny(missing_docs)]

mod name;

pub use name::Name;
