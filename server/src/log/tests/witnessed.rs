//! Log and lock from one copy contradict nothing; what remembers are the witnesses, which are
//! asked before anything is signed.

use axum::Router;
use storage::log::{CheckpointLock as _, Log as _};
use tlog::{Policy, SignatureKind};

use super::workshop::{Folder, Notary, ORIGIN, Workshop, entries, note_key};
use crate::clock;
use crate::log::{Anew, Cosigners, Extras, LogProblem, Nobody, Outcome, Target, export};
use crate::remote::Source;
use crate::witness::{Evidence, StateFile, Witness, evidence_of, router};

/// Serves on a free port, for as long as the test's runtime lives.
async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(axum::serve(listener, router).into_future());
    format!("http://{address}")
}

/// The address of nobody.
fn closed() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn witness(workshop: &Workshop, number: u8) -> Witness {
    let name = format!("w{number}");
    let key = note_key(&workshop.folder, &name, SignatureKind::Cosignature, number);
    let path = workshop.folder.join(format!("state{number}"));
    let state = StateFile::create(&path).unwrap();
    let evidence = Evidence::open(evidence_of(&path)).unwrap();
    Witness::new(key, vec![workshop.key.vkey().clone()], state, evidence, clock::now).unwrap()
}

/// Any one of two witnesses is enough.
fn any(workshop: &Workshop, witnesses: [(&Witness, &str); 2]) -> Policy {
    let [(a, a_url), (b, b_url)] = witnesses;
    let text = format!(
        "log {}\nwitness a {} {a_url}\nwitness b {} {b_url}\ngroup enough any a b\nquorum enough\n",
        workshop.key.vkey(),
        a.vkey(),
        b.vkey()
    );
    Policy::parse(text.as_bytes()).unwrap()
}

/// A log whose both databases are of size 300 again, after the witness `a` cosigned 310 and while
/// `b` knows 300.
struct Restored {
    workshop: Workshop,
    policy: Policy,
    /// An export of 310 entries, and one of 300.
    mirror: (Folder, Folder),
}

async fn exported(workshop: &Workshop) -> Folder {
    let folder = Folder::new();
    let target = Target::parse(folder.to_str().unwrap(), None).unwrap();
    export(&workshop.log, &target, Extras { policy: None, whole: false }).await.unwrap();
    folder
}

async fn restored() -> Restored {
    let mut workshop = Workshop::of(300).await;
    let (a, b) = (witness(&workshop, 11), witness(&workshop, 12));
    let urls = (serve(router(a.clone())).await, serve(router(b.clone())).await);
    let policy = any(&workshop, [(&a, &urls.0), (&b, &urls.1)]);
    let run = workshop.sequencer().checkpoint(&workshop.key, &policy).await.unwrap();
    assert_eq!((run.size, run.outcome), (300, Outcome::Cosigned));
    let (log, lock) = (workshop.copy("log.db").await, workshop.copy("lock.db").await);
    let short = exported(&workshop).await;
    workshop.sequencer().append(&entries(300, 310)).await.unwrap();
    let without_b = any(&workshop, [(&a, &urls.0), (&b, &closed())]);
    let run = workshop.sequencer().checkpoint(&workshop.key, &without_b).await.unwrap();
    assert_eq!((run.size, run.outcome), (310, Outcome::Published));
    let long = exported(&workshop).await;
    workshop.restore("log.db", &log).await;
    workshop.restore("lock.db", &lock).await;
    Restored { workshop, policy, mirror: (long, short) }
}

