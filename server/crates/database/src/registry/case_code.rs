//! The codes that are printed on notices.

use async_trait::async_trait;
use cases::CaseNumber;
use storage::Error;
use storage::registry::CaseCodes;

use super::Registry;
use crate::statement::{FIND_CASE_CODE, INSERT_CASE_CODE};

#[async_trait]
impl CaseCodes for Registry {
    async fn code(&self, case: &CaseNumber) -> Result<Option<String>, Error> {
        let found = self.pools.row(FIND_CASE_CODE, &[case.as_str().into()]).await?;
        found.map(|found| found.text("code").map(str::to_owned)).transpose()
    }

    async fn assign(&self, case: &CaseNumber, code: &str) -> Result<String, Error> {
        self.pools.execute(INSERT_CASE_CODE, &[case.as_str().into(), code.into()]).await?;
        self.code(case).await?.ok_or(Error::Corrupt("case code"))
    }
}
