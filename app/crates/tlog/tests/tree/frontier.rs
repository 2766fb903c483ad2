//! The frontier: its root, and what appending costs.

use proptest::prelude::*;
use tlog::{Frontier, Hash, MAX_SIZE, TreeHead};

use super::definition::{head, leaf, leaves, root};

#[test]
fn the_root_of_every_size_is_that_of_the_definition() {
    let leaves = leaves(600);
    let mut frontier = Frontier::new();
    assert_eq!(frontier.head(), TreeHead::EMPTY);
    for (place, leaf) in leaves.iter().enumerate() {
        assert_eq!(frontier.push(*leaf, |_, _| ()), Some(place as u64));
        assert_eq!(frontier.head(), head(&leaves[..=place]));
    }
}

#[test]
fn what_is_completed_is_a_complete_subtree() {
    let leaves = leaves(300);
    let mut frontier = Frontier::new();
    for (place, leaf) in leaves.iter().enumerate() {
        let mut next = 0;
        frontier.push(*leaf, |height, hash| {
            assert_eq!(height, next, "from the leaf upwards");
            next += 1;
            let count = 1 << height;
            assert_eq!((place + 1) % count, 0);
            assert_eq!(hash, root(&leaves[place + 1 - count..=place]));
        });
        assert_eq!(u32::from(next), (place + 1).trailing_zeros() + 1);
    }
}

#[test]
fn a_frontier_has_a_hash_for_each_bit_of_its_size() {
    let hash = leaf(0);
    assert_eq!(Frontier::from_hashes(0, vec![]), Some(Frontier::new()));
    assert!(Frontier::from_hashes(0, vec![hash]).is_none());
    assert!(Frontier::from_hashes(5, vec![hash; 2]).is_some());
    assert!(Frontier::from_hashes(5, vec![hash]).is_none());
    assert!(Frontier::from_hashes(5, vec![hash; 3]).is_none());
    assert!(Frontier::from_hashes(MAX_SIZE + 1, vec![hash]).is_none());
    assert!(Frontier::from_hashes(u64::MAX, vec![hash; 64]).is_none());
}

#[test]
fn the_largest_tree_does_not_grow() {
    let mut frontier = Frontier::from_hashes(MAX_SIZE, vec![leaf(0); 63]).expect("63 bits");
    let before = frontier.clone();
    assert_eq!(frontier.push(leaf(1), |_, _| panic!("nothing is completed")), None);
    assert_eq!(frontier, before);
}

#[test]
fn a_tree_of_quintillions_grows_to_its_end() {
    let size = MAX_SIZE - 1;
    let mut frontier = Frontier::from_hashes(size, vec![leaf(0); 62]).expect("62 bits");
    assert_eq!(frontier.push(leaf(1), |_, _| ()), Some(size));
    assert_eq!(frontier.size(), MAX_SIZE);
}

proptest! {
    /// Appending a batch costs one hash of a node for each leaf, and no more than the levels of the
    /// tree besides; the root costs no more than those again.
    #[test]
    fn a_batch_costs_as_many_hashes_as_it_has_leaves(size in 0_u64..1 << 40, batch in 0_u64..700) {
        let hashes = vec![Hash::EMPTY_TREE; size.count_ones() as usize];
        let mut frontier = Frontier::from_hashes(size, hashes).expect("a hash for each bit");
        let mut nodes = 0;
        for place in 0..batch {
            frontier.push(leaf(place), |height, _| nodes += u64::from(height > 0));
        }
        let levels = u64::from(64 - size.leading_zeros());
        prop_assert!(nodes <= batch + levels, "{} for {} in {}", nodes, batch, size);
        prop_assert!(frontier.hashes().len() as u64 <= levels + 1);
    }
}
