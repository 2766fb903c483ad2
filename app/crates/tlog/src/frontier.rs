//! The right edge of a tree, from which it grows.

use alloc::vec::Vec;

use crate::hash::Hash;
use crate::head::{MAX_SIZE, TreeHead};

/// The roots of the complete subtrees that a tree is made of: all that is needed to append to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One for each bit of the size that is set, the largest subtree first.
    hashes: Vec<Hash>,
}

impl Frontier {
    /// That of the tree without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { size: 0, hashes: Vec::new() }
    }

    /// The frontier of a tree of this size; `None` when a tree of this size has another number of
    /// subtrees, or when no tree has it.
    #[must_use]
    pub fn from_hashes(size: u64, hashes: Vec<Hash>) -> Option<Self> {
        let count = usize::try_from(size.count_ones()).ok()?;
        (size <= MAX_SIZE && hashes.len() == count).then_some(Self { size, hashes })
    }

    /// The number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, the largest first.
    #[must_use]
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Appends a leaf and answers its place, counted from 0; `None`, and nothing is changed, when a
    /// tree cannot be larger.
    ///
    /// Tells `completed` every subtree that the leaf completes, from the leaf itself at height 0
    /// upwards. Everything from height 1 on costs one hash of a node, and nothing else does.
    pub fn push(&mut self, leaf: Hash, mut completed: impl FnMut(u8, Hash)) -> Option<u64> {
        let place = self.size;
        if place >= MAX_SIZE {
            return None;
        }
        let mut node = leaf;
        let mut height = 0;
        completed(height, node);
        while place.checked_shr(u32::from(height)).is_some_and(|nodes| nodes & 1 == 1) {
            // The size has this bit, so the frontier has a subtree of this height.
            let Some(left) = self.hashes.pop() else { break };
            node = Hash::of_node(&left, &node);
            height += 1;
            completed(height, node);
        }
        self.hashes.push(node);
        self.size = place + 1;
        Some(place)
    }

    /// The root hash.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut smallest_first = self.hashes.iter().rev();
        let Some(last) = smallest_first.next() else { return Hash::EMPTY_TREE };
        smallest_first.fold(*last, |right, left| Hash::of_node(left, &right))
    }

    /// Size and root.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }
}
