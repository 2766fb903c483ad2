//! Compares two heads of one log: whether the later tree continues the earlier one.

use std::collections::BTreeMap;

use tlog::{
    Hash, Tile, TileId, TreeHead, consistency_tiles, prove_consistency, verify_consistency,
};

use crate::remote::{RemoteProblem, Source};

/// What two heads are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The later one continues the earlier one, or they are the same.
    Continues,
    /// They have one size and two roots.
    Conflict,
    /// What the log serves does not show it.
    Unproven,
}

/// Compares two verified heads by the tiles that the log serves of the later one.
pub(super) async fn compare(
    source: &Source,
    earlier: TreeHead,
    later: TreeHead,
) -> Result<Relation, RemoteProblem> {
    if earlier.size == later.size {
        let same = earlier.root == later.root;
        return Ok(if same { Relation::Continues } else { Relation::Conflict });
    }
    if earlier.size == 0 {
        return Ok(Relation::Continues);
    }
    let tiles = match fetch(source, &consistency_tiles(earlier.size, later.size)).await {
        Ok(tiles) => tiles,
        Err(problem) if problem.is_false_content() => return Ok(Relation::Unproven),
        Err(problem) => return Err(problem),
    };
    let proof = prove_consistency(earlier.size, later.size, &tiles);
    let good = proof.is_ok_and(|proof| verify_consistency(&earlier, &later, &proof).is_ok());
    Ok(if good { Relation::Continues } else { Relation::Unproven })
}

/// Fetches tiles by their places.
pub(super) async fn fetch(
    source: &Source,
    tiles: &[Tile],
) -> Result<BTreeMap<TileId, Vec<Hash>>, RemoteProblem> {
    let mut fetched = BTreeMap::new();
    for tile in tiles {
        fetched.insert(tile.id(), source.tile(*tile).await?);
    }
    Ok(fetched)
}
