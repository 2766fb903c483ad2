//! Opens a database, whichever engine its address names.

use sqlx::migrate::{Migrate, MigrateError};

use crate::address::Address;
use crate::migration::{Engine, Progress, Schema};
use crate::pool::Pools;
use crate::statement::Database;
use crate::{failure, postgres, sqlite};

/// Where the engines note which versions of a schema a database has.
const VERSIONS: &str = "_sqlx_migrations";

/// Processes may open a new database at the same time; so often one waits for the other's schema.
const TRIES: u32 = 6;

/// Why a database cannot be opened.
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenError {
    /// There is none; databases are made by an explicit command and never on the way.
    Missing(Address),
    /// The engine refuses.
    Engine(Address, sqlx::Error),
    /// Its schema is older than this program, which may only read it.
    Older(Address),
    /// Its schema is newer than this program, or one of another database.
    Unknown(Address),
    /// What every such database has could not be written into it.
    Storage(Address, storage::Error),
    /// The schema could not be brought up to date.
    Schema(Address, MigrateError),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(address) => write!(f, "there is no database at {address}"),
            Self::Engine(address, error) => {
                write!(f, "the database at {address} could not be opened: {error}")
            }
            Self::Older(address) => write!(
                f,
                "the database at {address} has an older schema: a command that writes completes it"
            ),
            Self::Unknown(address) => {
                write!(f, "the database at {address} has a newer schema, or is another database")
            }
            Self::Storage(address, error) => {
                write!(f, "the database at {address} could not be opened: {error}")
            }
            Self::Schema(address, error) => {
                write!(f, "the database at {address} has another schema: {error}")
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// Opens for reading and writing; brings the schema up to date. SQLite's file is made when it is
/// not there, a database of PostgreSQL must be.
pub(crate) async fn read_write(address: &Address, database: Database) -> Result<Pools, OpenError> {
    let engine = |error| OpenError::Engine(address.clone(), error);
    match address {
        Address::Sqlite(path) => {
            // The writer first: it makes the write-ahead log that readers need.
            let write = sqlite::writer(path, database).await.map_err(engine)?;
            let mut connection = write.acquire().await.map_err(engine)?;
            complete(address, &mut *connection, &Schema::of(database, Engine::Sqlite)).await?;
            drop(connection);
            let read = sqlite::readers(path).await.map_err(engine)?;
            Ok(Pools::Sqlite { path: path.clone(), read, write: Some(write) })
        }
        Address::Postgres(url) => {
            let write = postgres::writers(url, database).await.map_err(engine)?;
            let mut connection = write.acquire().await.map_err(engine)?;
            complete(address, &mut *connection, &Schema::of(database, Engine::Postgres)).await?;
            drop(connection);
            let read = postgres::readers(url).await.map_err(engine)?;
            Ok(Pools::Postgres { read, write: Some(write) })
        }
    }
}

/// Opens for reading; the database must be there, with this program's schema.
pub(crate) async fn read_only(address: &Address, database: Database) -> Result<Pools, OpenError> {
    let missing = |error| match is_missing(&error) {
        true => OpenError::Missing(address.clone()),
        false => OpenError::Engine(address.clone(), error),
    };
    let (pools, progress) = match address {
        Address::Sqlite(path) => {
            let read = sqlite::readers(path).await.map_err(missing)?;
            let mut connection = read.acquire().await.map_err(missing)?;
            let schema = Schema::of(database, Engine::Sqlite);
            let progress = progress(address, &mut *connection, &schema).await?;
            drop(connection);
            (Pools::Sqlite { path: path.clone(), read, write: None }, progress)
        }
        Address::Postgres(url) => {
            let read = postgres::readers(url).await.map_err(missing)?;
            let mut connection = read.acquire().await.map_err(missing)?;
            let schema = Schema::of(database, Engine::Postgres);
            let progress = progress(address, &mut *connection, &schema).await?;
            drop(connection);
            (Pools::Postgres { read, write: None }, progress)
        }
    };
    match progress {
        Progress::Current => Ok(pools),
        Progress::Absent => Err(OpenError::Missing(address.clone())),
        Progress::Older => Err(OpenError::Older(address.clone())),
        Progress::Unknown => Err(OpenError::Unknown(address.clone())),
    }
}

/// Whether there is a database with a schema: SQLite's file, or PostgreSQL's tables.
pub(crate) async fn exists(address: &Address) -> Result<bool, OpenError> {
    match address {
        Address::Sqlite(path) => Ok(path.exists()),
        Address::Postgres(url) => match postgres::connect(url).await {
            Ok(mut connection) => match connection.list_applied_migrations(VERSIONS).await {
                Ok(applied) => Ok(!applied.is_empty()),
                Err(MigrateError::Execute(error)) if is_absent(&error) => Ok(false),
                Err(error) => Err(OpenError::Schema(address.clone(), error)),
            },
            Err(error) if is_missing(&error) => Ok(false),
            Err(error) => Err(OpenError::Engine(address.clone(), error)),
        },
    }
}

/// Brings the schema up to date. Where it is already, nothing is written: a writer need not have
/// the right to make tables.
async fn complete(
    address: &Address,
    connection: &mut impl Migrate,
    schema: &Schema,
) -> Result<(), OpenError> {
    let mut left = TRIES;
    loop {
        match progress(address, connection, schema).await? {
            Progress::Current => return Ok(()),
            Progress::Unknown => return Err(OpenError::Unknown(address.clone())),
            Progress::Absent | Progress::Older => {}
        }
        left -= 1;
        match schema.migrator.run_direct(None, connection, false).await {
            Ok(()) => return Ok(()),
            Err(error) if left == 0 => return Err(OpenError::Schema(address.clone(), error)),
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
    }
}

async fn progress(
    address: &Address,
    connection: &mut impl Migrate,
    schema: &Schema,
) -> Result<Progress, OpenError> {
    let mut tries = 0;
    loop {
        tries += 1;
        return match connection.list_applied_migrations(VERSIONS).await {
            Ok(applied) => Ok(schema.progress(&applied)),
            Err(MigrateError::Execute(error)) if is_absent(&error) => Ok(Progress::Absent),
            Err(MigrateError::Execute(error)) if failure::is_left_behind(&error) && tries == 1 => {
                if let Address::Sqlite(path) = address {
                    sqlite::undo(path)
                        .await
                        .map_err(|error| OpenError::Engine(address.clone(), error))?;
                }
                continue;
            }
            Err(MigrateError::Execute(error)) => Err(OpenError::Engine(address.clone(), error)),
            Err(error) => Err(OpenError::Schema(address.clone(), error)),
        };
    }
}

/// Whether there is no such database.
fn is_missing(error: &sqlx::Error) -> bool {
    const SQLITE_CANTOPEN: i32 = 14;
    failure::sqlite_code(error) == Some(SQLITE_CANTOPEN)
        || failure::postgres_code(error).as_deref() == Some("3D000")
}

/// Whether there is no such table.
fn is_absent(error: &sqlx::Error) -> bool {
    const SQLITE_ERROR: i32 = 1;
    let message = |error: &sqlx::Error| error.to_string().contains("no such table");
    failure::sqlite_code(error) == Some(SQLITE_ERROR) && message(error)
        || failure::postgres_code(error).as_deref() == Some("42P01")
}
