//! What a check finds.

use storage::log::{CountLine, LogStore as _};
use tlog::{BundleError, EntryError};

use super::desk::Desk;
use super::workshop::{Notary, Workshop, entries};
use crate::log::{Difference, Nobody, check};

async fn found(desk: &Desk<'_>) -> Difference {
    check(desk, Some(desk), None).await.unwrap().unwrap_err()
}

/// Flips a bit of some bytes.
fn flip(bytes: Option<Vec<u8>>, at: usize) -> Option<Vec<u8>> {
    let mut bytes = bytes?;
    bytes[at] ^= 1;
    Some(bytes)
}

#[tokio::test]
async fn a_log_as_it_was_written_is_clean() {
    let workshop = Workshop::of(70_000).await;
    let checked = check(&workshop.log, Some(&workshop.lock), None).await.unwrap().unwrap();
    assert_eq!((checked.head.size, checked.public, checked.checkpoints), (70_000, 70_000, 2));
}

#[tokio::test]
async fn a_changed_entry_or_tile_is_named_with_its_place() {
    let workshop = Workshop::of(70_000).await;
    let mut desk = Desk::of(&workshop);
    // The hash within entry 513: two bytes of length, one of kind.
    desk.bundle =
        Box::new(|(index, bytes)| (index, if index == 2 { flip(bytes, 39 + 5) } else { bytes }));
    let path = "tile/0/002".to_owned();
    assert_eq!(found(&desk).await, Difference::Tile { path: path.clone(), place: 513 });

    let mut desk = Desk::of(&workshop);
    desk.bundle =
        Box::new(|(index, bytes)| (index, if index == 2 { flip(bytes, 39 + 2) } else { bytes }));
    let error = EntryError::Kind { found: 0 };
    assert_eq!(found(&desk).await, Difference::Entry { place: 513, error });

    let mut desk = Desk::of(&workshop);
    desk.tile = Box::new(|(id, bytes)| {
        (id, if (id.level, id.index) == (0, 2) { flip(bytes, 32 * 7) } else { bytes })
    });
    assert_eq!(found(&desk).await, Difference::Tile { path, place: 519 });

    let mut desk = Desk::of(&workshop);
    desk.tile = Box::new(|(id, bytes)| {
        (id, if (id.level, id.index) == (1, 1) { flip(bytes, 32 * 3) } else { bytes })
    });
    let path = "tile/1/001".to_owned();
    assert_eq!(found(&desk).await, Difference::Tile { path, place: 65_536 + 3 * 256 });
}

#[tokio::test]
async fn what_is_missing_or_too_much_is_found() {
    let workshop = Workshop::of(600).await;
    let mut desk = Desk::of(&workshop);
    desk.bundle = Box::new(|(index, bytes)| (index, bytes.filter(|_| index != 1)));
    let error = BundleError::Truncated { entry: 0, offset: 0 };
    assert_eq!(found(&desk).await, Difference::Bundle { index: 1, place: 256, error });

    let mut desk = Desk::of(&workshop);
    desk.tile = Box::new(|(id, bytes)| (id, bytes.filter(|_| id.level != 1)));
    let path = "tile/1/000".to_owned();
    assert_eq!(found(&desk).await, Difference::Tile { path, place: 0 });

    let mut desk = Desk::of(&workshop);
    desk.tile = Box::new(|(id, bytes)| {
        (id, bytes.map(|bytes| if id.level == 1 { [bytes, vec![0; 32]].concat() } else { bytes }))
    });
    assert_eq!(found(&desk).await, Difference::Beyond { size: 600 });

    let mut desk = Desk::of(&workshop);
    desk.places = Box::new(|places| places + 1);
    assert_eq!(found(&desk).await, Difference::Places { places: 601, size: 600 });

    let mut desk = Desk::of(&workshop);
    desk.stored = Box::new(|stored| {
        let mut stored = stored?;
        stored.frontier.reverse();
        Some(stored)
    });
    assert_eq!(found(&desk).await, Difference::Stored { size: 600 });
}

#[tokio::test]
async fn a_checkpoint_of_another_tree_is_found() {
    let workshop = Workshop::of(300).await;
    workshop.sequencer().append(&entries(300, 400)).await.unwrap();
    workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
    // A genuine signature over a root that the entries never had.
    let text = format!("log.example/test\n300\n{}\n", tlog::Hash::EMPTY_TREE);
    let line = workshop.key.sign(&text).unwrap();
    let forged = tlog::Note::compose(&text, &[line]).unwrap();
    let mut desk = Desk::of(&workshop);
    desk.at =
        Box::new(|(size, note)| (size, if size == 300 { Some(forged.clone()) } else { note }));
    assert_eq!(found(&desk).await, Difference::Root { size: 300 });
    let mut desk = Desk::of(&workshop);
    desk.at =
        Box::new(|(size, note)| (size, if size == 400 { Some(forged.clone()) } else { note }));
    let states = found(&desk).await;
    assert_eq!(states, Difference::CheckpointSize { size: 400, states: Some(300) });
    let mut desk = Desk::of(&workshop);
    desk.at = Box::new(|(size, note)| (size, note.filter(|_| size != 300)));
    assert_eq!(found(&desk).await, Difference::CheckpointSize { size: 300, states: None });
}

#[tokio::test]
async fn a_policy_that_is_not_satisfied_is_found() {
    let workshop = Workshop::of(3).await;
    let notary = Notary::of(&workshop);
    let checked = check(&workshop.log, None, Some(&notary.policy)).await.unwrap();
    assert!(matches!(checked, Err(Difference::Policy { size: 3, .. })), "{checked:?}");
}

#[tokio::test]
async fn a_line_of_the_counts_that_is_none_is_found() {
    let workshop = Workshop::of(3).await;
    let text = "2024-10-04 2 certificate=0 status=0 keys=0 build=0 release=0".to_owned();
    let line = CountLine { day: 20_000, revision: 2, text };
    workshop.log.put_count(&line).await.unwrap();
    let difference = Difference::Count { day: 20_000, revision: 2 };
    assert_eq!(found(&Desk::of(&workshop)).await, difference);
    let mut desk = Desk::of(&workshop);
    desk.counts = Box::new(|mut lines| {
        lines[0].revision = 1;
        lines
    });
    assert_eq!(found(&desk).await, Difference::Count { day: 20_000, revision: 1 });
}
