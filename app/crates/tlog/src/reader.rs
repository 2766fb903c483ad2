//! Roots and proofs from the tiles of a tree.
//!
//! What is read is believed: whoever did not make the tiles verifies the root or the proof that
//! comes out.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use core::fmt;

use crate::growth::partial_tiles;
use crate::hash::Hash;
use crate::head::MAX_SIZE;
use crate::proof::Way;
use crate::tile::{HEIGHT, Tile, TileId, WIDTH};

/// Tiles at hand. A tile may be wider than it was in the tree that is asked about.
pub trait Tiles {
    /// The hashes of the tile at this place.
    fn hashes(&self, id: TileId) -> Option<&[Hash]>;
}

impl Tiles for BTreeMap<TileId, Vec<Hash>> {
    fn hashes(&self, id: TileId) -> Option<&[Hash]> {
        self.get(&id).map(Vec::as_slice)
    }
}

/// The tiles that the proof of a place in a tree of this size needs, in the order of level and
/// index; none when the tree has no such place.
#[must_use]
pub fn inclusion_tiles(index: u64, size: u64) -> Vec<Tile> {
    let ranges = inclusion(index, size).unwrap_or_default();
    tiles(&ranges, size)
}

/// The tiles, of the newer tree, that the proof between trees of these sizes needs; none when there
/// is nothing to prove.
#[must_use]
pub fn consistency_tiles(old: u64, new: u64) -> Vec<Tile> {
    let ranges = consistency(old, new).unwrap_or_default();
    tiles(&ranges, new)
}

/// The tiles that the root of a tree of this size needs: its partial ones.
#[must_use]
pub fn root_tiles(size: u64) -> Vec<Tile> {
    partial_tiles(size)
}

/// The inclusion proof of a place in a tree of this size.
///
/// # Errors
///
/// The first tile that is missing or too narrow; or that the tree has no such place.
pub fn prove_inclusion(index: u64, size: u64, tiles: &impl Tiles) -> Result<Vec<Hash>, ReadError> {
    let ranges = inclusion(index, size).ok_or(ReadError::Index { index, size })?;
    ranges.into_iter().map(|range| hash(range, size, tiles)).collect()
}

/// The consistency proof between trees of these sizes; empty when they are one.
///
/// # Errors
///
/// The first tile that is missing or too narrow; or that the older tree is empty or larger.
pub fn prove_consistency(old: u64, new: u64, tiles: &impl Tiles) -> Result<Vec<Hash>, ReadError> {
    let ranges = consistency(old, new).ok_or(ReadError::Sizes { old, new })?;
    ranges.into_iter().map(|range| hash(range, new, tiles)).collect()
}

/// The root hash of a tree of this size.
///
/// # Errors
///
/// The first tile that is missing or too narrow; or that no tree has this size.
pub fn root(size: u64, tiles: &impl Tiles) -> Result<Hash, ReadError> {
    match size {
        0 => Ok(Hash::EMPTY_TREE),
        1..=MAX_SIZE => hash(Range { start: 0, end: size }, size, tiles),
        _ => Err(ReadError::Size { size }),
    }
}

/// Why something could not be read from tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The tile is not at hand, or not so wide.
    Missing(Tile),
    /// The tree has no such place.
    Index {
        /// The place, from 0.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// No proof leads from the one size to the other: the older tree is empty, or the larger one,
    /// or no tree has the size.
    Sizes {
        /// The size of the older tree.
        old: u64,
        /// The size of the newer tree.
        new: u64,
    },
    /// No tree has this size.
    Size {
        /// The size.
        size: u64,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(tile) => write!(f, "{} is missing", tile.path()),
            Self::Index { index, size } => write!(f, "a tree of {size} leaves has no leaf {index}"),
            Self::Sizes { old, new } => write!(f, "no proof leads from size {old} to size {new}"),
            Self::Size { size } => write!(f, "a tree cannot have {size} leaves"),
        }
    }
}

impl core::error::Error for ReadError {}

/// Leaves that make a node of the tree, complete or at its right edge: at least one, and `start` is
/// a multiple of the smallest power of two that is not less than their number.
#[derive(Clone, Copy, Debug)]
struct Range {
    start: u64,
    end: u64,
}

/// A complete subtree: the `index`-th of its height.
#[derive(Clone, Copy, Debug)]
struct Node {
    height: u32,
    index: u64,
}

