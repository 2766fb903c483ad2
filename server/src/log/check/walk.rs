//! The tree, made again from its entries.

use std::iter::Peekable;

use tlog::tile::{Tile, WIDTH};
use tlog::{BundleError, Entry, Frontier, Hash, TileId, bundle};

use super::Difference;

/// Leaves in a tile's hash one level up, as a shift.
const HEIGHT: u8 = 8;

/// What the tree must be at a size.
pub(super) struct Claim {
    pub(super) size: u64,
    pub(super) root: Hash,
}

/// The tree as far as its entries were read.
pub(super) struct Walk {
    frontier: Frontier,
    claims: Peekable<std::vec::IntoIter<Claim>>,
    /// The leaf hashes of the last bundle.
    leaves: Vec<Hash>,
    /// The last tile of each level above the leaves, while it fills.
    levels: Vec<(TileId, Vec<Hash>)>,
    /// Tiles above the leaves that are full and were not compared yet.
    full: Vec<(TileId, Vec<Hash>)>,
    wide: bool,
}

impl Walk {
    /// Begins before the first entry; the claims stand in the order of their sizes.
    pub(super) fn new(claims: Vec<Claim>) -> Self {
        Self {
            frontier: Frontier::new(),
            claims: claims.into_iter().peekable(),
            leaves: Vec::with_capacity(WIDTH.into()),
            levels: Vec::new(),
            full: Vec::new(),
            wide: false,
        }
    }

    /// The tree that the entries make.
    pub(super) fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// Whether something stored was longer than the tree.
    pub(super) fn is_wide(&self) -> bool {
        self.wide
    }

    /// Takes the next bundle.
    pub(super) fn bundle(
        &mut self,
        index: u64,
        width: u16,
        bytes: &[u8],
    ) -> Result<(), Difference> {
        let place = index.saturating_mul(WIDTH.into());
        let entries = bundle::parse(bytes, width).or_else(|error| match error {
            BundleError::Trailing { offset } => {
                self.wide = true;
                bundle::parse(bytes.get(..offset).unwrap_or_default(), width)
            }
            error => Err(error),
        });
        let entries = entries.map_err(|error| Difference::Bundle { index, place, error })?;
        self.leaves.clear();
        for (place, entry) in (place..).zip(entries) {
            Entry::parse(entry).map_err(|error| Difference::Entry { place, error })?;
            let leaf = Hash::of_leaf(entry);
            self.leaves.push(leaf);
            let (levels, full) = (&mut self.levels, &mut self.full);
            self.frontier.push(leaf, |height, hash| {
                if height > 0 && height.is_multiple_of(HEIGHT) {
                    complete(levels, full, height / HEIGHT, hash);
                }
            });
            while let Some(claim) = self.claims.next_if(|claim| claim.size <= self.frontier.size())
            {
                if claim.size < self.frontier.size() || claim.root != self.frontier.root() {
                    return Err(Difference::Root { size: claim.size });
                }
            }
        }
        Ok(())
    }

    /// Compares the leaf hashes of the last bundle with their tile.
    pub(super) fn leaves(&mut self, index: u64, stored: &[u8]) -> Result<(), Difference> {
        let leaves = std::mem::take(&mut self.leaves);
        let compared = self.compare(TileId { level: 0, index }, &leaves, stored);
        self.leaves = leaves;
        compared
    }

    /// Compares a tile with the stored one.
    pub(super) fn compare(
        &mut self,
        id: TileId,
        hashes: &[Hash],
        stored: &[u8],
    ) -> Result<(), Difference> {
        let mut there = stored.chunks_exact(32);
        for (position, hash) in (0_u64..).zip(hashes) {
            if there.next() != Some(hash.as_bytes().as_slice()) {
                let shift = u32::from(id.level).saturating_mul(HEIGHT.into());
                let node = id.index.saturating_mul(WIDTH.into()).saturating_add(position);
                let place = node.checked_shl(shift).unwrap_or(u64::MAX);
                let path = Tile::new(id, WIDTH).map(Tile::path).unwrap_or_default();
                return Err(Difference::Tile { path, place });
            }
        }
        self.wide |= there.next().is_some() || !there.remainder().is_empty();
        Ok(())
    }

    /// The tiles above the leaves that became full since the last call.
    pub(super) fn take_full(&mut self) -> Vec<(TileId, Vec<Hash>)> {
        std::mem::take(&mut self.full)
    }

    /// The tiles above the leaves that the tree leaves partial.
    pub(super) fn take_partial(&mut self) -> Vec<(TileId, Vec<Hash>)> {
        let mut levels = std::mem::take(&mut self.levels);
        levels.retain(|(_, hashes)| !hashes.is_empty());
        levels
    }
}

/// Puts a hash into the tile of its level.
fn complete(
    levels: &mut Vec<(TileId, Vec<Hash>)>,
    full: &mut Vec<(TileId, Vec<Hash>)>,
    level: u8,
    hash: Hash,
) {
    let position = usize::from(level.saturating_sub(1));
    if position == levels.len() {
        levels.push((TileId { level, index: 0 }, Vec::new()));
    }
    let Some((id, hashes)) = levels.get_mut(position) else { return };
    hashes.push(hash);
    if hashes.len() == usize::from(WIDTH) {
        full.push((*id, std::mem::take(hashes)));
        id.index = id.index.saturating_add(1);
    }
}
