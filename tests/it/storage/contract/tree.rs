//! Trees for the log, made by the log's own arithmetic.

use std::collections::BTreeMap;

use database::Log;
use storage::log::{
    Growth, Log as _, LogIdentity, LogStore as _, Stored, StoredBundle, StoredTile,
};
use tlog::{Frontier, Hash, TileId, TreeHead, bundle, grow, partial_tiles};

/// Entries in a full bundle.
const BUNDLE: u64 = 256;

/// Makes the log of a test.
pub(super) async fn create(log: &Log) {
    let identity = LogIdentity { origin: "gavah.example/log".into(), vkey: "vkey".into() };
    log.create(&identity).await.expect("a new log");
}

/// What these entries change in the log as it is now.
pub(super) async fn growth(log: &Log, entries: &[Vec<u8>]) -> Growth {
    let stored = log.stored().await.expect("the tree can be read").expect("there is a log");
    growth_of(log, stored, entries).await.expect("nobody else writes")
}

/// What these entries change in a tree; `None` when the log has moved on meanwhile.
pub(super) async fn growth_of(log: &Log, stored: Stored, entries: &[Vec<u8>]) -> Option<Growth> {
    let Stored { head: old, frontier } = stored;
    let frontier = Frontier::from_hashes(old.size, frontier).expect("a frontier of this size");
    assert_eq!(frontier.root(), old.root);
    let mut edge = Vec::new();
    for tile in partial_tiles(old.size) {
        let bytes = log.tile(tile.id()).await.expect("a tile can be read").expect("there is one");
        let hashes = bytes.chunks(32).map(|hash| Hash::from_bytes(hash.try_into().unwrap()));
        // Another writer may have widened it; what a tree has stays what it is.
        edge.push((tile.id(), hashes.take(usize::from(tile.width())).collect::<Vec<_>>()));
    }
    let leaves: Vec<Hash> = entries.iter().map(|entry| Hash::of_leaf(entry)).collect();
    let grown = grow(frontier, &edge, &leaves).expect("the tree grows");
    let tiles: Vec<StoredTile> =
        grown.tiles.into_iter().map(|(id, hashes)| StoredTile { id, hashes }).collect();
    let bundles = bundles(log, old.size, entries).await?;
    let new = Stored { head: grown.head, frontier: grown.frontier.hashes().to_vec() };
    Some(Growth { old, new, tiles, bundles, leaves })
}

/// The bundles that are new or longer.
async fn bundles(log: &Log, size: u64, entries: &[Vec<u8>]) -> Option<Vec<StoredBundle>> {
    let mut content: BTreeMap<u64, Vec<Vec<u8>>> = BTreeMap::new();
    let width = u16::try_from(size % BUNDLE).unwrap();
    if width > 0 {
        let bytes = log.bundle(size / BUNDLE).await.expect("a bundle can be read")?;
        let bytes = bundle::prefix(&bytes, width).expect("as many entries as the tree has");
        let old = bundle::parse(bytes, width).expect("a bundle");
        content.insert(size / BUNDLE, old.into_iter().map(<[u8]>::to_vec).collect());
    }
    for (place, entry) in (size..).zip(entries) {
        content.entry(place / BUNDLE).or_default().push(entry.clone());
    }
    let encode = |entries: Vec<Vec<u8>>| bundle::encode(entries.iter().map(Vec::as_slice)).unwrap();
    Some(
        content
            .into_iter()
            .map(|(index, entries)| StoredBundle { index, bytes: encode(entries) })
            .collect(),
    )
}

/// Entries that no other call with another name has.
pub(super) fn entries(name: &str, count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|number| format!("{name} {number}").into_bytes()).collect()
}

/// Reads the whole log back and holds it against itself: every entry of every bundle hashes to the
/// leaf in its tile and has its place, every upper tile follows from the tiles below, and the
/// stored head follows from all. Answers with the entries.
pub(super) async fn check(log: &Log) -> Vec<Vec<u8>> {
    let stored = log.stored().await.unwrap().unwrap();
    let mut found = Vec::new();
    for index in 0..stored.head.size.div_ceil(BUNDLE) {
        let width = u16::try_from((stored.head.size - index * BUNDLE).min(BUNDLE)).unwrap();
        let bytes = log.bundle(index).await.unwrap().unwrap();
        found.extend(bundle::parse(&bytes, width).unwrap().into_iter().map(<[u8]>::to_vec));
    }
    let leaves: Vec<Hash> = found.iter().map(|entry| Hash::of_leaf(entry)).collect();
    let grown = grow(Frontier::default(), &[], &leaves).expect("the tree grows");
    assert_eq!(grown.head, stored.head);
    assert_eq!(grown.frontier.hashes(), stored.frontier);
    for (id, hashes) in grown.tiles {
        let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
        assert_eq!(log.tile(id).await.unwrap(), Some(bytes), "{id:?}");
    }
    let places: Vec<Option<u64>> = (0..stored.head.size).map(Some).collect();
    assert_eq!(log.places(&leaves).await.unwrap(), places);
    assert_eq!(log.count_places().await.unwrap(), stored.head.size);
    found
}

/// A tile beyond every tree.
pub(super) const NOWHERE: TileId = TileId { level: 0, index: u64::MAX };

/// A head that no log has.
pub(super) fn another_head(size: u64) -> TreeHead {
    TreeHead { size, root: Hash::of_leaf(b"another") }
}
