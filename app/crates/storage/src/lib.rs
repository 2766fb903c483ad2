//! Ports: what the server asks of its two databases. No SQL here.
//!
//! [`registry`] is the private side (microdata); [`portal`] is the public side (published things
//! only). Pages use [`portal`] alone.

#![deny(missing_docs)]

mod error;
pub mod portal;
pub mod registry;

pub use error::Error;
