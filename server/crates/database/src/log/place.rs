//! Where each leaf hash stands. A leaf has one place for ever.

use storage::Error;
use tlog::Hash;

use super::joined;
use crate::failure::Failure;
use crate::pool::Pools;
use crate::session::Session;
use crate::statement::{COUNT_PLACES, INSERT_PLACES, LIST_PLACES};
use crate::value::whole;

/// Hashes in one statement at most: 8 MiB.
const BATCH: usize = 1 << 18;

/// The places of these, in their order.
pub(super) async fn find(pools: &Pools, leaves: &[Hash]) -> Result<Vec<Option<u64>>, Error> {
    let mut places = Vec::with_capacity(leaves.len());
    for leaves in leaves.chunks(BATCH) {
        let bytes = joined(leaves);
        let values = [bytes.as_slice().into(), count_of(leaves)?];
        let mut some = vec![None; leaves.len()];
        for found in pools.rows(LIST_PLACES, &values).await? {
            let slot = some.get_mut(found.number::<usize>("number")?);
            *slot.ok_or(Error::Corrupt("place"))? = Some(found.number("place")?);
        }
        places.append(&mut some);
    }
    Ok(places)
}

/// How many there are.
pub(super) async fn count(pools: &Pools) -> Result<u64, Error> {
    let found = pools.row(COUNT_PLACES, &[]).await?;
    found.ok_or(Error::Corrupt("place"))?.number("count")
}

/// Gives these the places from `first` on.
pub(super) async fn insert(
    session: &mut Session,
    mut first: u64,
    leaves: &[Hash],
) -> Result<(), Failure> {
    for leaves in leaves.chunks(BATCH) {
        let bytes = joined(leaves);
        let values = [bytes.as_slice().into(), count_of(leaves)?, whole(first, "place")?];
        let inserted = session.execute(INSERT_PLACES, &values).await;
        first += inserted.map_err(|failure| failure.exists("leaf"))?;
    }
    Ok(())
}

fn count_of(leaves: &[Hash]) -> Result<crate::value::Value<'static>, Error> {
    let count = u64::try_from(leaves.len()).map_err(|_| Error::Corrupt("place"))?;
    whole(count, "place")
}
