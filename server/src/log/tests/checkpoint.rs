//! Signing and publishing.

use storage::log::Log as _;
use tlog::{Checkpoint, Note, SignatureKind};

use super::workshop::{Notary, Workshop, entries, entry, note_key};
use crate::log::{Cosigners as _, LogProblem, Nobody, Outcome, Sequencer};

#[tokio::test]
async fn a_log_is_made_once() {
    let workshop = Workshop::empty().await;
    let sequencer = workshop.sequencer();
    sequencer.create(&workshop.key, &entry(0)).await.unwrap();
    // Nothing is public before the first checkpoint is published.
    assert_eq!(workshop.log.checkpoint().await.unwrap(), None);
    assert_eq!(sequencer.create(&workshop.key, &entry(0)).await, Err(LogProblem::Exists));
    let run = sequencer.checkpoint(&workshop.key, &Nobody).await.unwrap();
    assert_eq!((run.size, run.outcome), (1, Outcome::Published));
    assert_eq!(sequencer.create(&workshop.key, &entry(0)).await, Err(LogProblem::Exists));
    assert_eq!(workshop.check().await, 1);
}

#[tokio::test]
async fn a_checkpoint_covers_everything_that_is_stored() {
    let workshop = Workshop::of(10).await;
    let sequencer = workshop.sequencer();
    let again = sequencer.checkpoint(&workshop.key, &Nobody).await.unwrap();
    assert_eq!((again.size, again.outcome), (10, Outcome::Unchanged));
    sequencer.append(&entries(10, 30)).await.unwrap();
    let run = sequencer.checkpoint(&workshop.key, &Nobody).await.unwrap();
    assert_eq!((run.size, run.outcome), (30, Outcome::Published));
    assert_eq!(workshop.log.checkpoint_sizes(0, 9).await.unwrap(), [1, 10, 30]);
    assert_eq!(workshop.check().await, 30);
}

#[tokio::test]
async fn without_a_quorum_the_public_checkpoint_stays_and_nothing_is_lost() {
    let workshop = Workshop::empty().await;
    let mut notary = Notary::of(&workshop);
    let sequencer = workshop.sequencer();
    sequencer.create(&workshop.key, &entry(0)).await.unwrap();
    sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    let public = workshop.log.checkpoint().await.unwrap().unwrap();
    assert!(notary.policy.judge(&public).is_ok());

    notary.awake = false;
    sequencer.append(&entries(1, 5)).await.unwrap();
    let run = sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    assert_eq!(run.size, 1);
    assert!(matches!(run.outcome, Outcome::Pending { size: 5, .. }), "{run:?}");
    assert!(run.answers[0].outcome.is_err());
    assert_eq!(workshop.log.checkpoint().await.unwrap(), Some(public));
    let pending = workshop.locked().await;

    // More entries come; the one that is pending stays the same note until it is public.
    sequencer.append(&entries(5, 9)).await.unwrap();
    sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    assert_eq!(workshop.locked().await, pending);
    assert_eq!(workshop.check().await, 9);

    notary.awake = true;
    let run = sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    assert_eq!((run.size, run.outcome), (9, Outcome::Published));
    let at_five = workshop.log.checkpoint_at(5).await.unwrap().unwrap();
    assert_eq!(Note::parse(&at_five).unwrap().text(), Note::parse(&pending).unwrap().text());
    assert_eq!(workshop.log.checkpoint_sizes(0, 9).await.unwrap(), [1, 5, 9]);
    assert_eq!(workshop.check().await, 9);
}

#[tokio::test]
async fn a_cosignature_that_is_missing_is_asked_for_again() {
    let workshop = Workshop::of(4).await;
    let mut notary = Notary::of(&workshop);
    let sequencer = workshop.sequencer();
    let before = workshop.log.checkpoint().await.unwrap().unwrap();
    assert!(notary.is_missing(&before));
    notary.awake = false;
    let run = sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    assert!(matches!(run.outcome, Outcome::Pending { size: 4, .. }), "{run:?}");
    assert_eq!(workshop.log.checkpoint().await.unwrap(), Some(before));
    notary.awake = true;
    let run = sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    assert_eq!((run.size, run.outcome), (4, Outcome::Cosigned));
    let after = workshop.log.checkpoint().await.unwrap().unwrap();
    assert!(notary.policy.judge(&after).is_ok() && !notary.is_missing(&after));
    let run = sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    assert_eq!((run.size, run.outcome), (4, Outcome::Unchanged));
    assert_eq!(workshop.check().await, 4);
}

#[tokio::test]
async fn another_key_or_policy_signs_nothing() {
    let workshop = Workshop::of(4).await;
    workshop.sequencer().append(&entries(4, 6)).await.unwrap();
    let locked = workshop.locked().await;
    let name = workshop.key.vkey().name();
    let other = note_key(&workshop.folder, name, SignatureKind::Ed25519, 9);
    let run = workshop.sequencer().checkpoint(&other, &Nobody).await;
    assert!(matches!(run, Err(LogProblem::ForeignKey { .. })), "{run:?}");
    let policy = tlog::Policy::parse(format!("log {}\nquorum none\n", other.vkey()).as_bytes());
    let run = workshop.sequencer().checkpoint(&workshop.key, &policy.unwrap()).await;
    assert!(matches!(run, Err(LogProblem::ForeignPolicy { .. })), "{run:?}");
    assert_eq!(workshop.locked().await, locked);
}

/// Four signers and four writers; every signer ends with a checkpoint of what it found.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn signers_at_once_never_fork() {
    let workshop = Workshop::of(1).await;
    let notary = Notary::of(&workshop);
    let sequencer = Sequencer::new(&workshop.log, &workshop.lock);
    let signing = futures_util::future::join_all((0..4).map(|_| async {
        for _ in 0..5 {
            let stored = workshop.log.stored().await.unwrap().unwrap().head.size;
            let run = sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
            assert!(run.size >= stored, "{run:?}");
        }
    }));
    let writing = futures_util::future::join_all((0..4).map(|writer| async move {
        for round in 0..10 {
            let first = 1 + 100 * writer + 10 * round;
            sequencer.append(&entries(first, first + 10)).await.unwrap();
        }
    }));
    futures_util::future::join(signing, writing).await;
    sequencer.checkpoint(&workshop.key, &notary).await.unwrap();
    assert_eq!(workshop.public().await, 401);
    // The check verifies every checkpoint that was ever public against the one tree.
    assert_eq!(workshop.check().await, 401);
    let note = workshop.log.checkpoint().await.unwrap().unwrap();
    assert!(Checkpoint::open(&note, workshop.key.vkey()).is_ok());
}
