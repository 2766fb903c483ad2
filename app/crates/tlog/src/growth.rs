//! How tiles grow with their tree.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::fmt;

use crate::frontier::Frontier;
use crate::hash::Hash;
use crate::head::TreeHead;
use crate::tile::{HEIGHT, Tile, TileId, WIDTH};

/// A tree with a batch of leaves more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grown {
    /// Its size and root.
    pub head: TreeHead,
    /// What it grows from next.
    pub frontier: Frontier,
    /// Every tile that is new or wider, with all its hashes, in the order of level and index.
    pub tiles: Vec<(TileId, Vec<Hash>)>,
}

/// The tiles of a tree of this size that are not full, from level 0 upwards: all that appending to
/// it changes, and all that its root is made of.
#[must_use]
pub fn partial_tiles(size: u64) -> Vec<Tile> {
    (0..HEIGHT)
        .filter_map(|level| {
            let above = u32::from(level + 1) * u32::from(HEIGHT);
            let index = size.checked_shr(above).unwrap_or(0);
            Tile::of_tree(TileId { level, index }, size)
        })
        .collect()
}

/// Appends leaves to a tree. `edge` is its partial tiles, those of [`partial_tiles`], whole and in
/// any order. Costs one hash of a node for each leaf, besides a number that depends only on the
/// number of levels; memory is what the tiles need that come out.
///
/// # Errors
///
/// When the edge is not the edge of this tree: a tile that lacks, one too many, one of another
/// width, or one whose hashes do not lead to the frontier. Nothing is then appended.
pub fn grow(
    mut frontier: Frontier,
    edge: &[(TileId, Vec<Hash>)],
    leaves: &[Hash],
) -> Result<Grown, GrowthError> {
    let mut growing = check(&frontier, edge)?;
    let mut changed: BTreeMap<TileId, Vec<Hash>> = BTreeMap::new();
    for leaf in leaves {
        let size = frontier.size();
        let place = frontier.push(*leaf, |height, hash| {
            if height % HEIGHT != 0 {
                return;
            }
            let index = size.checked_shr(u32::from(height)).unwrap_or(0) / u64::from(WIDTH);
            let id = TileId { level: height / HEIGHT, index };
            // The first hash that a tile gets finds it as the edge had it, or begins it.
            let tile = changed.entry(id).or_insert_with(|| growing.remove(&id).unwrap_or_default());
            tile.push(hash);
        });
        place.ok_or(GrowthError::Full { size })?;
    }
    Ok(Grown { head: frontier.head(), frontier, tiles: changed.into_iter().collect() })
}

/// Why a tree did not grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GrowthError {
    /// A partial tile of the tree is not in the edge.
    Missing(Tile),
    /// The tree has no partial tile there, or the edge has it twice.
    Unknown(TileId),
    /// The tile has another width than in the tree.
    Width {
        /// The tile as the tree has it.
        tile: Tile,
        /// The hashes that came.
        found: usize,
    },
    /// The hashes of the tile do not lead to those of the frontier.
    Hashes(Tile),
    /// A tree cannot be larger.
    Full {
        /// Its size.
        size: u64,
    },
}

impl fmt::Display for GrowthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(tile) => write!(f, "{} is missing", tile.path()),
            Self::Unknown(TileId { level, index }) => {
                write!(f, "the tree has no partial tile {index} at level {level}, or not twice")
            }
            Self::Width { tile, found } => write!(f, "{} has {found} hashes", tile.path()),
            Self::Hashes(tile) => write!(f, "{} is not a tile of this tree", tile.path()),
            Self::Full { size } => write!(f, "a tree of {size} leaves cannot grow"),
        }
    }
}

impl core::error::Error for GrowthError {}

/// The edge by place, when it is the edge of the frontier's tree. A tile that was torn or mixed up
/// would otherwise be written on, and found out only when somebody cannot prove something.
fn check(
    frontier: &Frontier,
    edge: &[(TileId, Vec<Hash>)],
) -> Result<BTreeMap<TileId, Vec<Hash>>, GrowthError> {
    let mut given = BTreeMap::new();
    for (id, hashes) in edge {
        if given.insert(*id, hashes.as_slice()).is_some() {
            return Err(GrowthError::Unknown(*id));
        }
    }
    let mut known = BTreeMap::new();
    // The frontier has the largest subtrees first, those of the highest level.
    let mut subtrees = frontier.hashes();
    for tile in partial_tiles(frontier.size()).into_iter().rev() {
        let hashes = given.remove(&tile.id()).ok_or(GrowthError::Missing(tile))?;
        if hashes.len() != usize::from(tile.width()) {
            return Err(GrowthError::Width { tile, found: hashes.len() });
        }
        let mut part = Frontier::new();
        for hash in hashes {
            part.push(*hash, |_, _| ());
        }
        subtrees = subtrees.strip_prefix(part.hashes()).ok_or(GrowthError::Hashes(tile))?;
        known.insert(tile.id(), hashes.to_vec());
    }
    match given.first_key_value() {
        Some((id, _)) => Err(GrowthError::Unknown(*id)),
        None => Ok(known),
    }
}
