//! The paths of what a log serves (C2SP tlog-tiles, "Merkle Tree" and "Log entries").

use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::head::MAX_SIZE;
use crate::tile::{MAX_LEVEL, Tile, TileId, WIDTH};

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// A tile of hashes.
    Hashes(Tile),
    /// An entry bundle.
    Entries {
        /// Its index, that of the tile of level 0 with the hashes of its entries.
        index: u64,
        /// Its entries, from 1 to 256.
        width: u16,
    },
}

impl Resource {
    /// Reads a path behind the prefix of a log, as in `tile/0/x001/234.p/5` and `tile/entries/000`.
    /// There is one spelling of each path.
    ///
    /// # Errors
    ///
    /// What is wrong with the path.
    pub fn parse(path: &str) -> Result<Self, PathError> {
        let rest = path.strip_prefix("tile/").ok_or(PathError::Prefix)?;
        let (level, rest) = rest.split_once('/').ok_or(PathError::Prefix)?;
        let level = if level == "entries" { None } else { Some(parse_level(level)?) };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, parse_width(width)?),
            None => (rest, WIDTH),
        };
        let index = parse_index(index)?;
        let Some(level) = level else { return Ok(Self::Entries { index, width }) };
        let tile = Tile::new(TileId { level, index }, width).ok_or(PathError::TooLarge)?;
        Ok(Self::Hashes(tile))
    }

    /// Its path behind the prefix of the log.
    #[must_use]
    pub fn path(self) -> String {
        let (place, index, width) = match self {
            Self::Hashes(tile) => (format!("{}", tile.id().level), tile.id().index, tile.width()),
            Self::Entries { index, width } => (String::from("entries"), index, width),
        };
        let mut digits = format!("{:03}", index % 1000);
        let mut above = index / 1000;
        while above > 0 {
            digits = format!("x{:03}/{digits}", above % 1000);
            above /= 1000;
        }
        if width == WIDTH {
            format!("tile/{place}/{digits}")
        } else {
            format!("tile/{place}/{digits}.p/{width}")
        }
    }

    /// Whether a tree of this size has it, or had it when it was smaller: its place is in the tree,
    /// and it is no wider than what stands there. That is what a log may serve. What a reader may
    /// ask for is [`Tile::of_tree`], the one width that a checkpoint of this size implies.
    #[must_use]
    pub fn fits(self, size: u64) -> bool {
        let (id, width) = match self {
            Self::Hashes(tile) => (tile.id(), tile.width()),
            Self::Entries { index, width } => (TileId { level: 0, index }, width),
        };
        width > 0 && Tile::of_tree(id, size).is_some_and(|tile| width <= tile.width())
    }
}

/// Why a path names nothing that a log serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathError {
    /// It does not begin with `tile/`, a level or `entries`, and a slash.
    Prefix,
    /// The level is not a number from 0 to 63 without leading zeroes.
    Level,
    /// A group of the index is not three digits, behind an `x` in all but the last.
    Group,
    /// The index begins with a group of zeroes that belongs left out.
    LeadingZeroes,
    /// The index is 2⁶³ or more.
    TooLarge,
    /// The width is not a number from 1 to 255 without leading zeroes.
    Width,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prefix => "the path is neither a tile's nor an entry bundle's",
            Self::Level => "the level is not a number from 0 to 63",
            Self::Group => "the index is not in groups of three digits",
            Self::LeadingZeroes => "the index begins with a group of zeroes",
            Self::TooLarge => "the index is too large",
            Self::Width => "the width is not a number from 1 to 255",
        })
    }
}

impl core::error::Error for PathError {}

fn parse_level(text: &str) -> Result<u8, PathError> {
    number(text).filter(|level| *level <= MAX_LEVEL).ok_or(PathError::Level)
}

fn parse_width(text: &str) -> Result<u16, PathError> {
    // A full tile has no width in its path: 256 is not a `u8`.
    let width: Option<u8> = number(text).filter(|width| *width > 0);
    width.map(u16::from).ok_or(PathError::Width)
}

/// A number of a byte, in its one spelling.
fn number(text: &str) -> Option<u8> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let short = text == "0" || !text.starts_with('0');
    if plain && short { text.parse().ok() } else { None }
}

fn parse_index(text: &str) -> Result<u64, PathError> {
    let (above, last) = text.rsplit_once('/').map_or((None, text), |(a, l)| (Some(a), l));
    let mut index = 0_u64;
    for part in above.into_iter().flat_map(|above| above.split('/')) {
        let part = group(part.strip_prefix('x').ok_or(PathError::Group)?)?;
        // Nothing stands before the first group, and the first group is not zero.
        if index == 0 && part == 0 {
            return Err(PathError::LeadingZeroes);
        }
        index = append(index, part)?;
    }
    append(index, group(last)?)
}

fn group(text: &str) -> Result<u64, PathError> {
    let plain = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().map_err(|_| PathError::Group) } else { Err(PathError::Group) }
}

fn append(index: u64, part: u64) -> Result<u64, PathError> {
    let index = index.checked_mul(1000).and_then(|index| index.checked_add(part));
    index.filter(|index| *index <= MAX_SIZE).ok_or(PathError::TooLarge)
}