impl Restored {
    /// A checkpoint is refused, and nothing was signed, locked or made public.
    async fn refused(&self) -> LogProblem {
        let workshop = &self.workshop;
        let (public, locked) = (workshop.log.checkpoint().await.unwrap(), workshop.locked().await);
        let run = workshop.sequencer().checkpoint(&workshop.key, &self.policy).await;
        assert_eq!(workshop.locked().await, locked);
        assert_eq!(workshop.log.checkpoint().await.unwrap(), public);
        run.unwrap_err()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fork_is_signed_while_a_witness_holds_the_proof() {
    // Smaller than what `a` knows, as large, larger: `b` would cosign each of them.
    for (to, problem) in [
        (1_005, LogProblem::WitnessAhead { witness: 310, signed: 300 }),
        (1_010, LogProblem::Forked { size: 310 }),
        (1_020, LogProblem::Forked { size: 310 }),
    ] {
        let restored = restored().await;
        restored.workshop.sequencer().append(&entries(1_000, to)).await.unwrap();
        assert_eq!(restored.refused().await, problem);
        assert!(problem.to_string().contains("gavah log recover"), "{problem}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fork_that_was_signed_gets_no_cosignature() {
    // Locked only, and public too.
    for is_public in [false, true] {
        let restored = restored().await;
        let workshop = &restored.workshop;
        workshop.sequencer().append(&entries(1_000, 1_020)).await.unwrap();
        let mut asleep = Notary::of(workshop);
        asleep.awake = false;
        let cosigners: &dyn Cosigners = if is_public { &Nobody } else { &asleep };
        workshop.sequencer().checkpoint(&workshop.key, cosigners).await.unwrap();
        assert_eq!(workshop.public().await, if is_public { 320 } else { 300 });
        assert_eq!(restored.refused().await, LogProblem::Forked { size: 310 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_of_both_the_log_goes_on_from_a_mirror() {
    let Restored { workshop, policy, mirror } = restored().await;
    let sequencer = workshop.sequencer();
    let short = Source::folder(&mirror.1);
    let done = sequencer.recover(&short, &Anew::default(), &policy).await;
    let problem: LogProblem = done.unwrap_err().downcast().unwrap();
    assert_eq!(problem, LogProblem::MirrorShort { mirror: 300, signed: 310 });
    let long = Source::folder(&mirror.0);
    let recovered = sequencer.recover(&long, &Anew::default(), &policy).await.unwrap();
    assert_eq!((recovered.from, recovered.to), (300, 310));
    sequencer.append(&entries(310, 320)).await.unwrap();
    let run = sequencer.checkpoint(&workshop.key, &policy).await.unwrap();
    assert_eq!((run.size, run.outcome), (320, Outcome::Published));
    assert!(run.answers.iter().all(|answer| answer.outcome.is_ok()), "{:?}", run.answers);
    assert_eq!(workshop.check().await, 320);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_lock_is_not_made_anew_from_a_mirror_that_forgot() {
    let Restored { mut workshop, policy, mirror } = restored().await;
    let empty = Workshop::empty().await.copy("lock.db").await;
    workshop.restore("lock.db", &empty).await;
    let anew = Anew { lock: true, ..Anew::default() };
    let short = Source::folder(&mirror.1);
    let done = workshop.sequencer().recover(&short, &anew, &policy).await;
    let problem: LogProblem = done.unwrap_err().downcast().unwrap();
    assert_eq!(problem, LogProblem::MirrorShort { mirror: 300, signed: 310 });
    assert_eq!(workshop.lock.find(ORIGIN).await.unwrap(), None);
    let long = Source::folder(&mirror.0);
    workshop.sequencer().recover(&long, &anew, &policy).await.unwrap();
    let run = workshop.sequencer().checkpoint(&workshop.key, &policy).await.unwrap();
    assert_eq!(run.size, 310);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_lies_stops_nothing() {
    let workshop = Workshop::of(300).await;
    // A larger tree of this name under another key, with the witness's good wishes.
    let stranger = {
        let folder = Folder::new();
        note_key(&folder, ORIGIN, SignatureKind::Ed25519, 99)
    };
    let text = workshop.locked().await.split("\n\n").next().unwrap().replacen("300", "900", 1);
    let line = stranger.sign(&format!("{text}\n")).unwrap();
    let forged = tlog::Note::compose(&format!("{text}\n"), &[line]).unwrap();
    let (a, b) = (witness(&workshop, 11), witness(&workshop, 12));
    let good = serve(router(a.clone())).await;
    for lie in [forged, workshop.locked().await.replacen("300", "900", 1), "yes\n".to_owned()] {
        let liar = serve(Router::new().fallback(move || {
            let lie = lie.clone();
            async move { lie }
        }))
        .await;
        let policy = any(&workshop, [(&a, &good), (&b, &liar)]);
        let size = workshop.public().await;
        workshop.sequencer().append(&entries(size, size + 5)).await.unwrap();
        let run = workshop.sequencer().checkpoint(&workshop.key, &policy).await.unwrap();
        assert_eq!((run.size, run.outcome), (size + 5, Outcome::Published));
    }
}
