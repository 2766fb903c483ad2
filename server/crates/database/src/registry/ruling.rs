//! What statistics are made of.

use async_trait::async_trait;
use calendar::Month;
use storage::Error;
use storage::registry::{Ruled, Rulings};

use super::Registry;
use crate::row;
use crate::statement::{LIST_RULED, LIST_RULING_DAYS};

#[async_trait]
impl Rulings for Registry {
    async fn ruled(&self, month: Month) -> Result<Vec<Ruled>, Error> {
        let days = [month.first_day().number().into(), month.last_day().number().into()];
        self.pools.rows(LIST_RULED, &days).await?.iter().map(row::ruled).collect()
    }

    async fn months(&self) -> Result<Vec<Month>, Error> {
        let mut months = Vec::new();
        for found in &self.pools.rows(LIST_RULING_DAYS, &[]).await? {
            let month = row::day(found, "decided_on")?.month();
            if months.last() != Some(&month) {
                months.push(month);
            }
        }
        Ok(months)
    }
}
