//! Going on after a restore.

use storage::log::{Log as _, LogStore as _};

use super::workshop::{Folder, Workshop, entries, entry};
use crate::log::count::Count;
use crate::log::{Anew, Extras, LogProblem, Nobody, Recovered, Target, export};
use crate::remote::Source;

const NO_EXTRAS: Extras<'_> = Extras { policy: None, whole: false };

/// Exports to a folder.
async fn mirror(workshop: &Workshop) -> (Folder, Source) {
    let folder = Folder::new();
    let target = Target::parse(folder.to_str().unwrap(), None).unwrap();
    export(&workshop.log, &target, NO_EXTRAS).await.unwrap();
    let source = Source::folder(&folder);
    (folder, source)
}

async fn more(workshop: &Workshop, to: u64) {
    let from = workshop.log.stored().await.unwrap().unwrap().head.size;
    workshop.sequencer().append(&entries(from, to)).await.unwrap();
    workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
}

fn problem(done: anyhow::Result<Recovered>) -> LogProblem {
    done.unwrap_err().downcast().unwrap()
}

#[tokio::test]
async fn what_the_copy_lacks_comes_from_a_mirror() {
    let mut workshop = Workshop::of(300).await;
    let copy = workshop.copy("log.db").await;
    let line = "2024-10-04 1 certificate=100 status=0 keys=1 build=0 release=0";
    let count = Count::parse(line).unwrap();
    workshop.log.put_count(&count.to_line()).await.unwrap();
    workshop.sequencer().append(&[count.entry()]).await.unwrap();
    more(&workshop, 900).await;
    let before = workshop.log.stored().await.unwrap();
    let (_folder, source) = mirror(&workshop).await;
    workshop.restore("log.db", &copy).await;

    let recovered = workshop.sequencer().recover(&source, &Anew::default(), &Nobody).await.unwrap();
    let size = before.as_ref().unwrap().head.size;
    assert_eq!(recovered, Recovered { from: 300, to: size, counts: 1, given_up: 0 });
    assert_eq!(workshop.log.stored().await.unwrap(), before);
    assert_eq!(workshop.log.counts().await.unwrap(), [count.to_line()]);
    // The public checkpoint is still the copy's, and the next run makes the newest public again.
    assert_eq!(workshop.public().await, 300);
    more(&workshop, 1_000).await;
    assert_eq!(workshop.check().await, workshop.public().await);
    // Again: nothing is missing.
    let size = workshop.public().await;
    let recovered = workshop.sequencer().recover(&source, &Anew::default(), &Nobody).await.unwrap();
    assert_eq!(recovered, Recovered { from: size, to: size, counts: 0, given_up: 0 });
}

#[tokio::test]
async fn a_mirror_that_has_less_or_another_log_is_refused() {
    let mut workshop = Workshop::of(300).await;
    let copy = workshop.copy("log.db").await;
    let (_short_folder, short) = mirror(&workshop).await;
    more(&workshop, 310).await;
    workshop.restore("log.db", &copy).await;
    let done = workshop.sequencer().recover(&short, &Anew::default(), &Nobody).await;
    assert_eq!(problem(done), LogProblem::MirrorShort { mirror: 300, signed: 310 });

    // A mirror under the right signature whose entries are others.
    let (folder, forged) = {
        let other = Workshop::of(300).await;
        more(&other, 310).await;
        mirror(&other).await
    };
    let path = folder.join("tile/entries/001.p/54");
    let mut bytes = std::fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let done = workshop.sequencer().recover(&forged, &Anew::default(), &Nobody).await;
    assert_eq!(problem(done), LogProblem::MirrorDiffers { size: 310 });
    assert_eq!(workshop.log.stored().await.unwrap().unwrap().head.size, 300);
    let empty = Source::folder(&Folder::new());
    let done = workshop.sequencer().recover(&empty, &Anew::default(), &Nobody).await;
    assert!(done.is_err());
}

