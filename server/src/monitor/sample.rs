//! Looks again at some of what was read in earlier runs: an entry that is changed long after it
//! was logged would otherwise be seen only by whoever begins anew.

use std::collections::BTreeSet;

use tlog::{
    Hash, Tile, TileId, TreeHead, bundle, inclusion_tiles, prove_inclusion, tile, verify_inclusion,
};

use super::{Finding, compare};
use crate::random;
use crate::remote::{RemoteProblem, Source};

/// How many bundles are read again.
const SAMPLES: u64 = 4;

/// Reads some full bundles of the first `before` entries again, with the tiles above them up to
/// the root. Answers how many, or what it found.
pub(super) async fn sample(
    source: &Source,
    before: u64,
    head: TreeHead,
) -> anyhow::Result<Result<usize, Finding>> {
    let indexes = choose(before / u64::from(tile::WIDTH))?;
    for index in &indexes {
        match check(source, *index, head).await {
            Ok(None) => {}
            Ok(Some(finding)) => return Ok(Err(finding)),
            Err(problem) if problem.is_false_content() => {
                return Ok(Err(Finding::Content(problem)));
            }
            Err(problem) => return Err(problem.into()),
        }
    }
    Ok(Ok(indexes.len()))
}

/// All of a few, or some of many.
fn choose(bundles: u64) -> anyhow::Result<BTreeSet<u64>> {
    if bundles <= SAMPLES {
        return Ok((0..bundles).collect());
    }
    let mut chosen = BTreeSet::new();
    for _ in 0..SAMPLES {
        // With 64 bits for far fewer bundles, no bundle is noticeably likelier than another.
        chosen.insert(u64::from_le_bytes(random::bytes()?) % bundles);
    }
    Ok(chosen)
}

async fn check(
    source: &Source,
    index: u64,
    head: TreeHead,
) -> Result<Option<Finding>, RemoteProblem> {
    let bytes = source.bundle(index, tile::WIDTH).await?;
    let begin = index.saturating_mul(tile::WIDTH.into());
    let entries = bundle::parse(&bytes, tile::WIDTH).unwrap_or_default();
    let leaves: Vec<Hash> = entries.into_iter().map(Hash::of_leaf).collect();
    let id = TileId { level: 0, index };
    let served = match Tile::of_tree(id, head.size) {
        Some(tile) => source.tile(tile).await?,
        None => Vec::new(),
    };
    let differs = leaves.iter().zip(&served).position(|(ours, theirs)| ours != theirs);
    if let Some(place) = differs.and_then(|place| u64::try_from(place).ok()) {
        return Ok(Some(Finding::Leaf { index: begin.saturating_add(place) }));
    }
    // The proof of one leaf is hashed from all the others of its tile: it holds for all of them.
    let tiles = compare::fetch(source, &inclusion_tiles(begin, head.size)).await?;
    let good = leaves.first().is_some_and(|leaf| {
        prove_inclusion(begin, head.size, &tiles)
            .is_ok_and(|proof| verify_inclusion(leaf, begin, &head, &proof).is_ok())
    });
    Ok((!good).then_some(Finding::Tile { id, place: 0 }))
}
