//! What goes wrong inside the adapter, while it is still known whether trying again can help.

use std::time::Duration;

use storage::Error;

/// Tries of one piece of work, at most.
const TRIES: u32 = 10;

/// The pause after the first try; each following one is twice as long.
const PAUSE: Duration = Duration::from_millis(5);

/// SQLite's codes, without what makes them "extended".
const SQLITE_BUSY: i32 = 5;
const SQLITE_LOCKED: i32 = 6;

/// SQLite's code for a writer's journal that a reader has no right to undo.
const SQLITE_READONLY_ROLLBACK: i32 = 776;

/// A failure of a try.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The engine's own.
    Engine(sqlx::Error),
    /// One that the port knows.
    Port(Error),
}

impl Failure {
    /// Whether the engine undid everything because of others who wrote at the same time.
    pub(crate) fn is_conflict(&self) -> bool {
        match self {
            Self::Engine(error) => is_conflict(error),
            Self::Port(_) => false,
        }
    }

    /// Whether a writer was killed and left a journal that the next one has to undo.
    pub(crate) fn is_left_behind(&self) -> bool {
        match self {
            Self::Engine(error) => is_left_behind(error),
            Self::Port(_) => false,
        }
    }

    /// The same, where a key that exists already is one of this.
    pub(crate) fn exists(self, what: &'static str) -> Self {
        match self {
            Self::Engine(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Self::Port(Error::Exists(what))
            }
            other => other,
        }
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Engine(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Port(error)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Engine(error) => unavailable(error),
            Failure::Port(error) => error,
        }
    }
}

/// Tries until it succeeds or fails for a reason that another try does not mend, and a bounded
/// number of times.
pub(crate) async fn retried<T, F>(attempt: impl Fn() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Failure>>,
{
    let mut pause = PAUSE;
    for _ in 1..TRIES {
        match attempt().await {
            Err(failure) if failure.is_conflict() => {}
            done => return Ok(done?),
        }
        tokio::time::sleep(pause).await;
        pause *= 2;
    }
    Ok(attempt().await?)
}

/// Serialization failures and deadlocks of PostgreSQL, a busy SQLite.
pub(crate) fn is_conflict(error: &sqlx::Error) -> bool {
    if let Some(code) = sqlite_code(error) {
        return matches!(code & 0xff, SQLITE_BUSY | SQLITE_LOCKED);
    }
    matches!(postgres_code(error).as_deref(), Some("40001" | "40P01"))
}

/// Whether SQLite found a journal of a writer that was killed.
pub(crate) fn is_left_behind(error: &sqlx::Error) -> bool {
    sqlite_code(error) == Some(SQLITE_READONLY_ROLLBACK)
}

/// The extended result code, when SQLite says so.
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let error = error.as_database_error()?;
    error.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
    error.code()?.parse().ok()
}

/// The SQLSTATE, when PostgreSQL says so.
pub(crate) fn postgres_code(error: &sqlx::Error) -> Option<String> {
    let error = error.as_database_error()?;
    error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>()?;
    Some(error.code()?.into_owned())
}

/// The engine's error without the values that were bound: a message may reach a log.
pub(crate) fn unavailable(error: sqlx::Error) -> Error {
    match &error {
        sqlx::Error::Database(inner) if inner.is_unique_violation() => Error::Exists("record"),
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::RowNotFound => {
            Error::Corrupt("record")
        }
        sqlx::Error::Database(inner) => Error::Unavailable(inner.message().to_owned()),
        _ => Error::Unavailable(error.to_string()),
    }
}