#[tokio::test]
async fn entries_after_a_restore_are_not_mixed_with_the_signed_ones() {
    let mut workshop = Workshop::of(300).await;
    let (log, lock) = (workshop.copy("log.db").await, workshop.copy("lock.db").await);
    more(&workshop, 310).await;
    let newer = workshop.copy("lock.db").await;
    let (_folder, source) = mirror(&workshop).await;
    workshop.restore("log.db", &log).await;
    workshop.restore("lock.db", &lock).await;
    workshop.sequencer().append(&[entry(5_000)]).await.unwrap();
    workshop.restore("lock.db", &newer).await;
    let done = workshop.sequencer().recover(&source, &Anew::default(), &Nobody).await;
    assert_eq!(problem(done), LogProblem::MirrorDiffers { size: 310 });
    // With the database put aside it is the same log again.
    let mut fresh = Workshop::empty().await;
    fresh.restore("lock.db", &newer).await;
    let anew = Anew { log: Some(fresh.key.vkey().clone()), ..Anew::default() };
    let recovered = fresh.sequencer().recover(&source, &anew, &Nobody).await.unwrap();
    assert_eq!(recovered, Recovered { from: 0, to: 310, counts: 0, given_up: 0 });
    more(&fresh, 320).await;
    assert_eq!(fresh.check().await, 320);
}

#[tokio::test]
async fn a_lock_that_is_older_or_lost_follows_the_mirror() {
    let mut workshop = Workshop::of(300).await;
    let (log, lock) = (workshop.copy("log.db").await, workshop.copy("lock.db").await);
    more(&workshop, 310).await;
    let (_folder, source) = mirror(&workshop).await;
    workshop.restore("log.db", &log).await;
    workshop.restore("lock.db", &lock).await;
    workshop.sequencer().recover(&source, &Anew::default(), &Nobody).await.unwrap();
    let run = workshop.sequencer().checkpoint(&workshop.key, &Nobody).await.unwrap();
    assert_eq!(run.size, 310);

    let empty = Workshop::empty().await.copy("lock.db").await;
    workshop.restore("lock.db", &empty).await;
    let done = workshop.sequencer().recover(&source, &Anew::default(), &Nobody).await;
    assert!(matches!(problem(done), LogProblem::NoLock { .. }));
    let anew = Anew { lock: true, ..Anew::default() };
    workshop.sequencer().recover(&source, &anew, &Nobody).await.unwrap();
    more(&workshop, 330).await;
    assert_eq!(workshop.check().await, 330);
}

/// What was acknowledged after the copy and never signed is nowhere else.
#[tokio::test]
async fn acknowledged_entries_are_not_lost_in_silence() {
    let mut workshop = Workshop::of(300).await;
    let copy = workshop.copy("log.db").await;
    more(&workshop, 310).await;
    let (_folder, source) = mirror(&workshop).await;
    assert_eq!(workshop.sequencer().append(&entries(310, 315)).await.unwrap().last(), Some(&314));
    workshop.restore("log.db", &copy).await;

    let older = LogProblem::Older { stored: 300, signed: 310, acknowledged: 315 };
    assert_eq!(workshop.sequencer().append(&entries(0, 1)).await, Err(older.clone()));
    let done = workshop.sequencer().recover(&source, &Anew::default(), &Nobody).await;
    let unsigned = LogProblem::Unsigned { stored: 310, acknowledged: 315 };
    assert_eq!(problem(done), unsigned);
    assert!(unsigned.to_string().contains("310 entries; 5 more entries were"), "{unsigned}");
    // What was signed is back, and the log still takes and signs nothing.
    let older = LogProblem::Older { stored: 310, signed: 310, acknowledged: 315 };
    assert_eq!(workshop.sequencer().append(&entries(400, 401)).await, Err(older.clone()));
    let run = workshop.sequencer().checkpoint(&workshop.key, &Nobody).await;
    assert_eq!(run, Err(older));

    let anew = Anew { unsigned: true, ..Anew::default() };
    let recovered = workshop.sequencer().recover(&source, &anew, &Nobody).await.unwrap();
    assert_eq!(recovered, Recovered { from: 310, to: 310, counts: 0, given_up: 5 });
    assert_eq!(workshop.sequencer().append(&entries(312, 313)).await.unwrap(), [310]);
    more(&workshop, 320).await;
    assert_eq!(workshop.check().await, workshop.public().await);
}
