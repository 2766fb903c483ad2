//! Growth: whatever the batches, the tiles and the root are the same; and an edge that is not the
//! tree's is refused.

use proptest::prelude::*;
use tlog::{Frontier, GrowthError, Hash, MAX_SIZE, Resource, Tile, TileId, grow, partial_tiles};

use super::definition::{Tiles, grown, head, leaf, leaves, tiles};

/// The partial tiles of a tree of this size, out of all its tiles.
fn edge(size: u64, tiles: &Tiles) -> Vec<(TileId, Vec<Hash>)> {
    let partial = partial_tiles(size).into_iter();
    partial.map(|tile| (tile.id(), tiles[&tile.id()].clone())).collect()
}

/// Appends batch after batch, storing as a database does, and checks what changes each time.
fn in_batches(leaves: &[Hash], batches: &[usize]) -> Tiles {
    let (mut frontier, mut stored, mut rest) = (Frontier::new(), Tiles::new(), leaves);
    for batch in batches.iter().chain([&leaves.len()]) {
        let (now, later) = rest.split_at(rest.len().min(*batch));
        rest = later;
        let grown = grow(frontier.clone(), &edge(frontier.size(), &stored), now).expect("it grows");
        assert_eq!(grown.head, grown.frontier.head());
        assert_eq!(grown.head, head(&leaves[..leaves.len() - rest.len()]));
        assert!(grown.tiles.is_sorted());
        for (id, hashes) in grown.tiles {
            let before = stored.insert(id, hashes.clone()).unwrap_or_default();
            assert!(hashes.len() > before.len() && hashes.starts_with(&before), "{id:?}");
        }
        frontier = grown.frontier;
    }
    stored
}

#[test]
fn the_tiles_are_those_of_the_formula() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 1000] {
        assert_eq!(grown(&leaves(size)), tiles(&leaves(size)), "{size}");
    }
}

#[test]
fn the_examples_of_the_specification() {
    let at = |level, index| TileId { level, index };
    let widths = |size| -> Vec<(TileId, usize)> {
        grown(&leaves(size)).into_iter().map(|(id, hashes)| (id, hashes.len())).collect()
    };
    assert_eq!(widths(256), [(at(0, 0), 256), (at(1, 0), 1)]);
    let mut wanted: Vec<_> = (0..273).map(|index| (at(0, index), 256)).collect();
    wanted.extend([(at(0, 273), 112), (at(1, 0), 256), (at(1, 1), 17), (at(2, 0), 1)]);
    assert_eq!(widths(70_000), wanted);
}

#[test]
fn a_tree_across_three_levels_grows_in_batches() {
    let leaves = leaves(66_000);
    let stored = in_batches(&leaves, &[65_000, 535, 1, 1, 200]);
    assert_eq!(stored, tiles(&leaves));
}

#[test]
fn nothing_is_changed_by_no_leaf() {
    let tiles = grown(&leaves(300));
    let frontier = grow(Frontier::new(), &[], &leaves(300)).expect("it grows").frontier;
    let grown = grow(frontier.clone(), &edge(300, &tiles), &[]).expect("it stays");
    assert_eq!((grown.frontier, grown.tiles), (frontier, vec![]));
}

