//! The engine's errors as the ports know them.

use storage::Error;

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
