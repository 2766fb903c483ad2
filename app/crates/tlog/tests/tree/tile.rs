//! Tiles, their bytes and their paths.

use proptest::prelude::*;
use tlog::tile::{MAX_LEVEL, WIDTH, hashes, to_bytes};
use tlog::{MAX_SIZE, PathError, Resource, Tile, TileError, TileId, parse_path};

use super::definition::leaves;

#[test]
fn the_paths_of_the_specification() {
    let path = |level, index, width| {
        Tile::new(TileId { level, index }, width).expect("a tile that can be named").path()
    };
    assert_eq!(path(0, 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(path(1, 0, 1), "tile/1/000.p/1");
    assert_eq!(path(63, 999, 255), "tile/63/999.p/255");
    assert_eq!(path(7, 1000, 256), "tile/7/x001/000");
    assert_eq!(path(0, MAX_SIZE, 256), "tile/0/x009/x223/x372/x036/x854/x775/807");
    let entries = Resource::Entries { index: 273, width: 112 };
    assert_eq!(entries.path(), "tile/entries/273.p/112");
    assert_eq!(parse_path("tile/entries/273.p/112"), Some(entries));
    assert_eq!(parse_path("tile/entries/273.p/"), None);
}

#[test]
fn a_tile_that_no_path_names_is_none() {
    let at = |level, index| TileId { level, index };
    assert!(Tile::new(at(MAX_LEVEL, MAX_SIZE), WIDTH).is_some());
    assert!(Tile::new(at(MAX_LEVEL + 1, 0), 1).is_none());
    assert!(Tile::new(at(0, MAX_SIZE + 1), 1).is_none());
    assert!(Tile::new(at(0, 0), 0).is_none());
    assert!(Tile::new(at(0, 0), WIDTH + 1).is_none());
    assert!(Tile::of_tree(at(0, 0), MAX_SIZE + 1).is_none());
    assert!(Tile::of_tree(at(0, u64::MAX), MAX_SIZE).is_none());
    assert!(Tile::of_tree(at(8, 0), MAX_SIZE).is_none());
    assert!(Tile::of_tree(at(u8::MAX, 0), MAX_SIZE).is_none());
}

#[test]
fn the_full_tile_stands_at_the_same_place() {
    let tile = Tile::of_tree(TileId { level: 0, index: 1 }, 300).expect("44 hashes");
    assert_eq!((tile.width(), tile.is_full()), (44, false));
    assert_eq!(tile.full().path(), "tile/0/001");
    assert!(tile.full().is_full());
}

#[test]
fn a_tile_has_32_bytes_for_each_hash() {
    let wanted = leaves(256);
    for width in [1, 2, 255, 256] {
        let bytes = to_bytes(&wanted[..usize::from(width)]);
        assert_eq!(hashes(&bytes, width).as_deref(), Ok(&wanted[..usize::from(width)]));
        let (expected, found) = (bytes.len(), bytes.len() - 1);
        let short = TileError::Length { expected, found };
        assert_eq!(hashes(&bytes[..found], width), Err(short));
        let long = TileError::Length { expected, found: expected + 1 };
        assert_eq!(hashes(&[bytes, vec![0]].concat(), width), Err(long));
    }
    for width in [0, 257, u16::MAX] {
        let bytes = vec![0; usize::from(width) * 32];
        assert_eq!(hashes(&bytes, width), Err(TileError::Width { width }));
    }
}

/// One change of one character makes another path or none, never a second spelling.
#[test]
fn no_path_has_a_second_spelling() {
    let paths = ["tile/0/x001/x234/067", "tile/10/000.p/10", "tile/entries/x100/000.p/1"];
    let characters = "0123456789x/.p+- ".chars();
    for path in paths {
        for place in 0..=path.len() {
            for character in characters.clone() {
                let (before, after) = path.split_at(place);
                let mut tries = vec![format!("{before}{character}{after}")];
                if let Some(rest) = after.get(1..) {
                    tries.push(format!("{before}{rest}"));
                    tries.push(format!("{before}{character}{rest}"));
                }
                for text in tries {
                    if let Ok(resource) = Resource::parse(&text) {
                        assert_eq!(resource.path(), text);
                    }
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn every_path_is_read_back(level in 0..=MAX_LEVEL, index in 0..=MAX_SIZE, width in 1..=WIDTH) {
        for index in [index, index % 1000, index % 1_000_000] {
            let tile = Tile::new(TileId { level, index }, width).expect("a tile that can be named");
            prop_assert_eq!(Resource::parse(&tile.path()), Ok(Resource::Hashes(tile)));
            let entries = Resource::Entries { index, width };
            prop_assert_eq!(Resource::parse(&entries.path()), Ok(entries));
        }
    }

    #[test]
    fn what_is_read_is_written_again(text in "tile/([0-9]{1,3}|entries)/(x[0-9]{3}/){0,7}[0-9]{3}(\\.p/[0-9]{1,3})?") {
        match Resource::parse(&text) {
            Ok(resource) => prop_assert_eq!(resource.path(), text),
            Err(error) => prop_assert!(matches!(
                error,
                PathError::Level | PathError::LeadingZeroes | PathError::TooLarge | PathError::Width
            )),
        }
    }
}
