//! Proofs: those from tiles are those of the definition, they verify, and nothing else does.

use proptest::prelude::*;
use tlog::{
    Hash, MAX_SIZE, ProofError, ReadError, Tile, TreeHead, consistency_tiles, inclusion_tiles,
    prove_consistency, prove_inclusion, root_tiles, verify_consistency, verify_inclusion,
};

use super::definition::{Tiles, grown, head, leaf, leaves, path, proof};

/// The hash with one bit changed.
fn altered(hash: &Hash) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[17] ^= 4;
    Hash::from_bytes(bytes)
}

/// Every proof that differs from this one in one hash, with the place of the hash.
fn alterations(proof: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
    (0..proof.len()).map(|place| {
        let mut proof = proof.to_vec();
        proof[place] = altered(&proof[place]);
        proof
    })
}

/// Every proof that has a hash more or less.
fn lengths(proof: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
    let longer = (0..=proof.len()).map(|place| {
        let mut proof = proof.to_vec();
        proof.insert(place, leaf(0));
        proof
    });
    let shorter = (0..proof.len()).map(|place| {
        let mut proof = proof.to_vec();
        proof.remove(place);
        proof
    });
    longer.chain(shorter)
}

fn included(index: usize, leaves: &[Hash], tiles: &Tiles) {
    let (head, place) = (head(leaves), index as u64);
    let right = path(index, leaves);
    assert_eq!(prove_inclusion(place, head.size, tiles), Ok(right.clone()));
    assert_eq!(verify_inclusion(&leaves[index], place, &head, &right), Ok(()));

    let refused = |leaf: &Hash, place, head: &TreeHead, proof: &[Hash]| {
        verify_inclusion(leaf, place, head, proof).expect_err("no proof")
    };
    let other = TreeHead { root: altered(&head.root), ..head };
    assert_eq!(refused(&leaves[index], place, &other, &right), ProofError::Root);
    assert_eq!(refused(&altered(&leaves[index]), place, &head, &right), ProofError::Root);
    for wrong in alterations(&right) {
        assert_eq!(refused(&leaves[index], place, &head, &wrong), ProofError::Root);
    }
    for wrong in lengths(&right) {
        let error = ProofError::Length { expected: right.len(), found: wrong.len() };
        assert_eq!(refused(&leaves[index], place, &head, &wrong), error);
    }
    for other in (0..head.size).filter(|other| *other != place) {
        refused(&leaves[index], other, &head, &right);
    }
    let outside = ProofError::Index { index: head.size, size: head.size };
    assert_eq!(refused(&leaves[index], head.size, &head, &right), outside);
}

fn consistent(old: usize, leaves: &[Hash], tiles: &Tiles) {
    let (older, newer) = (head(&leaves[..old]), head(leaves));
    let right = proof(old, leaves);
    assert_eq!(prove_consistency(older.size, newer.size, tiles), Ok(right.clone()));
    assert_eq!(verify_consistency(&older, &newer, &right), Ok(()));

    let refused = |older: &TreeHead, newer: &TreeHead, proof: &[Hash]| {
        verify_consistency(older, newer, proof).expect_err("no proof")
    };
    for wrong in lengths(&right) {
        let error = ProofError::Length { expected: right.len(), found: wrong.len() };
        assert_eq!(refused(&older, &newer, &wrong), error);
    }
    let other = TreeHead { root: altered(&newer.root), ..newer };
    if older == newer {
        assert_eq!(refused(&older, &other, &right), ProofError::Fork { size: older.size });
        return;
    }
    assert_eq!(refused(&older, &other, &right), ProofError::Root);
    let other = TreeHead { root: altered(&older.root), ..older };
    // Where the older tree is a subtree, its root is what the proof starts from.
    let error = if old.is_power_of_two() { ProofError::Root } else { ProofError::OldRoot };
    assert_eq!(refused(&other, &newer, &right), error);
    for wrong in alterations(&right) {
        let found = refused(&older, &newer, &wrong);
        assert!(matches!(found, ProofError::OldRoot | ProofError::Root), "{found:?}");
    }
    let shrunk = ProofError::Shrunk { old: newer.size, new: older.size };
    assert_eq!(refused(&newer, &older, &right), shrunk);
}

