//! A tree head: what a checkpoint signs.

use crate::hash::Hash;

/// The tree at a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// The number of leaves.
    pub size: u64,
    /// The root hash.
    pub root: Hash,
}

impl TreeHead {
    /// The tree without leaves.
    pub const EMPTY: Self = Self { size: 0, root: Hash::EMPTY_TREE };
}
