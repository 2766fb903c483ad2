//! The log as a static tree of files, with the paths of C2SP tlog-tiles.
//!
//! Only what the public checkpoint covers is written, and the checkpoint last: whoever reads it
//! finds everything that it covers. What a full tile has it has for ever, so that an export goes on
//! where the last one stopped, which the checkpoint at the target tells.

mod folder;
mod store;
mod target;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use storage::log::Log;
use tlog::tile::{Tile, WIDTH};
use tlog::{Checkpoint, Resource, TileId, TreeHead, VerifierKey};

use super::{LogProblem, count, tree};
pub use target::Target;

/// Files that are on their way at a time.
const TOGETHER: usize = 16;
/// Sizes of checkpoints that are asked for at a time.
const PAGE: u32 = 512;

/// What an export did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The size of the checkpoint that the target has now.
    pub size: u64,
    /// Files that were written.
    pub files: u64,
}

/// What is exported besides the tree.
#[derive(Clone, Copy, Debug)]
pub struct Extras<'a> {
    /// The text of the policy.
    pub policy: Option<&'a str>,
    /// Whether every file is compared, instead of those that are newer than the target's
    /// checkpoint.
    pub whole: bool,
}

/// Writes what the target lacks.
///
/// # Errors
///
/// When the log has no public checkpoint, when the target holds another log or a newer state of
/// this one, or when something cannot be read or written. The target's checkpoint is then the old
/// one, and everything that it covers is there.
pub async fn export(
    log: &dyn Log,
    target: &Target,
    extras: Extras<'_>,
) -> anyhow::Result<Exported> {
    let absent = LogProblem::Absent;
    let identity = log.identity().await.map_err(LogProblem::from)?.ok_or(absent)?;
    let key = VerifierKey::parse(&identity.vkey).map_err(|_| LogProblem::Key)?;
    let note = log.checkpoint().await.map_err(LogProblem::from)?;
    let note = note.ok_or(LogProblem::NotPublic)?;
    let head = Checkpoint::open(&note, &key).map_err(LogProblem::PublicCheckpoint)?.head;
    if tree::head_at(log, head.size).await? != head {
        return Err(LogProblem::Forked { size: head.size }.into());
    }
    let there = target.read("checkpoint").await?;
    let old = match &there {
        Some(bytes) => covered(log, bytes, &key, head).await?,
        None => 0,
    };
    let begun = if extras.whole { 0 } else { old };

    let mut files: u64 = 0;
    let mut written = stream::iter(changed(begun, head.size))
        .map(|resource| async move {
            let bytes = read(log, resource).await?;
            target.write(&resource.path(), &bytes, extras.whole).await
        })
        .buffer_unordered(TOGETHER);
    while let Some(written) = written.try_next().await? {
        files = files.saturating_add(u64::from(written));
    }
    drop(written);
    let mut after = begun.saturating_sub(1);
    loop {
        let sizes = log.checkpoint_sizes(after, PAGE).await.map_err(LogProblem::from)?;
        let Some(last) = sizes.last() else { break };
        after = *last;
        for size in sizes.into_iter().filter(|size| *size <= head.size) {
            let kept = log.checkpoint_at(size).await.map_err(LogProblem::from)?;
            // What is kept for the newest size may be newer than what was read above.
            let kept = if size == head.size { Some(note.clone()) } else { kept };
            if let Some(kept) = kept {
                let path = format!("checkpoints/{size}");
                files += u64::from(target.write(&path, kept.as_bytes(), true).await?);
            }
        }
    }
    let counts = count::text(&count::published(log, head.size).await?);
    files += u64::from(target.write("counts.txt", counts.as_bytes(), true).await?);
    let vkey = format!("{}\n", identity.vkey);
    files += u64::from(target.write("log.vkey", vkey.as_bytes(), true).await?);
    if let Some(policy) = extras.policy {
        files += u64::from(target.write("policy.txt", policy.as_bytes(), true).await?);
    }
    target.settle()?;
    files += u64::from(target.write("checkpoint", note.as_bytes(), true).await?);
    target.settle()?;
    // A full tile stands for its partial ones; a partial one stays as long as it has none.
    for full in filled(old, head.size) {
        target.remove_below(&format!("{}.p", full.path())).await?;
    }
    Ok(Exported { size: head.size, files })
}

