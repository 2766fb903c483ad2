//! Looking up: the same tiles for every place of a group, and no answer from tiles that are not
//! the tree's.

use tlog::tile::to_bytes;
use tlog::{Hash, Lookup, LookupError, MAX_SIZE, Tile, TileError, TileId, TreeHead};

use super::definition::{Tiles, grown, head, leaf, leaves};

/// The tiles that a lookup asks for, as a log serves them.
fn served(lookup: &Lookup, tiles: &Tiles) -> Vec<(Tile, Vec<u8>)> {
    let serve = |tile: &Tile| {
        let hashes = &tiles[&tile.id()][..usize::from(tile.width())];
        (*tile, to_bytes(hashes))
    };
    lookup.tiles().iter().map(serve).collect()
}

fn ask(index: u64, head: TreeHead) -> Lookup {
    Lookup::new(index, head).expect("a place of the tree")
}

/// Sizes at which something begins or ends.
const SIZES: [usize; 11] = [1, 2, 255, 256, 257, 1000, 2048, 2049, 5000, 65_536, 70_000];

#[test]
fn every_leaf_is_found_where_it_stands() {
    for size in SIZES {
        let leaves = leaves(size);
        let (head, tiles) = (head(&leaves), grown(&leaves));
        for place in places(head.size) {
            let lookup = ask(place, head);
            let came = served(&lookup, &tiles);
            assert_eq!(lookup.find(&leaf(place), &came), Ok(true), "{place} of {size}");
            assert_eq!(lookup.find(&leaf(place + 1), &came), Ok(false), "{place} of {size}");
        }
        assert_eq!(Lookup::new(head.size, head), None);
    }
    assert_eq!(Lookup::new(0, TreeHead::EMPTY), None);
    assert_eq!(Lookup::new(0, TreeHead { size: MAX_SIZE + 1, root: leaf(0) }), None);
}

/// The first, the last and every 97th place.
fn places(size: u64) -> impl Iterator<Item = u64> {
    (0..size).step_by(97).chain([size - 1])
}

#[test]
fn every_place_of_a_group_asks_for_the_same() {
    for size in SIZES {
        let head = TreeHead { size: size as u64, root: leaf(0) };
        for place in 0..head.size {
            let first = place / 2048 * 2048;
            assert_eq!(ask(place, head).tiles(), ask(first, head).tiles(), "{place} of {size}");
        }
    }
}

#[test]
fn a_small_tree_is_asked_for_whole() {
    for size in [1, 256, 257, 2047, 2048] {
        let tiles = grown(&leaves(size));
        let lookup = ask(0, TreeHead { size: size as u64, root: leaf(0) });
        let ids: Vec<TileId> = lookup.tiles().iter().map(|tile| tile.id()).collect();
        assert!(ids.iter().eq(tiles.keys()), "{size}");
    }
}

