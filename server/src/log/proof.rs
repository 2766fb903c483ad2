//! Proofs from the stored tiles, in a few readings each.

use storage::log::Log;
use tlog::{Checkpoint, Hash, Note, ProofFile};

use super::{LogProblem, tree};

/// The proof that the entry at a place is in the tree of this size, from leaf to root.
///
/// # Errors
///
/// When the tree has no such place, or a tile of it cannot be read.
pub async fn inclusion(log: &dyn Log, index: u64, size: u64) -> anyhow::Result<Vec<Hash>> {
    let tiles = tree::tiles(log, &tlog::inclusion_tiles(index, size)).await?;
    Ok(tlog::prove_inclusion(index, size, &tiles)?)
}

/// The proof that the tree of size `new` begins with the one of size `old`.
///
/// # Errors
///
/// When the first is larger than the second, or a tile cannot be read.
pub async fn consistency(log: &dyn Log, old: u64, new: u64) -> anyhow::Result<Vec<Hash>> {
    Ok(consistency_of(log, old, new).await?)
}

pub(super) async fn consistency_of(
    log: &dyn Log,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, LogProblem> {
    let tiles = tree::tiles(log, &tlog::consistency_tiles(old, new)).await?;
    Ok(tlog::prove_consistency(old, new, &tiles)?)
}

/// The proof file of an entry under the public checkpoint; `None` while the public tree does not
/// hold it.
///
/// # Errors
///
/// When the log cannot be read.
pub async fn proof_file(log: &dyn Log, leaf: &Hash) -> anyhow::Result<Option<ProofFile>> {
    let Some(checkpoint) = log.checkpoint().await.map_err(LogProblem::from)? else {
        return Ok(None);
    };
    let size = Checkpoint::parse(Note::parse(&checkpoint)?.text())?.head.size;
    let places = log.places(std::slice::from_ref(leaf)).await.map_err(LogProblem::from)?;
    match places.first() {
        Some(Some(index)) if *index < size => {
            let hashes = inclusion(log, *index, size).await?;
            Ok(Some(ProofFile { extra: None, index: *index, hashes, checkpoint }))
        }
        _ => Ok(None),
    }
}
