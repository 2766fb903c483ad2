//! The definitions of RFC 6962 §2.1, word for word: slow, and nothing of the crate's in them but
//! the two hashes.

use tlog::{Hash, TreeHead};

/// The leaf hashes of a tree that everybody can make.
pub(super) fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(leaf).collect()
}

/// One of them.
pub(super) fn leaf(index: u64) -> Hash {
    Hash::of_leaf(format!("entry {index}").as_bytes())
}

/// The tree of so many of them.
pub(super) fn head(size: u64) -> TreeHead {
    TreeHead { size, root: root(&leaves(size)) }
}

/// `MTH`.
pub(super) fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY_TREE,
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(half(leaves.len()));
            Hash::of_node(&root(left), &root(right))
        }
    }
}

/// `PATH`: the inclusion proof of a leaf.
pub(super) fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let half = half(leaves.len());
    let (left, right) = leaves.split_at(half);
    let (mut path, other) = if index < half {
        (path(index, left), root(right))
    } else {
        (path(index - half, right), root(left))
    };
    path.push(other);
    path
}

/// `PROOF`: the consistency proof from an older tree.
pub(super) fn proof(old: usize, leaves: &[Hash]) -> Vec<Hash> {
    subproof(old, leaves, true)
}

fn subproof(old: usize, leaves: &[Hash], is_whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if is_whole { Vec::new() } else { vec![root(leaves)] };
    }
    let half = half(leaves.len());
    let (left, right) = leaves.split_at(half);
    let (mut proof, other) = if old <= half {
        (subproof(old, left, is_whole), root(right))
    } else {
        (subproof(old - half, right, false), root(left))
    };
    proof.push(other);
    proof
}

/// The largest power of two below a number.
fn half(size: usize) -> usize {
    size.next_power_of_two() / 2
}
