//! Entries and their places.

use storage::log::Log as _;
use tlog::{Checkpoint, Note, verify_consistency, verify_inclusion};

use super::workshop::{Workshop, entries, entry};
use crate::log::{LogProblem, Nobody, Sequencer, proof};

#[tokio::test]
async fn an_entry_keeps_the_place_that_it_got() {
    let workshop = Workshop::of(3).await;
    let sequencer = workshop.sequencer();
    assert_eq!(
        sequencer.append(&[entry(2), entry(5), entry(4), entry(5)]).await.unwrap(),
        [2, 3, 4, 3]
    );
    assert_eq!(sequencer.append(&entries(0, 6)).await.unwrap(), [0, 1, 2, 5, 4, 3]);
    assert_eq!(sequencer.append(&[]).await.unwrap(), [0; 0]);
    assert_eq!(workshop.check().await, 6);
}

#[tokio::test]
async fn any_partition_into_batches_is_one_tree() {
    let once = Workshop::of(700).await;
    let often = Workshop::of(1).await;
    let mut from = 1;
    for batch in [1, 2, 250, 3, 255, 1, 188] {
        let places = often.sequencer().append(&entries(from, from + batch)).await.unwrap();
        assert_eq!(places, (from..from + batch).collect::<Vec<_>>());
        from += batch;
    }
    assert_eq!(often.check().await, 701);
    once.sequencer().append(&[entry(700)]).await.unwrap();
    assert_eq!(once.log.stored().await.unwrap(), often.log.stored().await.unwrap());
}

#[tokio::test]
async fn every_proof_holds_under_the_public_checkpoint() {
    let workshop = Workshop::of(300).await;
    let old = workshop.log.checkpoint().await.unwrap().unwrap();
    let old = Checkpoint::open(&old, workshop.key.vkey()).unwrap().head;
    workshop.sequencer().append(&entries(300, 600)).await.unwrap();
    for number in [0, 1, 255, 256, 299] {
        let leaf = entry(number).leaf();
        let file = proof::proof_file(&workshop.log, &leaf).await.unwrap().unwrap();
        assert_eq!(file.index, number);
        verify_inclusion(&leaf, number, &old, &file.hashes).unwrap();
    }
    // What no public checkpoint covers has no proof yet.
    assert_eq!(proof::proof_file(&workshop.log, &entry(300).leaf()).await.unwrap(), None);
    assert_eq!(proof::proof_file(&workshop.log, &entry(600).leaf()).await.unwrap(), None);

    workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
    let note = workshop.log.checkpoint().await.unwrap().unwrap();
    let new = Checkpoint::parse(Note::parse(&note).unwrap().text()).unwrap().head;
    let hashes = proof::consistency(&workshop.log, old.size, new.size).await.unwrap();
    verify_consistency(&old, &new, &hashes).unwrap();
    let hashes = proof::inclusion(&workshop.log, 599, 600).await.unwrap();
    verify_inclusion(&entry(599).leaf(), 599, &new, &hashes).unwrap();
    assert!(proof::inclusion(&workshop.log, 600, 600).await.is_err());
    assert!(proof::consistency(&workshop.log, 601, 600).await.is_err());
}

/// Sixteen writers, each with entries of its own and some that others append too.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_once_never_share_a_place() {
    let workshop = Workshop::of(1).await;
    let answers = futures_util::future::join_all((0..16).map(|writer| {
        let sequencer = Sequencer::new(&workshop.log, &workshop.lock);
        async move {
            let mut answers = Vec::new();
            for round in 0..4 {
                let own = 1_000 * (writer + 1) + 20 * round;
                let mut batch = entries(own, own + 20);
                batch.extend(entries(1 + round, 4 + round));
                let places = sequencer.append(&batch).await.unwrap();
                answers.extend(batch.into_iter().zip(places));
            }
            answers
        }
    }))
    .await;
    let answers: Vec<_> = answers.concat();
    let size = workshop.check().await;
    assert_eq!(size, 1 + 16 * 80 + 6);
    for (entry, place) in answers {
        assert_eq!(workshop.log.places(&[entry.leaf()]).await.unwrap(), [Some(place)]);
    }
}

#[tokio::test]
async fn nothing_is_appended_where_there_is_no_log() {
    let workshop = Workshop::empty().await;
    let sequencer = workshop.sequencer();
    assert_eq!(sequencer.append(&[entry(1)]).await, Err(LogProblem::Absent));
    let run = sequencer.checkpoint(&workshop.key, &Nobody).await;
    assert_eq!(run, Err(LogProblem::Absent));
}
