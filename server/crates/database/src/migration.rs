//! The schema of each database, version by version, with equal numbers on both engines.

use std::borrow::Cow;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{AppliedMigration, Migration, MigrationType, Migrator};

use crate::statement::Database;

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// How far the schema of a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It has none.
    Absent,
    /// Some versions are missing.
    Older,
    /// As this program knows it.
    Current,
    /// This program does not know it: it is newer, or of another database.
    Unknown,
}

/// What makes or completes a schema.
pub(crate) struct Schema {
    pub(crate) migrator: Migrator,
}

impl Schema {
    pub(crate) fn of(database: Database, engine: Engine) -> Self {
        let migrations = versions(database)
            .iter()
            .zip(1_i64..)
            .map(|(version, number)| {
                let sql = match engine {
                    Engine::Sqlite => version.sqlite,
                    Engine::Postgres => version.postgres,
                };
                let name = Cow::Borrowed(version.name);
                let kind = MigrationType::Simple;
                Migration::new(number, name, kind, sql.into_sql_str(), false)
            })
            .collect();
        let mut migrator = Migrator::with_migrations(migrations);
        // Not every engine that speaks PostgreSQL's protocol has advisory locks.
        migrator.set_locking(false);
        Self { migrator }
    }

    /// What the versions that a database has mean.
    pub(crate) fn progress(&self, applied: &[AppliedMigration]) -> Progress {
        let mut wanted = self.migrator.iter();
        for found in applied {
            match wanted.next() {
                Some(version)
                    if version.version == found.version && version.checksum == found.checksum => {}
                _ => return Progress::Unknown,
            }
        }
        match wanted.next() {
            _ if applied.is_empty() => Progress::Absent,
            Some(_) => Progress::Older,
            None => Progress::Current,
        }
    }
}

struct Version {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! version {
    ($folder:literal, $name:literal, $file:literal) => {
        Version {
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $folder, "/", $file)),
            postgres: include_str!(concat!("../migrations/postgres/", $folder, "/", $file)),
        }
    };
}

/// Versions count from 1 in the order of the list.
const fn versions(database: Database) -> &'static [Version] {
    match database {
        Database::Registry => &[version!("registry", "cases", "0001_cases.sql")],
        Database::Portal => &[version!("portal", "published", "0001_published.sql")],
        Database::Log => &[version!("log", "tree", "0001_tree.sql")],
        Database::Lock => &[version!("lock", "newest", "0001_newest.sql")],
    }
}
