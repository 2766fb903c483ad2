//! Case files, read whole.

use async_trait::async_trait;
use cases::CaseNumber;
use sqlx::SqliteConnection;
use storage::Error;
use storage::registry::{CaseFile, CaseFiles};

use super::Registry;
use crate::error::unavailable;
use crate::row;

const FIND_CASE: &str = include_str!("../../queries/find_case.sql");
const LIST_VIOLATIONS: &str = include_str!("../../queries/list_violations.sql");
const LIST_DECISIONS: &str = include_str!("../../queries/list_decisions.sql");
const LIST_OUTCOMES: &str = include_str!("../../queries/list_outcomes.sql");
const LIST_NUMBERS: &str = include_str!("../../queries/list_case_numbers.sql");

#[async_trait]
impl CaseFiles for Registry {
    async fn case_file(&self, case: &CaseNumber) -> Result<Option<CaseFile>, Error> {
        let mut from = self.read.acquire().await.map_err(unavailable)?;
        read(&mut from, case).await
    }

    async fn numbers(
        &self,
        after: Option<&CaseNumber>,
        limit: u32,
    ) -> Result<Vec<CaseNumber>, Error> {
        let rows = sqlx::query(LIST_NUMBERS)
            .bind(after.map_or("", CaseNumber::as_str))
            .bind(i64::from(limit))
            .fetch_all(&self.read)
            .await
            .map_err(unavailable)?;
        rows.iter().map(|found| row::parsed(found, "number", CaseNumber::parse)).collect()
    }
}

/// Reads a case file over one connection, so that a transaction sees what it wrote.
pub(super) async fn read(
    from: &mut SqliteConnection,
    case: &CaseNumber,
) -> Result<Option<CaseFile>, Error> {
    let number = case.as_str();
    let found = sqlx::query(FIND_CASE).bind(number).fetch_optional(&mut *from).await;
    let Some(found) = found.map_err(unavailable)? else { return Ok(None) };
    let violations = sqlx::query(LIST_VIOLATIONS).bind(number).fetch_all(&mut *from).await;
    let decisions = sqlx::query(LIST_DECISIONS).bind(number).fetch_all(&mut *from).await;
    let outcomes = sqlx::query(LIST_OUTCOMES).bind(number).fetch_all(&mut *from).await;
    Ok(Some(CaseFile {
        case: row::case(&found)?,
        violations: each(&violations.map_err(unavailable)?, row::violation)?,
        decisions: each(&decisions.map_err(unavailable)?, row::decision)?,
        outcomes: each(&outcomes.map_err(unavailable)?, row::outcome)?,
    }))
}

fn each<T>(
    rows: &[sqlx::sqlite::SqliteRow],
    read: impl Fn(&sqlx::sqlite::SqliteRow) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    rows.iter().map(read).collect()
}
