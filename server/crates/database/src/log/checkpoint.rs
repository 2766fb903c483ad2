//! The public checkpoint, and all that ever were.

use async_trait::async_trait;
use storage::Error;

use crate::failure::Failure;
use crate::pool::Pools;
use crate::session::{Session, Work};
use crate::statement::{
    FIND_CHECKPOINT, FIND_PUBLIC_CHECKPOINT, INSERT_CHECKPOINT, INSERT_PUBLIC_CHECKPOINT,
    LIST_CHECKPOINT_SIZES, UPDATE_PUBLIC_CHECKPOINT,
};
use crate::value::whole;

/// The public one.
pub(super) async fn public(pools: &Pools) -> Result<Option<String>, Error> {
    let found = pools.row(FIND_PUBLIC_CHECKPOINT, &[]).await?;
    found.map(|found| found.text("note").map(str::to_owned)).transpose()
}

/// The last that was public at this size.
pub(super) async fn at(pools: &Pools, size: u64) -> Result<Option<String>, Error> {
    let Ok(size) = whole(size, "checkpoint") else { return Ok(None) };
    let found = pools.row(FIND_CHECKPOINT, &[size]).await?;
    found.map(|found| found.text("note").map(str::to_owned)).transpose()
}

/// The sizes after this one.
pub(super) async fn sizes(pools: &Pools, after: u64, limit: u32) -> Result<Vec<u64>, Error> {
    let Ok(after) = whole(after, "checkpoint") else { return Ok(Vec::new()) };
    let rows = pools.rows(LIST_CHECKPOINT_SIZES, &[after, limit.into()]).await?;
    rows.iter().map(|found| found.number("size")).collect()
}

/// Puts `new` in the place of `old`; `false` when the public one is another.
pub(super) async fn publish(
    pools: &Pools,
    old: Option<&str>,
    new: &str,
    size: u64,
) -> Result<bool, Error> {
    pools.write(&Publication { old, new, size }).await
}

struct Publication<'a> {
    old: Option<&'a str>,
    new: &'a str,
    size: u64,
}

#[async_trait]
impl Work for Publication<'_> {
    type Answer = bool;

    async fn run(&self, session: &mut Session) -> Result<bool, Failure> {
        let size = whole(self.size, "checkpoint")?;
        let swapped = match self.old {
            None => session.execute(INSERT_PUBLIC_CHECKPOINT, &[size, self.new.into()]).await?,
            Some(old) => {
                let found = session.row(FIND_PUBLIC_CHECKPOINT, &[]).await?;
                let Some(found) = found else { return Ok(false) };
                // A public tree never becomes smaller.
                if found.text("note")? == old && self.size < found.number("size")? {
                    return Err(Error::Corrupt("checkpoint").into());
                }
                let values = [size, self.new.into(), old.into()];
                session.execute(UPDATE_PUBLIC_CHECKPOINT, &values).await?
            }
        };
        if swapped == 0 {
            return Ok(false);
        }
        session.execute(INSERT_CHECKPOINT, &[size, self.new.into()]).await?;
        Ok(true)
    }
}
