//! RFC 6962 §2.1 word for word, and trees to try it on.

use std::collections::BTreeMap;

use tlog::{Frontier, Hash, TileId, TreeHead, grow};

/// The tiles of a tree.
pub(crate) type Tiles = BTreeMap<TileId, Vec<Hash>>;

/// Different leaves, as many as that.
pub(crate) fn leaves(count: usize) -> Vec<Hash> {
    (0..count as u64).map(leaf).collect()
}

/// The leaf at a place.
pub(crate) fn leaf(place: u64) -> Hash {
    Hash::of_leaf(&place.to_be_bytes())
}

/// MTH(D[n]).
pub(crate) fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY_TREE,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            Hash::of_node(&root(left), &root(right))
        }
    }
}

/// Size and root.
pub(crate) fn head(leaves: &[Hash]) -> TreeHead {
    TreeHead { size: leaves.len() as u64, root: root(leaves) }
}

/// PATH(m, D[n]).
pub(crate) fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut path, sibling) = if index < left.len() {
        (path(index, left), root(right))
    } else {
        (path(index - left.len(), right), root(left))
    };
    path.push(sibling);
    path
}

/// PROOF(m, D[n]) for 0 < m < n; without hashes for m = n.
pub(crate) fn proof(old: usize, leaves: &[Hash]) -> Vec<Hash> {
    subproof(old, leaves, true)
}

fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, sibling) = if old <= left.len() {
        (subproof(old, left, whole), root(right))
    } else {
        (subproof(old - left.len(), right, false), root(left))
    };
    proof.push(sibling);
    proof
}

/// The largest power of two that is less than the number.
fn split(count: usize) -> usize {
    1 << (count - 1).ilog2()
}

/// The tiles of a tree by the formula of tlog-tiles, empty ones left out.
pub(crate) fn tiles(leaves: &[Hash]) -> Tiles {
    let mut tiles = Tiles::new();
    let mut hashes = leaves.to_vec();
    for level in 0.. {
        for (index, tile) in hashes.chunks(256).enumerate() {
            tiles.insert(TileId { level, index: index as u64 }, tile.to_vec());
        }
        hashes = hashes.chunks_exact(256).map(root).collect();
        if hashes.is_empty() {
            break;
        }
    }
    tiles
}

/// The tiles of a tree as they grow in one batch.
pub(crate) fn grown(leaves: &[Hash]) -> Tiles {
    grow(Frontier::new(), &[], leaves)
        .expect("an empty tree has no edge")
        .tiles
        .into_iter()
        .collect()
}