impl Range {
    /// The complete subtrees that it is made of, the largest first.
    fn nodes(self) -> impl DoubleEndedIterator<Item = Node> {
        let length = self.end.saturating_sub(self.start);
        (0..u64::BITS).rev().filter(move |height| (length >> height) & 1 == 1).map(move |height| {
            // What is larger stands before: the bits of the length above this one.
            let before = length & !(u64::MAX >> (u64::BITS - 1 - height));
            Node { height, index: (self.start + before) >> height }
        })
    }
}

impl Node {
    /// The tile whose hashes it is made of, the first of them, and how many.
    fn place(self) -> (TileId, usize, usize) {
        let (level, above) = (self.height / u32::from(HEIGHT), self.height % u32::from(HEIGHT));
        let first = self.index << above;
        let width = u64::from(WIDTH);
        // A height is less than 64 and a remainder of 256 less than 256: nothing is lost.
        let id = TileId { level: u8::try_from(level).unwrap_or(u8::MAX), index: first / width };
        (id, usize::try_from(first % width).unwrap_or(usize::MAX), 1 << above)
    }
}

/// The siblings on the way from a node to the root of a tree of this size, where the node ends
/// before the tree does or with it.
fn siblings(node: Node, size: u64) -> Vec<Range> {
    let Node { height, index } = node;
    let way = Way::new(index, (size - 1) >> height);
    let inner = (0..way.inner).map(|above| {
        let sibling = (index >> above) ^ 1;
        // The last of them may be at the right edge and incomplete.
        let end = ((sibling + 1) << (height + above)).min(size);
        Range { start: sibling << (height + above), end }
    });
    let border = (way.inner..u64::BITS).filter(|above| (index >> above) & 1 == 1).map(|above| {
        let sibling = (index >> above) - 1;
        Range { start: sibling << (height + above), end: (sibling + 1) << (height + above) }
    });
    inner.chain(border).collect()
}

/// The nodes of an inclusion proof.
fn inclusion(index: u64, size: u64) -> Option<Vec<Range>> {
    let inside = index < size && size <= MAX_SIZE;
    inside.then(|| siblings(Node { height: 0, index }, size))
}

/// The nodes of a consistency proof: see [`crate::verify_consistency`].
fn consistency(old: u64, new: u64) -> Option<Vec<Range>> {
    if old == 0 || old > new || new > MAX_SIZE {
        return None;
    }
    if old == new {
        return Some(Vec::new());
    }
    let height = old.trailing_zeros();
    let index = (old - 1) >> height;
    let mut ranges = siblings(Node { height, index }, new);
    if !old.is_power_of_two() {
        ranges.insert(0, Range { start: index << height, end: old });
    }
    Some(ranges)
}

/// The tiles that the hashes of these ranges need.
fn tiles(ranges: &[Range], size: u64) -> Vec<Tile> {
    let places = ranges.iter().flat_map(|range| range.nodes()).map(|node| node.place().0);
    let ids: BTreeSet<TileId> = places.collect();
    ids.into_iter().filter_map(|id| Tile::of_tree(id, size)).collect()
}

/// The hash of a range of a tree of this size.
fn hash(range: Range, size: u64, tiles: &impl Tiles) -> Result<Hash, ReadError> {
    let mut smallest_first = range.nodes().rev().map(|node| read(node, size, tiles));
    let last = smallest_first.next().unwrap_or(Ok(Hash::EMPTY_TREE))?;
    smallest_first.try_fold(last, |right, left| Ok(Hash::of_node(&left?, &right)))
}

/// The hash of a complete subtree.
fn read(node: Node, size: u64, tiles: &impl Tiles) -> Result<Hash, ReadError> {
    let (id, first, count) = node.place();
    let tile = Tile::of_tree(id, size).ok_or(ReadError::Size { size })?;
    let hashes = tiles.hashes(id).and_then(|hashes| hashes.get(first..first + count));
    subtree(hashes.ok_or(ReadError::Missing(tile))?).ok_or(ReadError::Missing(tile))
}

/// The root of a complete subtree with these hashes as its leaves: a power of two of them.
pub(crate) fn subtree(hashes: &[Hash]) -> Option<Hash> {
    let mut nodes = hashes.to_vec();
    while nodes.len() > 1 {
        let (pairs, _) = nodes.as_chunks::<2>();
        nodes = pairs.iter().map(|[left, right]| Hash::of_node(left, right)).collect();
    }
    nodes.first().copied()
}
