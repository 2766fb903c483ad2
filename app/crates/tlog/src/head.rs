//! A tree head: what a checkpoint signs.

use crate::hash::Hash;

/// The most leaves that a tree has: 2⁶³ − 1. Sizes fit into signed numbers of 64 bits everywhere.
pub const MAX_SIZE: u64 = u64::MAX >> 1;

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
