//! The process stops at any write, before or after it happened, and the next run goes on.

use std::collections::BTreeMap;

use tlog::{Checkpoint, Note};

use super::desk::Desk;
use super::workshop::{Notary, Workshop, entries, entry};
use crate::log::{LogProblem, Sequencer};

/// Everything that writes, from the making of a log to its third checkpoint.
async fn work(desk: &Desk<'_>, notary: &Notary, workshop: &Workshop) -> Result<(), LogProblem> {
    let sequencer = Sequencer::new(desk, desk);
    match sequencer.create(&workshop.key, &entry(0)).await {
        Err(LogProblem::Exists) => {}
        done => done?,
    }
    for (from, to) in [(1, 1), (1, 300), (300, 520)] {
        sequencer.append(&entries(from, to)).await?;
        sequencer.checkpoint(&workshop.key, notary).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_stop_anywhere_leaves_nothing_to_repair() {
    let mut stops = 0;
    for last_happens in [false, true] {
        for write in 0.. {
            let workshop = Workshop::empty().await;
            let notary = Notary::of(&workshop);
            let stopping = Desk::stopping(&workshop, write, last_happens);
            let stopped = work(&stopping, &notary, &workshop).await;
            assert_eq!(stopped.is_err(), stopping.has_stopped(), "{stopped:?}");
            let healing = Desk::of(&workshop);
            work(&healing, &notary, &workshop).await.unwrap();
            assert_eq!(workshop.check().await, 520);
            assert_eq!(workshop.public().await, 520);
            // No size was ever signed with two roots, by either run.
            let mut texts: BTreeMap<u64, String> = BTreeMap::new();
            let notes =
                [stopping.notes.lock().unwrap().clone(), healing.notes.lock().unwrap().clone()];
            for note in notes.concat() {
                let note = Note::parse(&note).unwrap();
                let size = Checkpoint::parse(note.text()).unwrap().head.size;
                let text = texts.entry(size).or_insert_with(|| note.text().to_owned());
                assert_eq!(text, note.text());
            }
            if stopped.is_ok() {
                break;
            }
            stops += 1;
        }
    }
    // create, grow, lock, publish; then grow, acknowledge, lock, publish twice: twelve writes, each
    // twice.
    assert_eq!(stops, 24);
}
