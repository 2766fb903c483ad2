//! The adapter behind the storage ports, on SQLite and on PostgreSQL: SQL lives here and nowhere
//! else, one statement a file in `queries/`. The registry, the portal, the log and the log's lock
//! are four databases, never one.

#![deny(missing_docs)]

mod address;
mod failure;
mod lock;
mod log;
mod migration;
mod open;
mod pool;
mod portal;
mod postgres;
mod record;
mod registry;
mod row;
mod session;
mod sqlite;
mod statement;
mod value;

pub use address::{Address, AddressError};
pub use lock::Lock;
pub use log::Log;
pub use open::OpenError;
pub use portal::Portal;
pub use registry::Registry;
pub use statement::{Database, Statement, statements};
