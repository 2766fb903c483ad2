//! The adapter behind the storage ports: SQL lives here and nowhere else, one statement a file in
//! `queries/`. The registry and the portal are two databases, never one.

#![deny(missing_docs)]

mod error;
mod migration;
mod open;
mod portal;
mod registry;
mod row;

pub use open::OpenError;
pub use portal::Portal;
pub use registry::Registry;

#[cfg(test)]
mod tests;
