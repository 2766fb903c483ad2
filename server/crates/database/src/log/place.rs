//! Where each leaf hash stands. A leaf has one place for ever.

use storage::Error;
use tlog::Hash;

use crate::failure::Failure;
use crate::pool::Pools;
use crate::session::Session;
use crate::statement::{COUNT_PLACES, INSERT_PLACES, LIST_PLACES};
use crate::value::whole;

/// Bytes of a leaf hash by which it is known.
const HALF: usize = 16;

/// Hashes in one statement at most: 4 MiB.
const BATCH: usize = 1 << 18;

const CORRUPT: Error = Error::Corrupt("place");

/// The places of these, in their order.
pub(super) async fn find(pools: &Pools, leaves: &[Hash]) -> Result<Vec<Option<u64>>, Error> {
    // They are looked up in the order of the index, page by page.
    let mut sorted: Vec<(Hash, usize)> = leaves.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    let mut places = vec![None; leaves.len()];
    for sorted in sorted.chunks(BATCH) {
        let leaves: Vec<Hash> = sorted.iter().map(|(leaf, _)| *leaf).collect();
        let bytes = halves(&leaves);
        let values = [bytes.as_slice().into(), count_of(&leaves)?];
        for found in pools.rows(LIST_PLACES, &values).await? {
            let (_, number) = sorted.get(found.number::<usize>("number")?).ok_or(CORRUPT)?;
            *places.get_mut(*number).ok_or(CORRUPT)? = found.optional_number("place")?;
        }
    }
    Ok(places)
}

/// How many there are.
pub(super) async fn count(pools: &Pools) -> Result<u64, Error> {
    let found = pools.row(COUNT_PLACES, &[]).await?;
    found.ok_or(CORRUPT)?.number("count")
}

/// Gives these the places from `first` on.
pub(super) async fn insert(
    session: &mut Session,
    mut first: u64,
    leaves: &[Hash],
) -> Result<(), Failure> {
    for leaves in leaves.chunks(BATCH) {
        let bytes = halves(leaves);
        let values = [bytes.as_slice().into(), count_of(leaves)?, whole(first, "place")?];
        let inserted = session.execute(INSERT_PLACES, &values).await;
        first += inserted.map_err(|failure| failure.exists("leaf"))?;
    }
    Ok(())
}

/// The first halves of these, one after the other.
fn halves(leaves: &[Hash]) -> Vec<u8> {
    leaves.iter().flat_map(|leaf| leaf.as_bytes().iter().take(HALF)).copied().collect()
}

fn count_of(leaves: &[Hash]) -> Result<crate::value::Value<'static>, Error> {
    let count = u64::try_from(leaves.len()).map_err(|_| CORRUPT)?;
    whole(count, "place")
}