/// The size that the target's checkpoint covers, if it is one of this log's past.
async fn covered(
    log: &dyn Log,
    note: &[u8],
    key: &VerifierKey,
    public: TreeHead,
) -> Result<u64, LogProblem> {
    let note = std::str::from_utf8(note).map_err(|_| LogProblem::ForeignTarget)?;
    let there = Checkpoint::open(note, key).map_err(|_| LogProblem::ForeignTarget)?.head;
    if there.size > public.size {
        return Err(LogProblem::TargetAhead { target: there.size, public: public.size });
    }
    if tree::head_at(log, there.size).await? != there {
        return Err(LogProblem::Forked { size: there.size });
    }
    Ok(there.size)
}

/// The tiles and bundles that are new or wider in the larger tree, at the width that they have
/// there. Bundles first, then the levels upwards.
fn changed(old: u64, new: u64) -> impl Iterator<Item = Resource> {
    let bundles = tree::bundles(old, new).map(|(index, width)| Resource::Entries { index, width });
    bundles.chain(changed_tiles(old, new).map(Resource::Hashes))
}

fn changed_tiles(old: u64, new: u64) -> impl Iterator<Item = Tile> {
    (0..8_u8).flat_map(move |level| {
        let nodes = |size: u64| size.checked_shr(u32::from(level) * 8).unwrap_or(0);
        let width = u64::from(WIDTH);
        let (old, above) = (nodes(old), nodes(new));
        let range = if old < above { old / width..above.div_ceil(width) } else { 0..0 };
        range.filter_map(move |index| Tile::of_tree(TileId { level, index }, new))
    })
}

/// The tiles and bundles, full now, that were partial in the smaller tree.
fn filled(old: u64, new: u64) -> Vec<Resource> {
    let tiles = changed_tiles(old, new).filter(|tile| {
        tile.is_full() && Tile::of_tree(tile.id(), old).is_some_and(|old| !old.is_full())
    });
    let mut filled: Vec<Resource> = tiles.map(Resource::Hashes).collect();
    let width = u64::from(WIDTH);
    if !old.is_multiple_of(width) && old / width < new / width {
        filled.push(Resource::Entries { index: old / width, width: WIDTH });
    }
    filled
}

/// The bytes of a tile or a bundle, cut to its width.
async fn read(log: &dyn Log, resource: Resource) -> Result<Vec<u8>, LogProblem> {
    match resource {
        Resource::Entries { index, width } => tree::bundle(log, index, width).await,
        Resource::Hashes(tile) => {
            let tiles = tree::tiles(log, &[tile]).await?;
            Ok(tiles.values().flat_map(|hashes| tlog::tile::to_bytes(hashes)).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(old: u64, new: u64) -> Vec<String> {
        changed(old, new).map(Resource::path).collect()
    }

    /// The example of C2SP tlog-tiles.
    #[test]
    fn a_whole_tree_is_the_one_of_the_specification() {
        let paths = paths(0, 70_000);
        assert_eq!(paths.len(), 274 + 274 + 2 + 1);
        for path in
            ["tile/0/x273", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
        {
            assert_eq!(paths.contains(&path.to_owned()), path != "tile/0/x273", "{path}");
        }
    }

    #[test]
    fn only_what_changed_is_written() {
        assert_eq!(paths(300, 300), [""; 0]);
        assert_eq!(paths(0, 0), [""; 0]);
        assert_eq!(paths(256, 257), ["tile/entries/001.p/1", "tile/0/001.p/1"]);
        assert_eq!(
            paths(257, 513),
            [
                "tile/entries/001",
                "tile/entries/002.p/1",
                "tile/0/001",
                "tile/0/002.p/1",
                "tile/1/000.p/2"
            ]
        );
    }

    #[test]
    fn partial_files_go_when_the_full_one_is_there() {
        let paths = |old, new| filled(old, new).into_iter().map(Resource::path).collect::<Vec<_>>();
        assert_eq!(paths(257, 511), [""; 0]);
        assert_eq!(paths(257, 512), ["tile/0/001", "tile/entries/001"]);
        assert_eq!(paths(256, 512), [""; 0]);
        assert_eq!(paths(65_535, 65_536), ["tile/0/255", "tile/1/000", "tile/entries/255"]);
    }
}
