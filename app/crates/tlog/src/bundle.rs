//! Entry bundles: up to 256 entries, each behind its length in two bytes (C2SP tlog-tiles, "Log
//! entries").

use alloc::vec::Vec;
use core::fmt;

use crate::tile::WIDTH;

/// Why bytes are not an entry bundle of the width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BundleError {
    /// No bundle has this width.
    Width {
        /// The width that was stated.
        width: u16,
    },
    /// The bytes end before the entry does.
    Truncated {
        /// The entry, counted from 0 within the bundle.
        entry: u16,
        /// The byte at which its length stands, or should.
        offset: usize,
    },
    /// Bytes follow the last entry.
    Trailing {
        /// The first byte that is too many.
        offset: usize,
    },
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Width { width } => write!(f, "no bundle has {width} entries"),
            Self::Truncated { entry, offset } => {
                write!(f, "the bundle ends within entry {entry}, which begins at byte {offset}")
            }
            Self::Trailing { offset } => {
                write!(f, "the bundle goes on at byte {offset}, behind its last entry")
            }
        }
    }
}

impl core::error::Error for BundleError {}

/// Writes entries as a bundle, or as what is appended to one that is not full. `None` when there
/// are more than 256 of them or one is longer than 65 535 bytes.
#[must_use]
pub fn encode<'a>(entries: impl Iterator<Item = &'a [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for (place, entry) in entries.enumerate() {
        if place >= usize::from(WIDTH) {
            return None;
        }
        bytes.extend(u16::try_from(entry.len()).ok()?.to_be_bytes());
        bytes.extend(entry);
    }
    Some(bytes)
}

/// Reads a bundle of this width: so many entries and nothing behind them.
///
/// # Errors
///
/// What is wrong with the bytes.
pub fn parse(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let (entries, end) = read(bytes, width)?;
    if end == bytes.len() { Ok(entries) } else { Err(BundleError::Trailing { offset: end }) }
}

/// The bundle of this width that a wider one begins with.
///
/// # Errors
///
/// When no bundle has the width, or the bytes hold fewer entries.
pub fn prefix(bytes: &[u8], width: u16) -> Result<&[u8], BundleError> {
    let (_, end) = read(bytes, width)?;
    bytes.get(..end).ok_or(BundleError::Truncated { entry: width, offset: end })
}

/// The first entries and where they end.
fn read(bytes: &[u8], width: u16) -> Result<(Vec<&[u8]>, usize), BundleError> {
    if !(1..=WIDTH).contains(&width) {
        return Err(BundleError::Width { width });
    }
    let mut entries = Vec::new();
    let mut rest = bytes;
    for entry in 0..width {
        let truncated = BundleError::Truncated { entry, offset: bytes.len() - rest.len() };
        let (length, behind) = rest.split_first_chunk().ok_or(truncated)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (content, behind) = behind.split_at_checked(length).ok_or(truncated)?;
        entries.push(content);
        rest = behind;
    }
    Ok((entries, bytes.len() - rest.len()))
}