#[test]
fn every_proof_of_every_tree_of_up_to_70_leaves() {
    let leaves = leaves(70);
    for size in 1..=leaves.len() {
        let leaves = &leaves[..size];
        let tiles = grown(leaves);
        for place in 0..size {
            included(place, leaves, &tiles);
            consistent(place + 1, leaves, &tiles);
        }
    }
}

#[test]
fn what_no_tree_has_is_refused() {
    let hash = leaf(0);
    let at = |size| TreeHead { size, root: hash };
    let index = |index, size| Err(ProofError::Index { index, size });
    assert_eq!(verify_inclusion(&hash, 0, &TreeHead::EMPTY, &[]), index(0, 0));
    assert_eq!(verify_inclusion(&hash, u64::MAX, &at(1), &[]), index(u64::MAX, 1));
    let size = Err(ProofError::Size { size: MAX_SIZE + 1 });
    assert_eq!(verify_inclusion(&hash, 0, &at(MAX_SIZE + 1), &[]), size);
    assert_eq!(verify_consistency(&at(1), &at(MAX_SIZE + 1), &[]), size);
    assert_eq!(verify_consistency(&TreeHead::EMPTY, &at(1), &[]), Err(ProofError::EmptyOld));
    assert_eq!(
        verify_consistency(&TreeHead::EMPTY, &TreeHead::EMPTY, &[]),
        Err(ProofError::EmptyOld)
    );

    let none = Tiles::new();
    assert_eq!(prove_inclusion(3, 3, &none), Err(ReadError::Index { index: 3, size: 3 }));
    assert_eq!(
        prove_inclusion(0, MAX_SIZE + 1, &none),
        Err(ReadError::Index { index: 0, size: MAX_SIZE + 1 })
    );
    for (old, new) in [(0, 0), (0, 1), (2, 1), (1, MAX_SIZE + 1)] {
        assert_eq!(prove_consistency(old, new, &none), Err(ReadError::Sizes { old, new }));
        assert_eq!(consistency_tiles(old, new), []);
    }
    assert_eq!(prove_consistency(7, 7, &none), Ok(vec![]));
    assert_eq!(inclusion_tiles(3, 3), []);
    assert_eq!(tlog::root(0, &none), Ok(Hash::EMPTY_TREE));
    assert_eq!(tlog::root(u64::MAX, &none), Err(ReadError::Size { size: u64::MAX }));
}

/// The length of a proof is bounded by the size, however large the numbers are.
#[test]
fn the_longest_proofs_are_asked_for_as_they_are() {
    let head = TreeHead { size: MAX_SIZE, root: leaf(0) };
    let length = |index| match verify_inclusion(&leaf(0), index, &head, &[]) {
        Err(ProofError::Length { expected, found: 0 }) => expected,
        other => panic!("{other:?}"),
    };
    assert_eq!(length(0), 63);
    assert_eq!(length(MAX_SIZE - 1), 62);
    assert_eq!(inclusion_tiles(0, MAX_SIZE).len(), 15);
    let old = TreeHead { size: MAX_SIZE - 1, root: leaf(0) };
    let wrong = ProofError::Length { expected: 63, found: 0 };
    assert_eq!(verify_consistency(&old, &head, &[]), Err(wrong));
}

