//! Ports: what the server asks of its databases. No SQL here.
//!
//! [`registry`] is the private side (microdata); [`portal`] and [`log`] are the public side
//! (published things only). Pages use the public side alone.

#![deny(missing_docs)]

mod error;
pub mod log;
pub mod portal;
pub mod registry;

pub use error::Error;
