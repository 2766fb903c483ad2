//! Follows a tree: fetches what is new in it, recomputes it, and compares every tile above it.

use std::collections::BTreeMap;

use calendar::Day;
use futures_util::stream::{StreamExt as _, iter};
use tlog::{Entry, EntryKind, Frontier, Hash, Tile, TileId, TreeHead, bundle, tile};

use super::tally::Tally;
use super::{Finding, Memory};
use crate::remote::{RemoteProblem, Source};

/// Bundles that are fetched ahead of the one that is read.
const AHEAD: usize = 8;

/// The hashes of tiles that the new entries complete, until they are compared.
struct Tiles {
    /// Each with the place of its first new hash.
    begun: BTreeMap<TileId, (usize, Vec<Hash>)>,
    full: Vec<TileId>,
}

/// The state of one following.
struct Following<'a> {
    source: &'a Source,
    frontier: Frontier,
    tally: Tally,
    ours: bool,
    tiles: Tiles,
    /// A head that the tree must pass through.
    through: Option<TreeHead>,
}

/// What is fetched of one bundle.
struct Part {
    index: u64,
    bytes: Vec<u8>,
    width: u16,
    leaves: Vec<Hash>,
}

/// Follows a tree to a verified head, from where the memory stands. Answers the frontier and the
/// tally that it comes to, or what it found on the way; the memory is not changed.
///
/// When the memory stands before a head that was seen, `through`, the tree must pass through it.
pub(super) async fn follow(
    source: &Source,
    memory: &Memory,
    to: TreeHead,
    through: Option<TreeHead>,
) -> Result<Result<(Frontier, Tally), Finding>, RemoteProblem> {
    let from = memory.frontier.size();
    let mut following = Following {
        source,
        frontier: memory.frontier.clone(),
        tally: memory.tally.clone(),
        ours: memory.ours,
        tiles: Tiles { begun: BTreeMap::new(), full: Vec::new() },
        through,
    };
    let width = u64::from(tile::WIDTH);
    let last = to.size.div_ceil(width);
    let indexes = if from < to.size { from / width..last } else { 0..0 };
    let mut parts = iter(indexes).map(|index| fetch(source, index, to.size)).buffered(AHEAD);
    while let Some(part) = parts.next().await {
        let part = match part {
            Ok(part) => part,
            Err(problem) if problem.is_false_content() => {
                return Ok(Err(Finding::Content(problem)));
            }
            Err(problem) => return Err(problem),
        };
        if let Some(finding) = following.take(&part) {
            return Ok(Err(finding));
        }
        if let Some(finding) = following.compare(to.size, false).await? {
            return Ok(Err(finding));
        }
    }
    if let Some(finding) = following.compare(to.size, true).await? {
        return Ok(Err(finding));
    }
    if following.frontier.head() != to {
        return Ok(Err(Finding::Root { size: to.size }));
    }
    Ok(Ok((following.frontier, following.tally)))
}

/// The width that a bundle has in a tree of this size.
fn width(index: u64, size: u64) -> u16 {
    let begin = index.saturating_mul(tile::WIDTH.into());
    let count = size.saturating_sub(begin).min(tile::WIDTH.into());
    u16::try_from(count).unwrap_or(tile::WIDTH)
}

/// A bundle and the tile above it.
async fn fetch(source: &Source, index: u64, size: u64) -> Result<Part, RemoteProblem> {
    let width = width(index, size);
    let bytes = source.bundle(index, width).await?;
    let leaves = match Tile::new(TileId { level: 0, index }, width) {
        Some(tile) => source.tile(tile).await?,
        None => Vec::new(),
    };
    Ok(Part { index, bytes, width, leaves })
}

impl Following<'_> {
    /// Puts the new entries of a bundle on the tree.
    fn take(&mut self, part: &Part) -> Option<Finding> {
        let begin = part.index.saturating_mul(tile::WIDTH.into());
        // It was parsed when it was fetched.
        let entries = bundle::parse(&part.bytes, part.width).ok()?;
        for (place, (entry, stated)) in entries.into_iter().zip(&part.leaves).enumerate() {
            let index = begin.saturating_add(u64::try_from(place).ok()?);
            if index < self.frontier.size() {
                continue;
            }
            let leaf = Hash::of_leaf(entry);
            if leaf != *stated {
                return Some(Finding::Leaf { index });
            }
            if let Some(finding) = self.read(index, entry) {
                return Some(finding);
            }
            self.push(index, leaf);
            let head = |seen: &TreeHead| seen.size == self.frontier.size();
            if let Some(seen) = self.through.filter(head)
                && seen != self.frontier.head()
            {
                return Some(Finding::Rewritten { size: seen.size });
            }
        }
        None
    }

    fn read(&mut self, index: u64, entry: &[u8]) -> Option<Finding> {
        if !self.ours {
            return None;
        }
        let entry = match Entry::parse(entry) {
            Ok(entry) => entry,
            Err(why) => return Some(Finding::Entry { index, why }),
        };
        if index == 0 && entry.kind != EntryKind::KeyList {
            return Some(Finding::First { kind: entry.kind });
        }
        let Some(day) = Day::from_number(entry.day) else {
            return Some(Finding::Day { index, day: entry.day });
        };
        self.tally.add(&entry, day);
        None
    }

    fn push(&mut self, index: u64, leaf: Hash) {
        let tiles = &mut self.tiles;
        self.frontier.push(leaf, |height, hash| {
            // Every eighth height is that of the hashes of a level above the leaves.
            if height > 0 && height % 8 == 0 {
                tiles.add(height, index, hash);
            }
        });
    }

    /// Compares the tiles that are full, or at the end all, with what the log serves.
    async fn compare(&mut self, size: u64, all: bool) -> Result<Option<Finding>, RemoteProblem> {
        let ready: Vec<TileId> = if all {
            self.tiles.begun.keys().copied().collect()
        } else {
            std::mem::take(&mut self.tiles.full)
        };
        for id in ready {
            let Some((first, hashes)) = self.tiles.begun.remove(&id) else { continue };
            let Some(tile) = Tile::of_tree(id, size) else {
                return Ok(Some(Finding::Tile { id, place: first }));
            };
            let served = match self.source.tile(tile).await {
                Ok(served) => served,
                Err(problem) if problem.is_false_content() => {
                    return Ok(Some(Finding::Content(problem)));
                }
                Err(problem) => return Err(problem),
            };
            let served = served.get(first..).unwrap_or_default();
            let differs = hashes.iter().zip(served).position(|(ours, theirs)| ours != theirs);
            let short = (hashes.len() != served.len()).then_some(hashes.len().min(served.len()));
            if let Some(place) = differs.or(short) {
                return Ok(Some(Finding::Tile { id, place: first.saturating_add(place) }));
            }
        }
        Ok(None)
    }
}

impl Tiles {
    /// Takes the root of a complete subtree of `height`, completed by the leaf at `index`.
    fn add(&mut self, height: u8, index: u64, hash: Hash) {
        let width = u64::from(tile::WIDTH);
        let number = index.checked_shr(height.into()).unwrap_or(0);
        let id = TileId { level: height / 8, index: number / width };
        let place = usize::try_from(number % width).unwrap_or(0);
        let (first, hashes) = self.begun.entry(id).or_insert((place, Vec::new()));
        hashes.push(hash);
        if first.saturating_add(hashes.len()) == usize::from(tile::WIDTH) {
            self.full.push(id);
        }
    }
}
