//! Case files, read whole.

use async_trait::async_trait;
use cases::CaseNumber;
use storage::Error;
use storage::registry::{CaseFile, CaseFiles};

use super::Registry;
use crate::failure::Failure;
use crate::record::Record;
use crate::row;
use crate::session::{Session, Work};
use crate::statement::{
    FIND_CASE, LIST_CASE_NUMBERS, LIST_DECISIONS, LIST_OUTCOMES, LIST_VIOLATIONS,
};

#[async_trait]
impl CaseFiles for Registry {
    async fn case_file(&self, case: &CaseNumber) -> Result<Option<CaseFile>, Error> {
        self.pools.read(&Reading(case)).await
    }

    async fn numbers(
        &self,
        after: Option<&CaseNumber>,
        limit: u32,
    ) -> Result<Vec<CaseNumber>, Error> {
        let values = [after.map_or("", CaseNumber::as_str).into(), limit.into()];
        let rows = self.pools.rows(LIST_CASE_NUMBERS, &values).await?;
        rows.iter().map(|found| found.parsed("number", CaseNumber::parse)).collect()
    }
}

struct Reading<'a>(&'a CaseNumber);

#[async_trait]
impl Work for Reading<'_> {
    type Answer = Option<CaseFile>;

    async fn run(&self, session: &mut Session) -> Result<Option<CaseFile>, Failure> {
        read(session, self.0).await
    }
}

/// Reads a case file as the transaction sees it.
pub(super) async fn read(
    session: &mut Session,
    case: &CaseNumber,
) -> Result<Option<CaseFile>, Failure> {
    let number = [case.as_str().into()];
    let Some(found) = session.row(FIND_CASE, &number).await? else { return Ok(None) };
    Ok(Some(CaseFile {
        case: row::case(&found)?,
        violations: each(&session.rows(LIST_VIOLATIONS, &number).await?, row::violation)?,
        decisions: each(&session.rows(LIST_DECISIONS, &number).await?, row::decision)?,
        outcomes: each(&session.rows(LIST_OUTCOMES, &number).await?, row::outcome)?,
    }))
}

fn each<T>(rows: &[Record], read: impl Fn(&Record) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    rows.iter().map(read).collect()
}
