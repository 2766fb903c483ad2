//! Certificates as they were issued.

use async_trait::async_trait;
use cases::{CaseNumber, DecisionNumber};
use storage::Error;
use storage::registry::{Certificates, Issued};

use super::Registry;
use crate::row;
use crate::statement::{FIND_CERTIFICATE, INSERT_CERTIFICATE, LIST_CERTIFICATES};
use crate::value::whole;

#[async_trait]
impl Certificates for Registry {
    async fn issued(
        &self,
        case: &CaseNumber,
        decision: &DecisionNumber,
    ) -> Result<Option<Issued>, Error> {
        let values = [case.as_str().into(), decision.as_str().into()];
        self.pools.row(FIND_CERTIFICATE, &values).await?.as_ref().map(row::issued).transpose()
    }

    async fn all_issued(&self, limit: u32) -> Result<Vec<Issued>, Error> {
        let rows = self.pools.rows(LIST_CERTIFICATES, &[limit.into()]).await?;
        rows.iter().map(row::issued).collect()
    }

    async fn keep(&self, certificate: &Issued) -> Result<(), Error> {
        let values = [
            certificate.case.as_str().into(),
            certificate.decision.as_str().into(),
            certificate.number.as_bytes().into(),
            certificate.key.as_bytes().into(),
            certificate.status_index.into(),
            whole(certificate.issued_at, "issued_at")?,
            certificate.statement.as_slice().into(),
        ];
        self.pools.execute(INSERT_CERTIFICATE, &values).await?;
        Ok(())
    }
}
