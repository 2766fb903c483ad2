//! A log or a lock that was restored from a copy.

use super::workshop::{Notary, Workshop, entries};
use crate::log::{Difference, LogProblem, Nobody, check};

#[tokio::test]
async fn a_log_from_a_copy_takes_and_signs_nothing() {
    let mut workshop = Workshop::of(300).await;
    let copy = workshop.copy("log.db").await;
    workshop.sequencer().append(&entries(300, 310)).await.unwrap();
    workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
    workshop.restore("log.db", &copy).await;

    let older = LogProblem::Older { stored: 300, signed: 310, acknowledged: 310 };
    assert_eq!(workshop.sequencer().append(&entries(300, 301)).await, Err(older.clone()));
    let run = workshop.sequencer().checkpoint(&workshop.key, &Nobody).await;
    assert_eq!(run, Err(older.clone()));
    assert!(older.to_string().contains("gavah log recover --from"), "{older}");
    let checked = check(&workshop.log, Some(&workshop.lock), None).await.unwrap();
    assert_eq!(checked, Err(Difference::Older { stored: 300, signed: 310 }));
}

#[tokio::test]
async fn a_log_from_a_copy_that_grew_otherwise_signs_nothing() {
    let mut workshop = Workshop::of(300).await;
    let copy = workshop.copy("log.db").await;
    let lock = workshop.copy("lock.db").await;
    workshop.sequencer().append(&entries(300, 310)).await.unwrap();
    workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
    let newer = workshop.copy("lock.db").await;
    // Both are older first, so that something can be appended at all.
    workshop.restore("log.db", &copy).await;
    workshop.restore("lock.db", &lock).await;
    workshop.sequencer().append(&entries(400, 420)).await.unwrap();
    workshop.restore("lock.db", &newer).await;
    let forked = LogProblem::Forked { size: 310 };
    assert_eq!(workshop.sequencer().append(&entries(1, 2)).await, Err(forked.clone()));
    let run = workshop.sequencer().checkpoint(&workshop.key, &Nobody).await;
    assert_eq!(run, Err(forked));
    let checked = check(&workshop.log, Some(&workshop.lock), None).await.unwrap();
    assert_eq!(checked, Err(Difference::Root { size: 310 }));
}

#[tokio::test]
async fn a_lock_from_a_copy_is_refused() {
    let mut workshop = Workshop::of(300).await;
    let lock = workshop.copy("lock.db").await;
    workshop.sequencer().append(&entries(300, 310)).await.unwrap();
    workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
    workshop.restore("lock.db", &lock).await;
    let older = LogProblem::LockOlder { locked: 300, public: 310 };
    assert_eq!(workshop.sequencer().append(&entries(310, 311)).await, Err(older.clone()));
    let run = workshop.sequencer().checkpoint(&workshop.key, &Nobody).await;
    assert_eq!(run, Err(older));
    let checked = check(&workshop.log, Some(&workshop.lock), None).await.unwrap();
    assert_eq!(checked, Err(Difference::Lock { locked: 300, public: 310 }));
}

/// Log and lock from one copy contradict nothing here; the witnesses remember.
#[tokio::test]
async fn a_witness_that_knows_more_stops_the_log() {
    let workshop = Workshop::of(300).await;
    let mut notary = Notary::of(&workshop);
    notary.ahead = Some(310);
    let ahead = LogProblem::WitnessAhead { witness: 310, signed: 300 };
    // Also with nothing new to sign.
    let run = workshop.sequencer().checkpoint(&workshop.key, &notary).await;
    assert_eq!(run, Err(ahead));
    workshop.sequencer().append(&entries(300, 305)).await.unwrap();
    let ahead = LogProblem::WitnessAhead { witness: 310, signed: 305 };
    let run = workshop.sequencer().checkpoint(&workshop.key, &notary).await;
    assert_eq!(run, Err(ahead));
    assert_eq!(workshop.public().await, 300);
}

#[tokio::test]
async fn a_lock_of_another_log_is_none() {
    let mut workshop = Workshop::of(3).await;
    let empty = Workshop::empty().await.copy("lock.db").await;
    workshop.restore("lock.db", &empty).await;
    let appended = workshop.sequencer().append(&entries(3, 4)).await;
    assert!(matches!(appended, Err(LogProblem::NoLock { .. })), "{appended:?}");
    let made = workshop.sequencer().create(&workshop.key, &entries(0, 1)[0]).await;
    assert_eq!(made, Err(LogProblem::Exists));
}
