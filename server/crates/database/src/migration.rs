//! The schema of each database, version by version.

use std::borrow::Cow;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// The registry's schema.
pub(crate) fn registry() -> Migrator {
    migrator(&[("cases", include_str!("../migrations/sqlite/registry/0001_cases.sql"))])
}

/// The portal's schema.
pub(crate) fn portal() -> Migrator {
    migrator(&[("published", include_str!("../migrations/sqlite/portal/0001_published.sql"))])
}

/// Versions count from 1 in the order of the list, so they are equal for every engine.
fn migrator(versions: &[(&'static str, &'static str)]) -> Migrator {
    let migrations = versions
        .iter()
        .zip(1_i64..)
        .map(|((name, sql), version)| {
            let kind = MigrationType::Simple;
            Migration::new(version, Cow::Borrowed(*name), kind, sql.into_sql_str(), false)
        })
        .collect();
    Migrator::with_migrations(migrations)
}
