//! A row of either engine, read column by column.

use sqlx::Row as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use storage::Error;

use crate::failure::unavailable;

/// A row. Its columns have one of four types, each of them absent or not.
pub(crate) enum Record {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! column {
    ($record:expr, $name:expr) => {
        match $record {
            Record::Sqlite(row) => row.try_get($name),
            Record::Postgres(row) => row.try_get($name),
        }
        .map_err(unavailable)
    };
}

impl Record {
    pub(crate) fn text(&self, name: &'static str) -> Result<&str, Error> {
        self.optional_text(name)?.ok_or(Error::Corrupt(name))
    }

    pub(crate) fn optional_text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        column!(self, name)
    }

    pub(crate) fn bytes(&self, name: &'static str) -> Result<&[u8], Error> {
        self.optional_bytes(name)?.ok_or(Error::Corrupt(name))
    }

    pub(crate) fn optional_bytes(&self, name: &'static str) -> Result<Option<&[u8]>, Error> {
        column!(self, name)
    }

    /// A whole number of this type.
    pub(crate) fn number<T: TryFrom<i64>>(&self, name: &'static str) -> Result<T, Error> {
        self.optional_number(name)?.ok_or(Error::Corrupt(name))
    }

    pub(crate) fn optional_number<T: TryFrom<i64>>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, Error> {
        let value: Option<i64> = column!(self, name)?;
        value.map(T::try_from).transpose().map_err(|_| Error::Corrupt(name))
    }

    /// Exactly so many bytes.
    pub(crate) fn array<const N: usize>(&self, name: &'static str) -> Result<[u8; N], Error> {
        self.bytes(name)?.try_into().map_err(|_| Error::Corrupt(name))
    }

    /// A column's text, parsed.
    pub(crate) fn parsed<T, E>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Result<T, Error> {
        parse(self.text(name)?).map_err(|_| Error::Corrupt(name))
    }

    /// A column's text, parsed, when there is one.
    pub(crate) fn optional_parsed<T, E>(
        &self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Error> {
        self.optional_text(name)?.map(parse).transpose().map_err(|_| Error::Corrupt(name))
    }
}
