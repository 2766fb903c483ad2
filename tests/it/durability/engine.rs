//! The engine that a log's databases are on.

use std::path::Path;

use crate::support::postgres::{self, Own};

/// SQLite in the log's own folder, or databases of a PostgreSQL server.
pub(super) enum Engine {
    Sqlite,
    Postgres { log: String, lock: String },
}

impl Engine {
    pub(super) const fn sqlite() -> Self {
        Self::Sqlite
    }

    /// Two new databases.
    pub(super) fn postgres() -> Self {
        Self::Postgres { log: postgres::database(), lock: postgres::database() }
    }

    /// Two new databases of a server that the test breaks.
    pub(super) fn own(server: &Own) -> Self {
        Self::Postgres { log: server.database(), lock: server.database() }
    }

    /// The address of the log's database.
    pub(super) fn log(&self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite:{}", folder.join("log.db").display()),
            Self::Postgres { log, .. } => log.clone(),
        }
    }

    /// The address of the lock's database.
    pub(super) fn lock(&self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite:{}", folder.join("lock.db").display()),
            Self::Postgres { lock, .. } => lock.clone(),
        }
    }
}
