//! Certificates as they were issued.

use async_trait::async_trait;
use cases::{CaseNumber, DecisionNumber};
use storage::Error;
use storage::registry::{Certificates, Issued};

use super::Registry;
use crate::error::unavailable;
use crate::row;

const FIND: &str = include_str!("../../queries/find_certificate.sql");
const LIST: &str = include_str!("../../queries/list_certificates.sql");
const INSERT: &str = include_str!("../../queries/insert_certificate.sql");

#[async_trait]
impl Certificates for Registry {
    async fn issued(
        &self,
        case: &CaseNumber,
        decision: &DecisionNumber,
    ) -> Result<Option<Issued>, Error> {
        let found = sqlx::query(FIND)
            .bind(case.as_str())
            .bind(decision.as_str())
            .fetch_optional(&self.read)
            .await
            .map_err(unavailable)?;
        found.as_ref().map(row::issued).transpose()
    }

    async fn all_issued(&self, limit: u32) -> Result<Vec<Issued>, Error> {
        let rows = sqlx::query(LIST)
            .bind(i64::from(limit))
            .fetch_all(&self.read)
            .await
            .map_err(unavailable)?;
        rows.iter().map(row::issued).collect()
    }

    async fn keep(&self, certificate: &Issued) -> Result<(), Error> {
        let issued_at =
            i64::try_from(certificate.issued_at).map_err(|_| Error::Corrupt("issued_at"))?;
        sqlx::query(INSERT)
            .bind(certificate.case.as_str())
            .bind(certificate.decision.as_str())
            .bind(certificate.number.as_bytes().as_slice())
            .bind(certificate.key.as_bytes().as_slice())
            .bind(i64::from(certificate.status_index))
            .bind(issued_at)
            .bind(certificate.statement.as_slice())
            .execute(&self.write)
            .await
            .map_err(unavailable)?;
        Ok(())
    }
}