#[test]
fn a_group_its_ancestors_and_the_edge() {
    let paths = |index, size| -> Vec<String> {
        let lookup = ask(index, TreeHead { size, root: leaf(0) });
        lookup.tiles().iter().map(|tile| tile.path()).collect()
    };
    let wanted = [
        "tile/0/008",
        "tile/0/009",
        "tile/0/010",
        "tile/0/011",
        "tile/0/012",
        "tile/0/013",
        "tile/0/014",
        "tile/0/015",
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ];
    assert_eq!(paths(2048, 70_000), wanted);
    assert_eq!(paths(4095, 70_000), wanted);
    let wanted = ["tile/0/272", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"];
    assert_eq!(paths(69_999, 70_000), wanted);
    // The group has begun, and nothing above it has.
    assert_eq!(paths(65_536, 65_540), ["tile/0/256.p/4", "tile/2/000.p/1"]);
}

#[test]
fn a_tile_that_was_changed_says_nothing() {
    for size in SIZES {
        let leaves = leaves(size);
        let (head, tiles) = (head(&leaves), grown(&leaves));
        for place in [0, head.size / 2, head.size - 1] {
            let lookup = ask(place, head);
            let came = served(&lookup, &tiles);
            for at in 0..came.len() {
                // The first hash, the last, and the one that is looked at.
                let last = came[at].1.len() - 1;
                for byte in [0, last / 2, last, (place % 256 * 32) as usize] {
                    let mut bad = came.clone();
                    let Some(byte) = bad[at].1.get_mut(byte) else { continue };
                    *byte ^= 0x10;
                    let found = lookup.find(&leaf(place), &bad);
                    let said = matches!(
                        found,
                        Err(LookupError::Hashes(_) | LookupError::Root { found: Some(_) })
                    );
                    assert!(said, "{place} of {size}: {found:?}");
                }
            }
        }
    }
}

#[test]
fn each_hash_of_each_tile_counts() {
    let leaves = leaves(3000);
    let (head, tiles) = (head(&leaves), grown(&leaves));
    let lookup = ask(2100, head);
    let came = served(&lookup, &tiles);
    for (at, (tile, _)) in came.iter().enumerate() {
        for hash in 0..usize::from(tile.width()) {
            let mut bad = came.clone();
            bad[at].1[hash * 32] ^= 1;
            assert!(lookup.find(&leaf(2100), &bad).is_err(), "{} at {hash}", tile.path());
        }
    }
}

#[test]
fn tiles_of_another_tree_say_nothing() {
    let leaves = leaves(3000);
    let tiles = grown(&leaves);
    let right = head(&leaves);
    let came = served(&ask(5, right), &tiles);
    let other = TreeHead { root: leaf(9), ..right };
    let wrong = LookupError::Root { found: Some(right.root) };
    assert_eq!(ask(5, other).find(&leaf(5), &came), Err(wrong));
    // Tiles of a forked log whose leaf at the place is another one.
    let mut forked = leaves.clone();
    forked[5] = leaf(1 << 40);
    let came = served(&ask(5, right), &grown(&forked));
    assert!(ask(5, right).find(&leaf(5), &came).is_err());
    assert!(ask(5, right).find(&leaf(1 << 40), &came).is_err());
}

#[test]
fn exactly_what_was_asked_for_must_come() {
    let leaves = leaves(3000);
    let (head, tiles) = (head(&leaves), grown(&leaves));
    let lookup = ask(2100, head);
    let came = served(&lookup, &tiles);
    let find = |tiles: &[(Tile, Vec<u8>)]| lookup.find(&leaf(2100), tiles);
    for at in 0..came.len() {
        let tile = came[at].0;
        let mut less = came.clone();
        less.remove(at);
        assert_eq!(find(&less), Err(LookupError::Missing(tile)));
        let mut twice = came.clone();
        twice.push(came[at].clone());
        assert_eq!(find(&twice), Err(LookupError::Unasked(tile)));
        let mut short = came.clone();
        let expected = short[at].1.len();
        short[at].1.pop();
        let error = TileError::Length { expected, found: expected - 1 };
        assert_eq!(find(&short), Err(LookupError::Bytes { tile, error }));
        let mut narrow = came.clone();
        let narrower = Tile::new(tile.id(), tile.width() - 1).expect("more than one hash");
        narrow[at] = (narrower, came[at].1[..expected - 32].to_vec());
        assert_eq!(find(&narrow), Err(LookupError::Missing(tile)));
    }
    let other = Tile::of_tree(TileId { level: 0, index: 1 }, 3000).expect("a tile of the tree");
    let mut more = came.clone();
    more.push((other, to_bytes(&tiles[&other.id()])));
    assert_eq!(find(&more), Err(LookupError::Unasked(other)));
    assert_eq!(find(&[]), Err(LookupError::Missing(lookup.tiles()[0])));
    let mut reversed = came;
    reversed.reverse();
    assert_eq!(find(&reversed), Ok(true), "in any order");
}

/// A log may delete a partial tile when the full one is there.
#[test]
fn a_wider_tile_does_as_well() {
    let later = leaves(5000);
    let wide = grown(&later);
    let head = head(&later[..3000]);
    let lookup = ask(2999, head);
    let widen = |tile: &Tile| -> (Tile, Vec<u8>) {
        let hashes: &Vec<Hash> = &wide[&tile.id()];
        let wider = Tile::new(tile.id(), hashes.len() as u16).expect("a width");
        (wider, to_bytes(hashes))
    };
    let came: Vec<_> = lookup.tiles().iter().map(widen).collect();
    assert!(came.iter().zip(lookup.tiles()).any(|((came, _), asked)| came.width() > asked.width()));
    assert_eq!(lookup.find(&leaf(2999), &came), Ok(true));
    assert_eq!(lookup.find(&leaf(3000), &came), Ok(false));
}
