//! Opens SQLite files, with one writer and several readers.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// Readers at a time; more than the cores of a small machine gain nothing.
const READERS: u32 = 4;

/// Why a database cannot be opened.
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no such file; databases are made by an explicit command and never on the way.
    Missing(PathBuf),
    /// The engine refuses.
    Engine(PathBuf, sqlx::Error),
    /// The schema could not be brought up to date, or is newer than this program.
    Schema(PathBuf, sqlx::migrate::MigrateError),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "there is no database at {}", path.display()),
            Self::Engine(path, error) => {
                write!(f, "the database at {} could not be opened: {error}", path.display())
            }
            Self::Schema(path, error) => {
                write!(f, "the database at {} has another schema: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Its owner alone.
    Private,
    /// Whoever the system lets.
    Public,
}

/// The two ways into one file.
#[derive(Clone, Debug)]
pub(crate) struct Pools {
    pub(crate) read: SqlitePool,
    pub(crate) write: SqlitePool,
}

/// Opens for reading and writing; makes the file when it is not there, and brings its schema up
/// to date.
pub(crate) async fn read_write(
    path: &Path,
    migrations: &Migrator,
    journal: SqliteJournalMode,
    access: Access,
) -> Result<Pools, OpenError> {
    let engine = |error| OpenError::Engine(path.to_owned(), error);
    if access == Access::Private {
        make_private(path).map_err(|error| engine(sqlx::Error::Io(error)))?;
    }
    let options = options(path)
        .create_if_missing(true)
        .journal_mode(journal)
        .synchronous(SqliteSynchronous::Full);
    // The writer first: it makes the write-ahead log that readers need.
    let write = pool(1).connect_with(options.clone()).await.map_err(engine)?;
    migrations.run(&write).await.map_err(|error| OpenError::Schema(path.to_owned(), error))?;
    let read = pool(READERS)
        .connect_with(options.read_only(true).pragma("query_only", "ON"))
        .await
        .map_err(engine)?;
    Ok(Pools { read, write })
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

/// Opens for reading; the file must be there.
pub(crate) async fn read_only(path: &Path) -> Result<SqlitePool, OpenError> {
    let options = options(path).read_only(true).pragma("query_only", "ON");
    match pool(READERS).connect_with(options).await {
        Ok(read) => Ok(read),
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("14") => {
            Err(OpenError::Missing(path.to_owned()))
        }
        Err(error) => Err(OpenError::Engine(path.to_owned(), error)),
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
