//! The two ways into a database, on either engine.

use std::path::PathBuf;

use async_trait::async_trait;
use sqlx::{PgPool, SqlitePool};
use storage::Error;

use crate::failure::{Failure, retried, unavailable};
use crate::record::Record;
use crate::session::{Session, Work};
use crate::statement::Statement;
use crate::value::Value;

/// Connections that cannot write, and, unless the database was opened for reading only, such that
/// can. SQLite has one writer; PostgreSQL's writers are serializable, which comes to the same.
#[derive(Clone, Debug)]
pub(crate) enum Pools {
    Sqlite { path: PathBuf, read: SqlitePool, write: Option<SqlitePool> },
    Postgres { read: PgPool, write: Option<PgPool> },
}

impl Pools {
    /// All rows of one statement.
    pub(crate) async fn rows(
        &self,
        statement: Statement,
        values: &[Value<'_>],
    ) -> Result<Vec<Record>, Error> {
        self.reading(|| async move {
            Ok(match self {
                Self::Sqlite { read, .. } => {
                    let rows = statement.to_sqlite(values)?.fetch_all(read).await?;
                    rows.into_iter().map(Record::Sqlite).collect()
                }
                Self::Postgres { read, .. } => {
                    let rows = statement.to_postgres(values).fetch_all(read).await?;
                    rows.into_iter().map(Record::Postgres).collect()
                }
            })
        })
        .await
    }

    /// The row of one statement, when there is one.
    pub(crate) async fn row(
        &self,
        statement: Statement,
        values: &[Value<'_>],
    ) -> Result<Option<Record>, Error> {
        self.reading(|| async move {
            Ok(match self {
                Self::Sqlite { read, .. } => {
                    let row = statement.to_sqlite(values)?.fetch_optional(read).await?;
                    row.map(Record::Sqlite)
                }
                Self::Postgres { read, .. } => {
                    let row = statement.to_postgres(values).fetch_optional(read).await?;
                    row.map(Record::Postgres)
                }
            })
        })
        .await
    }

    /// Does work that only reads, and sees one state of the database all the time.
    pub(crate) async fn read<W: Work>(&self, work: &W) -> Result<W::Answer, Error> {
        self.reading(|| async move {
            let mut session = self.begin_read().await?;
            let answer = work.run(&mut session).await?;
            session.commit().await?;
            Ok(answer)
        })
        .await
    }

    /// Does work that writes: when this answers, it is durable.
    pub(crate) async fn write<W: Work>(&self, work: &W) -> Result<W::Answer, Error> {
        retried(|| async move {
            let mut session = self.begin_write().await?;
            let answer = work.run(&mut session).await?;
            session.commit().await?;
            Ok(answer)
        })
        .await
    }

    /// Writes by one statement; answers how many rows are new or different.
    pub(crate) async fn execute(
        &self,
        statement: Statement,
        values: &[Value<'_>],
    ) -> Result<u64, Error> {
        self.write(&One { statement, values }).await
    }

    /// Writes SQLite's file anew, in the order of its keys and without what was deleted; with
    /// PostgreSQL, which has no such command for this, does the given work instead.
    pub(crate) async fn compact(&self, work: &impl Work<Answer = ()>) -> Result<(), Error> {
        let write = match self {
            Self::Sqlite { write: Some(write), .. } => write,
            Self::Sqlite { .. } => return Err(read_only()),
            Self::Postgres { .. } => return self.write(work).await,
        };
        let mut to = write.acquire().await.map_err(unavailable)?;
        // The copy may be larger than memory; nothing in it is secret.
        for sql in ["PRAGMA temp_store = FILE", "VACUUM", "PRAGMA temp_store = MEMORY"] {
            sqlx::query(sql).execute(&mut *to).await.map_err(unavailable)?;
        }
        Ok(())
    }

    /// Closes the connections, so that SQLite's file alone holds everything.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { read, write, .. } => {
                read.close().await;
                if let Some(write) = write {
                    write.close().await;
                }
            }
            Self::Postgres { read, write } => {
                read.close().await;
                if let Some(write) = write {
                    write.close().await;
                }
            }
        }
    }

    /// Reads; when a killed writer left a journal, that is undone first.
    async fn reading<T, F>(&self, attempt: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        retried(|| async {
            match attempt().await {
                Err(failure) if failure.is_left_behind() => {
                    if let Self::Sqlite { path, .. } = self {
                        crate::sqlite::undo(path).await?;
                    }
                    attempt().await
                }
                done => done,
            }
        })
        .await
    }

    async fn begin_read(&self) -> Result<Session, Failure> {
        Ok(match self {
            Self::Sqlite { read, .. } => Session::Sqlite(read.begin().await?),
            Self::Postgres { read, .. } => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Session::Postgres(read.begin_with(begin).await?)
            }
        })
    }

    async fn begin_write(&self) -> Result<Session, Failure> {
        Ok(match self {
            Self::Sqlite { write: Some(write), .. } => {
                Session::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres { write: Some(write), .. } => {
                let begin = "BEGIN ISOLATION LEVEL SERIALIZABLE";
                Session::Postgres(write.begin_with(begin).await?)
            }
            _ => return Err(read_only().into()),
        })
    }
}

fn read_only() -> Error {
    Error::Unavailable("opened for reading only".to_owned())
}

/// One statement as work.
struct One<'a> {
    statement: Statement,
    values: &'a [Value<'a>],
}

#[async_trait]
impl Work for One<'_> {
    type Answer = u64;

    async fn run(&self, session: &mut Session) -> Result<u64, Failure> {
        session.execute(self.statement, self.values).await
    }
}
