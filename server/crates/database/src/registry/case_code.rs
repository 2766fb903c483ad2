//! The codes that are printed on notices.

use async_trait::async_trait;
use cases::CaseNumber;
use storage::Error;
use storage::registry::CaseCodes;

use super::Registry;
use crate::error::unavailable;
use crate::row;

const FIND: &str = include_str!("../../queries/find_case_code.sql");
const INSERT: &str = include_str!("../../queries/insert_case_code.sql");

#[async_trait]
impl CaseCodes for Registry {
    async fn code(&self, case: &CaseNumber) -> Result<Option<String>, Error> {
        let found = sqlx::query(FIND)
            .bind(case.as_str())
            .fetch_optional(&self.read)
            .await
            .map_err(unavailable)?;
        found.map(|found| row::column(&found, "code")).transpose()
    }

    async fn assign(&self, case: &CaseNumber, code: &str) -> Result<String, Error> {
        sqlx::query(INSERT)
            .bind(case.as_str())
            .bind(code)
            .execute(&self.write)
            .await
            .map_err(unavailable)?;
        self.code(case).await?.ok_or(Error::Corrupt("case code"))
    }
}
