//! What statistics are made of.

use async_trait::async_trait;
use calendar::Month;
use storage::Error;
use storage::registry::{Ruled, Rulings};

use super::Registry;
use crate::error::unavailable;
use crate::row;

const LIST: &str = include_str!("../../queries/list_ruled.sql");
const LIST_DAYS: &str = include_str!("../../queries/list_ruling_days.sql");

#[async_trait]
impl Rulings for Registry {
    async fn ruled(&self, month: Month) -> Result<Vec<Ruled>, Error> {
        let rows = sqlx::query(LIST)
            .bind(i64::from(month.first_day().number()))
            .bind(i64::from(month.last_day().number()))
            .fetch_all(&self.read)
            .await
            .map_err(unavailable)?;
        rows.iter().map(row::ruled).collect()
    }

    async fn months(&self) -> Result<Vec<Month>, Error> {
        let rows = sqlx::query(LIST_DAYS).fetch_all(&self.read).await.map_err(unavailable)?;
        let mut months = Vec::new();
        for found in &rows {
            let month = row::day(found, "decided_on")?.month();
            if months.last() != Some(&month) {
                months.push(month);
            }
        }
        Ok(months)
    }
}
