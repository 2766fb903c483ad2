//! Tiles: the pieces in which a tree is stored and served (C2SP tlog-tiles, "Merkle Tree").

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::hash::Hash;
use crate::head::MAX_SIZE;
use crate::resource::Resource;

/// Hashes in a full tile.
pub const WIDTH: u16 = 256;

/// The highest level that a path may state.
pub const MAX_LEVEL: u8 = 63;

/// The height of a tile: its hashes are the leaves of a subtree of so many levels.
pub(crate) const HEIGHT: u8 = 8;

/// A tile's place in the tree, whatever its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    /// 0 for leaf hashes; each level above holds the roots of full tiles below. At most 63.
    pub level: u8,
    /// The index within the level.
    pub index: u64,
}

/// A tile: its place and its width. Its level is at most 63, its index below 2⁶³, its width from 1
/// to 256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    id: TileId,
    width: u16,
}

impl Tile {
    /// The tile of this width; `None` when there is no such tile in any tree that a path can name.
    #[must_use]
    pub const fn new(id: TileId, width: u16) -> Option<Self> {
        let sound = id.level <= MAX_LEVEL && id.index <= MAX_SIZE && width >= 1 && width <= WIDTH;
        if sound { Some(Self { id, width }) } else { None }
    }

    /// The tile with the width that a tree of this size has there; `None` where it has nothing.
    #[must_use]
    pub fn of_tree(id: TileId, size: u64) -> Option<Self> {
        if size > MAX_SIZE {
            return None;
        }
        // Hashes of the level, then those that are left for this tile.
        let hashes = size.checked_shr(u32::from(id.level) * u32::from(HEIGHT))?;
        let before = id.index.checked_mul(u64::from(WIDTH))?;
        let width = hashes.checked_sub(before)?.min(u64::from(WIDTH));
        Self::new(id, u16::try_from(width).ok()?)
    }

    /// Its place.
    #[must_use]
    pub const fn id(self) -> TileId {
        self.id
    }

    /// Its hashes, from 1 to 256.
    #[must_use]
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether it will never grow.
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.width == WIDTH
    }

    /// The full tile at its place, which a log may serve alone once it is there.
    #[must_use]
    pub const fn full(self) -> Self {
        Self { id: self.id, width: WIDTH }
    }

    /// Its path behind the prefix of the log: `tile/0/x001/234`, `tile/1/000.p/5`.
    #[must_use]
    pub fn path(self) -> String {
        Resource::Hashes(self).path()
    }
}

/// Reads a path behind the prefix of a log; `None` when it names neither a tile nor an entry bundle.
/// [`Resource::parse`] says why.
#[must_use]
pub fn parse_path(path: &str) -> Option<Resource> {
    Resource::parse(path).ok()
}

/// Why bytes are not a tile of the width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TileError {
    /// No tile has this width.
    Width {
        /// The width that was stated.
        width: u16,
    },
    /// A tile of the width has another length.
    Length {
        /// Its bytes: 32 for each hash.
        expected: usize,
        /// The bytes that came.
        found: usize,
    },
}

impl fmt::Display for TileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Width { width } => write!(f, "no tile is {width} hashes wide"),
            Self::Length { expected, found } => {
                write!(f, "the tile has {found} bytes where it needs {expected}")
            }
        }
    }
}

impl core::error::Error for TileError {}

/// Reads the bytes of a tile of this width, neither fewer nor more.
///
/// # Errors
///
/// When there is no such width, or the bytes are not 32 for each hash.
pub fn hashes(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    if !(1..=WIDTH).contains(&width) {
        return Err(TileError::Width { width });
    }
    let (chunks, _) = bytes.as_chunks::<32>();
    let expected = usize::from(width) * 32;
    if bytes.len() != expected {
        return Err(TileError::Length { expected, found: bytes.len() });
    }
    Ok(chunks.iter().map(|chunk| Hash::from_bytes(*chunk)).collect())
}

/// The bytes of a tile with these hashes.
#[must_use]
pub fn to_bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}
