//! Values that are bound to a statement, of the four types that both engines have.

use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Postgres, Sqlite};
use storage::Error;

use crate::failure::Failure;
use crate::statement::Statement;

/// A value, or the absence of one of its type: PostgreSQL wants to know which.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Text(Option<&'a str>),
    Number(Option<i64>),
    Bytes(Option<&'a [u8]>),
}

impl Statement {
    /// The statement for SQLite with its values.
    pub(crate) fn to_sqlite(
        self,
        values: &[Value<'_>],
    ) -> Result<Query<'static, Sqlite, SqliteArguments>, Failure> {
        let text = self.sqlite.ok_or(Failure::Port(Error::Corrupt("statement")))?;
        let mut query = sqlx::query(text);
        for value in values {
            query = match *value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        Ok(query)
    }

    /// The statement for PostgreSQL with its values.
    pub(crate) fn to_postgres(self, values: &[Value<'_>]) -> Query<'static, Postgres, PgArguments> {
        let mut query = sqlx::query(self.postgres);
        for value in values {
            query = match *value {
                Value::Text(text) => query.bind(text),
                Value::Number(number) => query.bind(number),
                Value::Bytes(bytes) => query.bind(bytes),
            };
        }
        query
    }
}

/// A number as the engines keep it; names what does not fit.
pub(crate) fn whole(number: u64, what: &'static str) -> Result<Value<'static>, Error> {
    i64::try_from(number).map(Value::from).map_err(|_| Error::Corrupt(what))
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Some(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Some(text))
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(Some(bytes))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(Some(bytes))
    }
}

impl<'a, const N: usize> From<Option<&'a [u8; N]>> for Value<'a> {
    fn from(bytes: Option<&'a [u8; N]>) -> Self {
        Self::Bytes(bytes.map(<[u8; N]>::as_slice))
    }
}

macro_rules! from_number {
    ($($number:ty),+) => {$(
        impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(Some(i64::from(number)))
            }
        }
    )+};
}

from_number!(bool, i64, i32, u32, u16, u8);

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}
