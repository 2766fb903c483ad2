//! Looking a place up without telling which.
//!
//! A reader who fetched the tiles of one proof would tell the server which 256 certificates the one
//! in question is among, and which tiles lead up from there. A [`Lookup`] asks for the tiles of a
//! whole group of 2 048 places, the same for each of them: a log of no more certificates than that
//! learns nothing at all, a larger one which group it was.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::fmt;

use crate::growth::partial_tiles;
use crate::hash::Hash;
use crate::head::{MAX_SIZE, TreeHead};
use crate::reader::{self, Tiles as _};
use crate::tile::{self, HEIGHT, Tile, TileError, TileId, WIDTH};

/// Tiles of level 0 that are asked for together. Their common ancestors are single tiles, because
/// it divides 256.
const GROUP: u64 = 8;

/// A question to a tree: which leaf stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    index: u64,
    head: TreeHead,
    tiles: Vec<Tile>,
}

impl Lookup {
    /// Asks about the place, counted from 0, in the tree with this head; `None` when the place is
    /// beyond the tree. The head is one that the reader has verified.
    #[must_use]
    pub fn new(index: u64, head: TreeHead) -> Option<Self> {
        if index >= head.size || head.size > MAX_SIZE {
            return None;
        }
        let group = index / u64::from(WIDTH) / GROUP;
        let first = group * GROUP;
        let leaves = (first..first + GROUP).map(|index| TileId { level: 0, index });
        let ancestors = (1..HEIGHT).map(|level| {
            let above = u32::from(level) * u32::from(HEIGHT);
            TileId { level, index: first.checked_shr(above).unwrap_or(0) }
        });
        let asked = leaves.chain(ancestors).filter_map(|id| Tile::of_tree(id, head.size));
        let tiles: BTreeSet<Tile> = asked.chain(partial_tiles(head.size)).collect();
        Some(Self { index, head, tiles: tiles.into_iter().collect() })
    }

    /// The tiles to fetch, all of them and no others: the tiles of level 0 of the place's group,
    /// every tile above them, and the right edge of the tree. The list is the same for every place
    /// of the group. Where a partial tile is gone, the full one at its place does as well.
    #[must_use]
    pub fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    /// Whether the leaf stands at the place, by the tiles that were fetched: each with the width at
    /// which it came and its bytes.
    ///
    /// # Errors
    ///
    /// When the tiles are not those of the tree. Nothing is then known about the leaf: a tile that
    /// was lost or changed on its way never says that a certificate is not in the log.
    pub fn find(&self, leaf: &Hash, tiles: &[(Tile, Vec<u8>)]) -> Result<bool, LookupError> {
        let known = self.read(tiles)?;
        // The edge makes the root, so it is the tree's; and each full tile is the tree's when its
        // root stands in the tile above it, which is of the edge or such a tile itself.
        let root =
            reader::root(self.head.size, &known).map_err(|_| LookupError::Root { found: None })?;
        if root != self.head.root {
            return Err(LookupError::Root { found: Some(root) });
        }
        for tile in self.tiles.iter().filter(|tile| tile.is_full()) {
            let stated =
                parent(*tile).and_then(|(id, place)| known.hashes(id)?.get(place).copied());
            let found = known.hashes(tile.id()).and_then(reader::subtree);
            if found.is_none() || found != stated {
                return Err(LookupError::Hashes(*tile));
            }
        }
        let width = u64::from(WIDTH);
        let id = TileId { level: 0, index: self.index / width };
        let place = usize::try_from(self.index % width).ok();
        let there = place.and_then(|place| known.hashes(id)?.get(place));
        there.map(|there| there == leaf).ok_or(LookupError::Root { found: None })
    }

    /// The hashes of the tiles that were asked for, each as wide as in this tree.
    fn read(&self, tiles: &[(Tile, Vec<u8>)]) -> Result<BTreeMap<TileId, Vec<Hash>>, LookupError> {
        let mut given = BTreeMap::new();
        for (tile, bytes) in tiles {
            let asked = self.tiles.iter().any(|asked| asked.id() == tile.id());
            if !asked || given.insert(tile.id(), (*tile, bytes)).is_some() {
                return Err(LookupError::Unasked(*tile));
            }
        }
        let mut known = BTreeMap::new();
        for asked in &self.tiles {
            let missing = LookupError::Missing(*asked);
            let (tile, bytes) = given.get(&asked.id()).ok_or(missing)?;
            let mut hashes = tile::hashes(bytes, tile.width())
                .map_err(|error| LookupError::Bytes { tile: *tile, error })?;
            if tile.width() < asked.width() {
                return Err(missing);
            }
            hashes.truncate(usize::from(asked.width()));
            known.insert(asked.id(), hashes);
        }
        Ok(known)
    }
}

/// The tile above a full one, and the place there of its root.
fn parent(tile: Tile) -> Option<(TileId, usize)> {
    let (TileId { level, index }, width) = (tile.id(), u64::from(WIDTH));
    let id = TileId { level: level.checked_add(1)?, index: index / width };
    Some((id, usize::try_from(index % width).ok()?))
}

/// Why a place could not be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LookupError {
    /// A tile that was asked for did not come, or not as wide.
    Missing(Tile),
    /// A tile came that was not asked for, or came twice.
    Unasked(Tile),
    /// A tile is not as long as its width says.
    Bytes {
        /// The tile as it came.
        tile: Tile,
        /// What is wrong with it.
        error: TileError,
    },
    /// A full tile is not the one that the tile above it speaks of.
    Hashes(Tile),
    /// The right edge does not make the root of the tree.
    Root {
        /// The root that it makes, if it makes one.
        found: Option<Hash>,
    },
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(tile) => write!(f, "{} is missing", tile.path()),
            Self::Unasked(tile) => write!(f, "{} was not asked for, or came twice", tile.path()),
            Self::Bytes { tile, error } => write!(f, "{}: {error}", tile.path()),
            Self::Hashes(tile) => write!(f, "{} is not a tile of this tree", tile.path()),
            Self::Root { .. } => f.write_str("the tiles do not make the root of this tree"),
        }
    }
}

impl core::error::Error for LookupError {}
