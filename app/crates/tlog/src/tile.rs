//! Tiles: the pieces in which a tree is stored and served (C2SP tlog-tiles, "Merkle Tree").

/// Hashes in a full tile.
pub const WIDTH: u16 = 256;

/// A tile's place in the tree, whatever its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// 0 for leaf hashes; each level above holds the roots of full tiles below. At most 63.
    pub level: u8,
    /// The index within the level.
    pub index: u64,
}
