//! Addresses of databases: `sqlite:PATH`, or `postgres://USER@HOST:PORT/DATABASE`.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;

use crate::{OpenError, open};

/// Where a database is. Neither `Display` nor `Debug` shows more of a PostgreSQL address than host,
/// port and database: a message may reach a log.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Address {
    /// The file of an SQLite database.
    Sqlite(PathBuf),
    /// The URL of a PostgreSQL database, as libpq and sqlx write it.
    Postgres(String),
}

/// Why a text is no address of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressError {
    /// It is empty.
    Empty,
    /// No engine is called by this scheme.
    Engine(String),
    /// It begins like a PostgreSQL URL and is none; it may hold a password, so it is not repeated.
    Postgres,
}

impl Address {
    /// Reads an address; a path alone is one of SQLite too.
    ///
    /// # Errors
    ///
    /// [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        match text.split_once(':') {
            Some(("sqlite", "")) => Err(AddressError::Empty),
            Some(("sqlite", path)) => Ok(Self::Sqlite(path.trim_start_matches("//").into())),
            Some(("postgres" | "postgresql", _)) => match PgConnectOptions::from_str(text) {
                Ok(options) if options.get_database().is_some() => {
                    Ok(Self::Postgres(text.to_owned()))
                }
                _ => Err(AddressError::Postgres),
            },
            Some((scheme, _)) => Err(AddressError::Engine(scheme.to_owned())),
            None if text.is_empty() => Err(AddressError::Empty),
            None => Ok(Self::Sqlite(text.into())),
        }
    }

    /// Whether there is a database here: SQLite's file, or PostgreSQL's tables.
    ///
    /// # Errors
    ///
    /// [`OpenError`] when PostgreSQL cannot be asked.
    pub async fn exists(&self) -> Result<bool, OpenError> {
        open::exists(self).await
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = match self {
            Self::Sqlite(path) => return write!(f, "{}", path.display()),
            Self::Postgres(url) => url,
        };
        let Ok(options) = PgConnectOptions::from_str(url) else {
            return f.write_str("postgres://");
        };
        match options.get_socket() {
            Some(folder) => write!(f, "postgres:{}", folder.display())?,
            None => write!(f, "postgres://{}", options.get_host())?,
        }
        write!(f, ":{}/{}", options.get_port(), options.get_database().unwrap_or_default())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the address of the database is empty"),
            Self::Engine(scheme) => write!(
                f,
                "no database engine is called {scheme:?}: use sqlite:PATH or postgres://HOST/DATABASE"
            ),
            Self::Postgres => {
                f.write_str("the address of the database is not postgres://USER@HOST:PORT/DATABASE")
            }
        }
    }
}

impl std::error::Error for AddressError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_shown_without_secrets() {
        let shown = |text: &str| Address::parse(text).map(|address| format!("{address:?}"));
        assert_eq!(shown("sqlite:var/log.db").as_deref(), Ok("Address(var/log.db)"));
        assert_eq!(shown("sqlite://var/log.db").as_deref(), Ok("Address(var/log.db)"));
        assert_eq!(shown("log.db").as_deref(), Ok("Address(log.db)"));
        let url = "postgres://me:secret@db.example:6432/log?sslmode=verify-full&password=secret";
        assert_eq!(shown(url).as_deref(), Ok("Address(postgres://db.example:6432/log)"));
        let socket = "postgresql:///log?host=/run/postgresql&user=me&port=1";
        assert_eq!(shown(socket).as_deref(), Ok("Address(postgres:/run/postgresql:1/log)"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for empty in ["", "sqlite:"] {
            assert_eq!(Address::parse(empty), Err(AddressError::Empty));
        }
        let other = AddressError::Engine("mysql".to_owned());
        assert_eq!(Address::parse("mysql://host/log"), Err(other));
        for bad in ["postgres:", "postgres://host:port/log", "postgres://host/log?sslmode=maybe"] {
            assert_eq!(Address::parse(bad), Err(AddressError::Postgres), "{bad}");
        }
    }
}
