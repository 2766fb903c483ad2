//! The engines that a log can be on.

#[allow(
    dead_code,
    unused_imports,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "it is the tests', which may break servers and stop where they cannot go on"
)]
#[path = "../../../it/support/postgres.rs"]
mod postgres;

use super::Folder;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(super) const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// The address of a new database.
    pub(super) fn database(self, folder: &Folder, name: &str) -> String {
        match self {
            Self::Sqlite => folder.sqlite(name),
            Self::Postgres => postgres::database(),
        }
    }
}
