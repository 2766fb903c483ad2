//! One transaction on either engine, and the work that is done in it.

use async_trait::async_trait;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::failure::Failure;
use crate::record::Record;
use crate::statement::Statement;
use crate::value::Value;

/// A transaction. Dropped, it is undone.
pub(crate) enum Session {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// What is done in one transaction, all or nothing. It is done again when the engine undid it
/// because of others, so it begins from what the database says and keeps nothing of its own.
#[async_trait]
pub(crate) trait Work: Sync {
    /// What comes of it.
    type Answer: Send;

    async fn run(&self, session: &mut Session) -> Result<Self::Answer, Failure>;
}

impl Session {
    /// All rows.
    pub(crate) async fn rows(
        &mut self,
        statement: Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<Record>, Failure> {
        Ok(match self {
            Self::Sqlite(session) => {
                let rows = statement.to_sqlite(values)?.fetch_all(&mut **session).await?;
                rows.into_iter().map(Record::Sqlite).collect()
            }
            Self::Postgres(session) => {
                let rows = statement.to_postgres(values).fetch_all(&mut **session).await?;
                rows.into_iter().map(Record::Postgres).collect()
            }
        })
    }

    /// The row, when there is one.
    pub(crate) async fn row(
        &mut self,
        statement: Statement,
        values: &[Value<'_>],
    ) -> Result<Option<Record>, Failure> {
        Ok(match self {
            Self::Sqlite(session) => {
                let row = statement.to_sqlite(values)?.fetch_optional(&mut **session).await?;
                row.map(Record::Sqlite)
            }
            Self::Postgres(session) => {
                let row = statement.to_postgres(values).fetch_optional(&mut **session).await?;
                row.map(Record::Postgres)
            }
        })
    }

    /// Writes; answers how many rows are new or different.
    pub(crate) async fn execute(
        &mut self,
        statement: Statement,
        values: &[Value<'_>],
    ) -> Result<u64, Failure> {
        Ok(match self {
            Self::Sqlite(session) => {
                statement.to_sqlite(values)?.execute(&mut **session).await?.rows_affected()
            }
            Self::Postgres(session) => {
                statement.to_postgres(values).execute(&mut **session).await?.rows_affected()
            }
        })
    }

    /// Makes it durable.
    pub(crate) async fn commit(self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(session) => session.commit().await?,
            Self::Postgres(session) => session.commit().await?,
        }
        Ok(())
    }
}
