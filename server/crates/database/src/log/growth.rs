//! Batches of entries: all of one or nothing, and only on the tree that they were made for.

use async_trait::async_trait;
use storage::Error;
use storage::log::Growth;

use super::{joined, place};
use crate::failure::Failure;
use crate::pool::Pools;
use crate::session::{Session, Work};
use crate::statement::{INSERT_BUNDLE, INSERT_TILE, UPDATE_TREE};
use crate::value::whole;

/// Makes a batch durable; `false` when the stored tree has moved.
pub(super) async fn grow(pools: &Pools, growth: &Growth) -> Result<bool, Error> {
    let size =
        u64::try_from(growth.leaves.len()).ok().and_then(|more| growth.old.size.checked_add(more));
    if size != Some(growth.new.head.size) {
        return Err(Error::Corrupt("growth"));
    }
    pools.write(&Batch(growth)).await
}

struct Batch<'a>(&'a Growth);

#[async_trait]
impl Work for Batch<'_> {
    type Answer = bool;

    async fn run(&self, session: &mut Session) -> Result<bool, Failure> {
        let Growth { old, new, tiles, bundles, leaves } = self.0;
        // The tree's row first: whoever changes it is the one who writes.
        let moved = session
            .execute(
                UPDATE_TREE,
                &[
                    whole(new.head.size, "tree")?,
                    new.head.root.as_bytes().into(),
                    joined(&new.frontier).as_slice().into(),
                    whole(old.size, "tree")?,
                    old.root.as_bytes().into(),
                ],
            )
            .await?;
        if moved == 0 {
            return Ok(false);
        }
        for tile in tiles {
            let index = whole(tile.id.index, "tile")?;
            let hashes = joined(&tile.hashes);
            let values = [tile.id.level.into(), index, hashes.as_slice().into()];
            session.execute(INSERT_TILE, &values).await?;
        }
        for bundle in bundles {
            let values = [whole(bundle.index, "bundle")?, bundle.bytes.as_slice().into()];
            session.execute(INSERT_BUNDLE, &values).await?;
        }
        place::insert(session, old.size, leaves).await?;
        Ok(true)
    }
}
