//! What inclusion and consistency proofs have in common: the way from a node up to the root.

use core::fmt;

use crate::hash::Hash;
use crate::head::MAX_SIZE;

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProofError {
    /// The tree is said to have 2⁶³ leaves or more.
    Size {
        /// The size that was stated.
        size: u64,
    },
    /// The tree has no such leaf.
    Index {
        /// The index that was asked for, from 0.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The newer tree is the smaller one.
    Shrunk {
        /// The size of the older tree.
        old: u64,
        /// The size of the newer tree.
        new: u64,
    },
    /// The older tree is empty: it is consistent with every tree, and there is nothing to prove.
    EmptyOld,
    /// A proof for these trees has another number of hashes.
    Length {
        /// The number of hashes that it has.
        expected: usize,
        /// The number of hashes that came.
        found: usize,
    },
    /// Both trees have this size, and different roots.
    Fork {
        /// The size of both.
        size: u64,
    },
    /// The proof does not lead to the root of the older tree.
    OldRoot,
    /// The proof does not lead to the root of the tree; for consistency, of the newer one.
    Root,
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size { size } => write!(f, "a tree cannot have {size} leaves"),
            Self::Index { index, size } => write!(f, "a tree of {size} leaves has no leaf {index}"),
            Self::Shrunk { old, new } => write!(f, "the tree shrank from {old} to {new} leaves"),
            Self::EmptyOld => f.write_str("the older tree is empty, so nothing can be proved"),
            Self::Length { expected, found } => {
                write!(f, "the proof has {found} hashes where it needs {expected}")
            }
            Self::Fork { size } => write!(f, "two trees of {size} leaves have different roots"),
            Self::OldRoot => f.write_str("the proof does not lead to the older root"),
            Self::Root => f.write_str("the proof does not lead to the root"),
        }
    }
}

impl core::error::Error for ProofError {}

/// The way from a node to the root of a tree, as a count of the siblings that it meets.
///
/// Below, the node and the last leaf are in different halves, and the node's own bits say on which
/// side each sibling stands. Above, both have the same ancestors, and every sibling that there is
/// is a complete subtree on the left (RFC 6962 §2.1.1; the notation is transparency-dev's).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// The siblings below, on either side.
    pub(crate) inner: u32,
    /// The siblings above, all of them on the left.
    pub(crate) border: u32,
}

impl Way {
    /// The way of the node `index` among those of its height, where `last` is the index of the node
    /// of that height above the last leaf.
    pub(crate) const fn new(index: u64, last: u64) -> Self {
        let inner = u64::BITS - (index ^ last).leading_zeros();
        // A shift by 64 leaves nothing.
        let above = match index.checked_shr(inner) {
            Some(above) => above,
            None => 0,
        };
        Self { inner, border: above.count_ones() }
    }

    /// The number of siblings.
    pub(crate) const fn len(self) -> usize {
        // At most 128.
        (self.inner + self.border) as usize
    }
}

/// Climbs from a node through its inner siblings.
pub(crate) fn climb(seed: Hash, index: u64, siblings: &[Hash]) -> Hash {
    let start = (seed, index);
    let climb = siblings.iter().fold(start, |(node, index), sibling| {
        let parent = if index & 1 == 0 {
            Hash::of_node(&node, sibling)
        } else {
            Hash::of_node(sibling, &node)
        };
        (parent, index >> 1)
    });
    climb.0
}

/// Climbs from a node through siblings that all stand on its left.
pub(crate) fn climb_right(seed: Hash, siblings: &[Hash]) -> Hash {
    siblings.iter().fold(seed, |node, sibling| Hash::of_node(sibling, &node))
}

/// Refuses a size that no tree has.
pub(crate) const fn bound(size: u64) -> Result<(), ProofError> {
    if size > MAX_SIZE { Err(ProofError::Size { size }) } else { Ok(()) }
}