/// The tiles that are named are enough, and each of them is needed.
fn enough_and_needed(
    wanted: &[Tile],
    tiles: &Tiles,
    prove: impl Fn(&Tiles) -> Result<Vec<Hash>, ReadError>,
) {
    assert!(wanted.is_sorted());
    let only: Tiles = wanted.iter().map(|tile| (tile.id(), tiles[&tile.id()].clone())).collect();
    assert_eq!(prove(&only), prove(tiles));
    assert!(prove(tiles).is_ok());
    for tile in wanted {
        let mut less = only.clone();
        less.remove(&tile.id());
        assert_eq!(prove(&less), Err(ReadError::Missing(*tile)));
        less.insert(tile.id(), vec![]);
        assert_eq!(prove(&less), Err(ReadError::Missing(*tile)));
    }
}

#[test]
fn a_tree_of_three_levels() {
    let all = leaves(70_000);
    let tiles = grown(&all);
    let newest = head(&all);
    for place in [0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] {
        included_from(place, &all, &tiles, newest);
    }
    for old in [1, 255, 256, 257, 65_535, 65_536, 65_537, 69_888, 69_999, 70_000] {
        let older = head(&all[..old]);
        let proof = prove_consistency(older.size, 70_000, &tiles).expect("all tiles are there");
        assert_eq!(verify_consistency(&older, &newest, &proof), Ok(()), "{old}");
        enough_and_needed(&consistency_tiles(older.size, 70_000), &tiles, |tiles| {
            prove_consistency(older.size, 70_000, tiles)
        });
        // A tile that has grown since serves the smaller tree too.
        assert_eq!(tlog::root(older.size, &tiles), Ok(older.root));
    }
    enough_and_needed(&root_tiles(70_000), &tiles, |tiles| {
        tlog::root(70_000, tiles).map(|root| vec![root])
    });
}

fn included_from(place: u64, all: &[Hash], tiles: &Tiles, newest: TreeHead) {
    let proof = prove_inclusion(place, newest.size, tiles).expect("all tiles are there");
    assert_eq!(verify_inclusion(&all[place as usize], place, &newest, &proof), Ok(()), "{place}");
    enough_and_needed(&inclusion_tiles(place, newest.size), tiles, |tiles| {
        prove_inclusion(place, newest.size, tiles)
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn proofs_of_trees_of_up_to_1000_leaves(
        size in 1_usize..=1000,
        places in prop::collection::vec(any::<prop::sample::Index>(), 3),
    ) {
        let leaves = leaves(size);
        let tiles = grown(&leaves);
        for place in places {
            let place = place.index(size);
            included(place, &leaves, &tiles);
            consistent(place + 1, &leaves, &tiles);
            let (index, size) = (place as u64, size as u64);
            enough_and_needed(&inclusion_tiles(index, size), &tiles, |tiles| {
                prove_inclusion(index, size, tiles)
            });
            enough_and_needed(&consistency_tiles(index + 1, size), &tiles, |tiles| {
                prove_consistency(index + 1, size, tiles)
            });
        }
    }

    /// Tiles of later trees prove things about earlier ones.
    #[test]
    fn later_tiles_serve_earlier_trees(size in 1_usize..=800, later in 0_usize..400) {
        let leaves = leaves(size + later);
        let tiles = grown(&leaves);
        let head = head(&leaves[..size]);
        prop_assert_eq!(tlog::root(head.size, &tiles), Ok(head.root));
        let proof = prove_inclusion(head.size / 2, head.size, &tiles).expect("all are there");
        prop_assert_eq!(proof, path(size / 2, &leaves[..size]));
    }

    /// Whatever numbers and hashes come, there is an answer, and it is no.
    #[test]
    fn proofs_made_up_prove_nothing(
        numbers in any::<[u64; 2]>(),
        count in 0_usize..140,
    ) {
        let proof = vec![leaf(3); count];
        let [old, new] = numbers.map(|size| TreeHead { size, root: leaf(size) });
        prop_assert!(verify_inclusion(&leaf(1), old.size, &new, &proof).is_err());
        prop_assert!(old == new || verify_consistency(&old, &new, &proof).is_err());
        prop_assert!(inclusion_tiles(old.size, new.size).len() <= 16);
        prop_assert!(consistency_tiles(old.size, new.size).len() <= 16);
    }
}
