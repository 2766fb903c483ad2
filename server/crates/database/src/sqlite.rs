//! SQLite's files, with one writer and several readers.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, SqlitePool};

use crate::statement::Database;

/// Readers at a time; more than the cores of a small machine gain nothing.
const READERS: u32 = 4;

/// The cache of the log's writer: 64 MiB. A batch changes pages all over the index of leaf hashes,
/// each of which is to be read and written once.
const LOG_CACHE: &str = "-65536";

/// Connects the one writer; makes the file when it is not there.
pub(crate) async fn writer(path: &Path, database: Database) -> Result<SqlitePool, sqlx::Error> {
    if is_private(database) {
        make_private(path).map_err(sqlx::Error::Io)?;
    }
    let mut options = options(path)
        .create_if_missing(true)
        .journal_mode(journal(database))
        .synchronous(synchronous(database));
    if database == Database::Log {
        options = options.pragma("cache_size", LOG_CACHE);
    }
    pool(1).connect_with(options).await
}

/// Connects readers; the file must be there.
pub(crate) async fn readers(path: &Path) -> Result<SqlitePool, sqlx::Error> {
    let options = options(path).read_only(true).pragma("query_only", "ON");
    pool(READERS).connect_with(options).await
}

/// Undoes what a killed writer left half-written, which a connection for reading cannot do.
pub(crate) async fn undo(path: &Path) -> Result<(), sqlx::Error> {
    let mut connection = options(path).connect().await?;
    sqlx::query("PRAGMA schema_version").fetch_optional(&mut connection).await?;
    connection.close().await
}

/// The registry alone is written while others read it for long. Everything else is one file and
/// nothing beside it: a reader needs no right to write, not even to a shared-memory file, so that
/// the public server can run from a folder that it cannot write to.
const fn journal(database: Database) -> SqliteJournalMode {
    match database {
        Database::Registry => SqliteJournalMode::Wal,
        Database::Portal | Database::Log | Database::Lock => SqliteJournalMode::Delete,
    }
}

/// With a journal that is deleted, only `EXTRA` makes a transaction outlive a loss of power right
/// after it: `FULL` does not wait until the folder has forgotten the journal, and a journal that
/// comes back undoes the transaction.
const fn synchronous(database: Database) -> SqliteSynchronous {
    match database {
        Database::Registry | Database::Portal => SqliteSynchronous::Full,
        Database::Log | Database::Lock => SqliteSynchronous::Extra,
    }
}

/// Whether only its owner may read a new file.
const fn is_private(database: Database) -> bool {
    match database {
        Database::Registry | Database::Lock => true,
        Database::Portal | Database::Log => false,
    }
}

/// Makes the file for its owner alone, unless it is there. SQLite takes an empty file for an empty
/// database, and gives the files that it keeps beside it the same mode.
fn make_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(connections).max_lifetime(None).idle_timeout(None)
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        .pragma("cell_size_check", "ON")
}
