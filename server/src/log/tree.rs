//! The stored tree, read through its tiles.

use std::collections::BTreeMap;

use storage::log::{Log, Stored};
use tlog::tile::{Tile, WIDTH};
use tlog::{Frontier, Hash, TileId, TreeHead, bundle, root_tiles, tile};

use super::LogProblem;

/// Bytes of a hash.
const HASH: usize = 32;

/// These tiles, each at the width that was asked for. A stored tile may be wider by now: what it
/// had first it has for ever.
pub(super) async fn tiles(
    log: &dyn Log,
    wanted: &[Tile],
) -> Result<BTreeMap<TileId, Vec<Hash>>, LogProblem> {
    let mut found = BTreeMap::new();
    for wanted in wanted {
        let absent = || LogProblem::Tile { path: wanted.path() };
        let bytes = log.tile(wanted.id()).await?.ok_or_else(absent)?;
        let length = HASH.saturating_mul(usize::from(wanted.width()));
        let bytes = bytes.get(..length).ok_or_else(absent)?;
        found.insert(wanted.id(), tile::hashes(bytes, wanted.width()).map_err(|_| absent())?);
    }
    Ok(found)
}

/// Size and root of the stored tree when it had so many entries, from its tiles.
pub(super) async fn head_at(log: &dyn Log, size: u64) -> Result<TreeHead, LogProblem> {
    let tiles = tiles(log, &root_tiles(size)).await?;
    Ok(TreeHead { size, root: tlog::root(size, &tiles)? })
}

/// The stored tree as one that can grow, if its parts fit together.
pub(super) fn frontier(stored: &Stored) -> Result<Frontier, LogProblem> {
    let frontier = Frontier::from_hashes(stored.head.size, stored.frontier.clone())
        .ok_or(LogProblem::Frontier)?;
    if frontier.head() != stored.head {
        return Err(LogProblem::Frontier);
    }
    Ok(frontier)
}

/// The first `width` entries of a stored bundle, each behind its length.
pub(super) async fn bundle(log: &dyn Log, index: u64, width: u16) -> Result<Vec<u8>, LogProblem> {
    let absent = LogProblem::Bundle { index };
    let Some(mut bytes) = log.bundle(index).await? else { return Err(absent) };
    let Ok(prefix) = bundle::prefix(&bytes, width) else { return Err(absent) };
    let length = prefix.len();
    bytes.truncate(length);
    Ok(bytes)
}

/// The bundles of the places from `from` to before `to`: index and width of each.
pub(super) fn bundles(from: u64, to: u64) -> impl Iterator<Item = (u64, u16)> {
    let width = u64::from(WIDTH);
    let range = if from < to { from / width..to.div_ceil(width) } else { 0..0 };
    range.map(move |index| {
        let rest = to.saturating_sub(index.saturating_mul(width)).min(width);
        (index, u16::try_from(rest).unwrap_or(WIDTH))
    })
}
