//! A tree, its tiles, and proofs that are spoiled as the fuzzer likes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use tlog::{Frontier, Hash, Lookup, Tile, TileId, TreeHead, grow, tile};

/// The leaves of the tree: tiles of two levels, and of two widths.
pub const SIZE: u64 = 700;

/// The tiles of the tree.
pub static TILES: LazyLock<BTreeMap<TileId, Vec<Hash>>> = LazyLock::new(|| {
    let leaves: Vec<Hash> = (0..SIZE).map(leaf).collect();
    grow(Frontier::new(), &[], &leaves).expect("nothing has no edge").tiles.into_iter().collect()
});

/// The leaf at a place.
pub fn leaf(place: u64) -> Hash {
    Hash::of_leaf(&place.to_be_bytes())
}

/// The head that the tree had at this size.
pub fn head(size: u64) -> TreeHead {
    TreeHead { size, root: tlog::root(size, &*TILES).expect("every tile is there") }
}

/// The tiles that a lookup asks for, as the tree had them at its size.
pub fn served(lookup: &Lookup) -> Vec<(Tile, Vec<u8>)> {
    let serve =
        |tile: &Tile| (*tile, tile::to_bytes(&TILES[&tile.id()][..usize::from(tile.width())]));
    lookup.tiles().iter().map(serve).collect()
}

/// The proof with hashes taken out, put in, exchanged and changed: four bytes an edit.
pub fn altered(proof: &[Hash], edits: &[u8]) -> Vec<Hash> {
    let mut proof = proof.to_vec();
    for edit in edits.chunks_exact(4) {
        let at = usize::from(edit[1]) % (proof.len() + 1);
        match edit[0] % 4 {
            0 => proof.insert(at, leaf(u64::from(edit[2]))),
            1 if at < proof.len() => drop(proof.remove(at)),
            2 if at < proof.len() => {
                let other = usize::from(edit[2]) % proof.len();
                proof.swap(at, other);
            }
            3 if at < proof.len() => {
                let mut bytes = *proof[at].as_bytes();
                bytes[usize::from(edit[2] % 32)] ^= edit[3];
                proof[at] = Hash::from_bytes(bytes);
            }
            _ => (),
        }
    }
    proof
}