#[test]
fn the_edge_is_every_tile_that_is_not_full() {
    let paths = |size| -> Vec<String> { partial_tiles(size).into_iter().map(Tile::path).collect() };
    assert_eq!(paths(0), [""; 0]);
    assert_eq!(paths(256), ["tile/1/000.p/1"]);
    assert_eq!(paths(70_000), ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
    assert_eq!(partial_tiles(MAX_SIZE).len(), 8);
    assert_eq!(partial_tiles(MAX_SIZE)[7].path(), "tile/7/000.p/127");
    assert_eq!(partial_tiles(MAX_SIZE + 1), []);
}

#[test]
fn an_edge_of_another_tree_is_refused() {
    let all = leaves(70_000);
    let first = grow(Frontier::new(), &[], &all).expect("it grows");
    let (frontier, tiles): (_, Tiles) = (first.frontier, first.tiles.into_iter().collect());
    let good = edge(70_000, &tiles);
    let refused = |edge: &[(TileId, Vec<Hash>)]| {
        grow(frontier.clone(), edge, &[leaf(0)]).expect_err("not the edge of this tree")
    };
    for (place, (id, hashes)) in good.iter().enumerate() {
        let tile = Tile::of_tree(*id, 70_000).expect("a tile of the tree");
        let mut bad = good.clone();
        bad.remove(place);
        assert_eq!(refused(&bad), GrowthError::Missing(tile));

        let mut bad = good.clone();
        bad.push((*id, hashes.clone()));
        assert_eq!(refused(&bad), GrowthError::Unknown(*id));

        let mut bad = good.clone();
        bad[place].1.push(leaf(0));
        assert_eq!(refused(&bad), GrowthError::Width { tile, found: hashes.len() + 1 });
        bad[place].1.truncate(hashes.len() - 1);
        assert_eq!(refused(&bad), GrowthError::Width { tile, found: hashes.len() - 1 });

        // Every hash of the edge counts.
        for at in 0..hashes.len() {
            let mut bad = good.clone();
            bad[place].1[at] = leaf(1 << 40);
            assert_eq!(refused(&bad), GrowthError::Hashes(tile));
        }
    }
    let mut bad = good.clone();
    let full = TileId { level: 0, index: 0 };
    bad.push((full, tiles[&full].clone()));
    assert_eq!(refused(&bad), GrowthError::Unknown(full));
    assert_eq!(
        grow(Frontier::new(), &good[..1], &[]).expect_err("an empty tree has no edge"),
        GrowthError::Unknown(good[0].0)
    );
}

#[test]
fn the_largest_tree_says_that_it_is_full() {
    // A tree whose hashes are all one: only its edge has to fit.
    let same = leaf(0);
    let tiles: Vec<_> = partial_tiles(MAX_SIZE)
        .into_iter()
        .map(|tile| (tile.id(), vec![same; usize::from(tile.width())]))
        .collect();
    let mut subtrees = Vec::new();
    for (_, hashes) in tiles.iter().rev() {
        let mut part = Frontier::new();
        hashes.iter().for_each(|hash| assert!(part.push(*hash, |_, _| ()).is_some()));
        subtrees.extend_from_slice(part.hashes());
    }
    let frontier = Frontier::from_hashes(MAX_SIZE, subtrees).expect("63 bits");
    assert!(grow(frontier.clone(), &tiles, &[]).is_ok());
    let full = GrowthError::Full { size: MAX_SIZE };
    assert_eq!(grow(frontier, &tiles, &[same]).expect_err("it is full"), full);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_batches_make_the_same_tiles(
        size in 0_usize..1000,
        batches in prop::collection::vec(0_usize..400, 0..12),
    ) {
        let leaves = leaves(size);
        prop_assert_eq!(in_batches(&leaves, &batches), tiles(&leaves));
    }

    #[test]
    fn a_tree_has_the_tiles_that_fit_it(size in 0_u64..200_000, level in 0_u8..64, index in 0_u64..900) {
        let id = TileId { level, index };
        let hashes = if level < 8 { size >> (8 * u32::from(level)) } else { 0 };
        let width = hashes.saturating_sub(index * 256).min(256) as u16;
        let tile = Tile::of_tree(id, size);
        prop_assert_eq!(tile.map_or(0, Tile::width), width);
        for width in 1..=256 {
            let narrower = Resource::Hashes(Tile::new(id, width).expect("a width"));
            prop_assert_eq!(narrower.fits(size), tile.is_some_and(|tile| width <= tile.width()));
            if level == 0 {
                prop_assert_eq!(Resource::Entries { index, width }.fits(size), narrower.fits(size));
            }
        }
        let none = Resource::Entries { index, width: 0 };
        prop_assert!(!none.fits(size));
    }
}
