//! The client against witnesses that keep to the protocol and against those that do not, on a real
//! log; and what a witness does when its clock is set back.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use database::{Address, Lock, Log};
use keystore::NoteKey;
use storage::log::Log as _;
use tlog::{
    Checkpoint, Entry, EntryKind, JudgeError, Note, Policy, SignatureKind, Submission, VerifierKey,
    cosignature,
};

use super::client::gather_within;
use super::{Evidence, Gathered, Reply, StateFile, Witness, WitnessProblem, ahead, router};
use crate::clock;
use crate::log::{Nobody, Sequencer};

const ORIGIN: &str = "log.example/test";
const PASSPHRASE: &[u8] = b"correct horse battery";
/// Long enough for a witness on this machine, however busy it is.
const DEADLINE: Duration = Duration::from_secs(4);

/// A log with one checkpoint after each batch, in a folder that vanishes with the test.
struct Place {
    folder: PathBuf,
    log: Log,
    lock: Lock,
    key: NoteKey,
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Place {
    async fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gavah-witness-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let key = key(&folder, ORIGIN, SignatureKind::Ed25519, 1);
        let log = Log::open(&Address::Sqlite(folder.join("log.db"))).await.unwrap();
        let lock = Lock::open(&Address::Sqlite(folder.join("lock.db"))).await.unwrap();
        let place = Self { folder, log, lock, key };
        place.sequencer().create(&place.key, &entry(0)).await.unwrap();
        place.sequencer().checkpoint(&place.key, &Nobody).await.unwrap();
        place
    }

    fn sequencer(&self) -> Sequencer<'_> {
        Sequencer::new(&self.log, &self.lock)
    }

    /// Grows to this size and answers with the signed checkpoint.
    async fn grow(&self, size: u32) -> String {
        let entries: Vec<Entry> = (0..size).map(entry).collect();
        self.sequencer().append(&entries).await.unwrap();
        self.sequencer().checkpoint(&self.key, &Nobody).await.unwrap();
        self.log.checkpoint().await.unwrap().unwrap()
    }

    /// A witness that keeps to the protocol.
    fn witness(&self, number: u8) -> Witness {
        let key = key(&self.folder, &format!("w{number}"), SignatureKind::Cosignature, number);
        let path = self.folder.join(format!("state{number}"));
        let state = StateFile::create(&path).unwrap();
        let evidence = Evidence::open(super::evidence_of(&path)).unwrap();
        Witness::new(key, vec![self.key.vkey().clone()], state, evidence, clock::now).unwrap()
    }

    /// A policy that asks for `quorum` of these witnesses.
    fn policy(&self, quorum: usize, witnesses: &[(&VerifierKey, &str)]) -> Policy {
        let mut text = format!("log {}\n", self.key.vkey());
        let mut names = String::new();
        for (key, url) in witnesses {
            text.push_str(&format!("witness {0} {key} {url}\n", key.name()));
            names.push_str(&format!(" {}", key.name()));
        }
        text.push_str(&format!("group all-of-them {quorum}{names}\nquorum all-of-them\n"));
        Policy::parse(text.as_bytes()).unwrap()
    }

    async fn gather(&self, policy: &Policy, note: &str) -> Gathered {
        gather_within(&self.log, policy, note, DEADLINE).await
    }
}

fn entry(number: u32) -> Entry {
    let kind = if number == 0 { EntryKind::KeyList } else { EntryKind::Certificate };
    let mut sha256 = [0; 32];
    sha256[..4].copy_from_slice(&number.to_be_bytes());
    Entry { kind, sha256, day: 20_000 }
}

fn key(folder: &Path, name: &str, kind: SignatureKind, number: u8) -> NoteKey {
    let path = folder.join(format!("{number}.pem"));
    let vkey = keystore::create_note_key(&path, PASSPHRASE, &[number; 32], name, kind).unwrap();
    keystore::open_note_key(&path, PASSPHRASE, &vkey).unwrap()
}

/// Serves on a free port, for as long as the test's runtime lives.
async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(axum::serve(listener, router).into_future());
    format!("http://{address}")
}

/// A server that gives one answer to everything.
async fn says(status: u16, body: impl Into<String>) -> String {
    let (status, body) = (StatusCode::from_u16(status).unwrap(), body.into());
    let location = [("location", "http://127.0.0.1:1/add-checkpoint")];
    serve(Router::new().fallback(move || {
        let answer = (status, location, body.clone()).into_response();
        async move { answer }
    }))
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn witnesses_cosign_and_go_on_from_what_they_know() {
    let place = Place::new().await;
    let (one, two) = (place.witness(11), place.witness(12));
    let urls = (serve(router(one.clone())).await, serve(router(two.clone())).await);
    let policy = place.policy(2, &[(one.vkey(), &urls.0), (two.vkey(), &urls.1)]);
    let first = place.gather(&policy, &place.grow(5).await).await;
    assert!(first.answers.iter().all(|answer| answer.outcome.is_ok()), "{:?}", first.answers);
    let judged = first.judged.unwrap();
    assert_eq!((judged.checkpoint.head.size, judged.cosigned.len()), (5, 2));
    // The log does not know what they cosigned: they say it, and the proof begins there.
    let second = place.gather(&policy, &place.grow(300).await).await;
    assert_eq!(second.judged.unwrap().checkpoint.head.size, 300);
    // Nobody is asked twice for the same.
    let again = place.gather(&policy, &second.note).await;
    assert_eq!((again.note, again.answers), (second.note, second.answers));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_witnesses_do_wrong_costs_their_own_cosignature_alone() {
    let place = Place::new().await;
    let note = place.grow(5).await;
    let text = Note::parse(&note).unwrap().text().to_owned();
    let good = place.witness(11);
    let url = serve(router(good.clone())).await;
    let liar = key(&place.folder, "liar", SignatureKind::Cosignature, 40);
    let stranger = key(&place.folder, "stranger", SignatureKind::Cosignature, 41);
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let never = serve(Router::new().fallback(std::future::pending::<StatusCode>)).await;
    let of_another = liar.cosign(&text.replacen("\n5\n", "\n6\n", 1), 7).unwrap();
    let mut broken = liar.cosign(&text, 7).unwrap();
    broken.signature[20] ^= 1;
    let mut timeless = liar.cosign(&text, 7).unwrap();
    timeless.signature[..8].fill(0);
    let stranger = stranger.cosign(&text, 7).unwrap();
    let cosigned = liar.cosign(&text, 7).unwrap();
    let lies = [
        (closed, None),
        (never, Some(WitnessProblem::Slow)),
        ("http://witness.example/".to_owned(), Some(WitnessProblem::Address)),
        (says(200, "").await, Some(WitnessProblem::Malformed)),
        (says(200, "yes\n").await, Some(WitnessProblem::Malformed)),
        (says(200, cosigned.to_string()).await, Some(WitnessProblem::Malformed)),
        (says(200, "\n".repeat(1 << 20)).await, Some(WitnessProblem::TooLarge)),
        (says(200, format!("{stranger}\n")).await, Some(WitnessProblem::NoCosignature)),
        (says(200, format!("{broken}\n")).await, Some(WitnessProblem::BadCosignature)),
        (says(200, format!("{timeless}\n")).await, Some(WitnessProblem::BadCosignature)),
        (says(200, format!("{of_another}\n")).await, Some(WitnessProblem::BadCosignature)),
        (says(302, "").await, Some(WitnessProblem::Status(302))),
        (says(500, "").await, Some(WitnessProblem::Status(500))),
        (says(400, "").await, Some(WitnessProblem::BadRequest)),
        (says(403, "").await, Some(WitnessProblem::Forbidden)),
        (says(404, "").await, Some(WitnessProblem::Unknown)),
        (says(422, "").await, Some(WitnessProblem::Unprocessable)),
        (says(409, "").await, Some(WitnessProblem::Malformed)),
        (says(409, "5").await, Some(WitnessProblem::Malformed)),
        (says(409, "05\n").await, Some(WitnessProblem::Malformed)),
        (says(409, "0\n").await, Some(WitnessProblem::Conflict { size: 0 })),
        (says(409, "3\n").await, Some(WitnessProblem::Conflict { size: 3 })),
        // It says that the log was larger once, and shows nothing: the log goes on.
        (says(409, "999\n").await, Some(WitnessProblem::Claim { size: 999 })),
    ];
    for (lie, problem) in lies {
        let policy = place.policy(1, &[(liar.vkey(), &lie), (good.vkey(), &url)]);
        let gathered = place.gather(&policy, &note).await;
        let outcomes: Vec<_> = gathered.answers.iter().map(|answer| &answer.outcome).collect();
        match (problem, outcomes.as_slice()) {
            (Some(problem), [Err(found), Ok(_)]) => assert_eq!(*found, problem),
            (None, [Err(WitnessProblem::Unreachable(_)), Ok(_)]) => {}
            (problem, found) => panic!("{found:?} and not {problem:?}"),
        }
        assert_eq!(ahead(&gathered.answers), None);
        assert_eq!(gathered.judged.unwrap().cosigned.len(), 1);
        assert_eq!(Note::parse(&gathered.note).unwrap().signatures().len(), 2);
        // Where both are needed, the note stays what it is, with the good one.
        let policy = place.policy(2, &[(liar.vkey(), "https://127.0.0.1:1"), (good.vkey(), &url)]);
        let judged = place.gather(&policy, &note).await.judged;
        assert_eq!(judged, Err(JudgeError::QuorumMissing { have: 1, known: 2 }));
    }
    // And with the liar's good cosignature everything is as it should be.
    let honest = says(200, format!("{cosigned}\n")).await;
    let policy = place.policy(2, &[(liar.vkey(), &honest), (good.vkey(), &url)]);
    assert_eq!(place.gather(&policy, &note).await.judged.unwrap().cosigned.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_shows_a_larger_tree_is_believed() {
    let place = Place::new().await;
    let earlier = place.grow(5).await;
    let later = place.grow(9).await;
    let witness = place.witness(11);
    let url = serve(router(witness.clone())).await;
    let policy = place.policy(1, &[(witness.vkey(), &url)]);
    assert!(place.gather(&policy, &later).await.judged.is_ok());
    let gathered = place.gather(&policy, &earlier).await;
    assert_eq!(gathered.answers[0].outcome, Err(WitnessProblem::Ahead { size: 9 }));
    assert_eq!(ahead(&gathered.answers), Some(9));
}

#[tokio::test(flavor = "multi_thread")]
async fn time_never_goes_back_in_cosignatures() {
    static NOW: AtomicU64 = AtomicU64::new(2_000_000_000);
    let place = Place::new().await;
    let path = place.folder.join("state");
    let key = key(&place.folder, "w", SignatureKind::Cosignature, 50);
    let vkey = key.vkey().clone();
    let witness = Witness::new(
        key,
        vec![place.key.vkey().clone()],
        StateFile::create(&path).unwrap(),
        Evidence::open(super::evidence_of(&path)).unwrap(),
        || Ok(NOW.load(Ordering::SeqCst)),
    )
    .unwrap();
    let (mut old, mut kept) = (0, None);
    let url = serve(router(witness.clone())).await;
    // The clock is set back, a little and too far, stands at 1970, and goes on; then it jumps ahead
    // and comes back: no time between is one that could be stated.
    for (size, now, said) in [
        (3, 2_000_000_000, Some(2_000_000_000)),
        (4, 1_999_999_400, Some(2_000_000_000)),
        (5, 1_999_999_399, None),
        (5, 0, None),
        (5, 2_000_000_001, Some(2_000_000_001)),
        (6, 2_900_000_000, Some(2_900_000_000)),
        (6, 2_000_000_002, None),
        (7, 2_000_000_003, None),
        (7, 2_900_000_000, Some(2_900_000_000)),
    ] {
        NOW.store(now, Ordering::SeqCst);
        let note = place.grow(size).await;
        let size = u64::from(size);
        let proof = crate::log::proof::consistency(&place.log, old, size).await.unwrap_or_default();
        let submission = Submission { old, proof, note: note.clone() }.to_text();
        let reply = witness.add(&submission);
        let Some(said) = said else {
            assert_eq!(reply, Reply::Clock);
            let client = reqwest::Client::new();
            let answer = client.post(format!("{url}/add-checkpoint")).body(submission).send().await;
            let answer = answer.unwrap();
            assert_eq!(answer.status(), 500);
            assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
            assert!(answer.text().await.unwrap().contains("clock"));
            assert_eq!(witness.last(ORIGIN), kept, "nothing was written");
            continue;
        };
        let Reply::Cosigned(line) = reply else { panic!("{reply:?}") };
        kept = witness.last(ORIGIN);
        let text = Checkpoint::open(&note, place.key.vkey()).unwrap().to_text();
        let note = Note::compose(&text, &[line]).unwrap();
        let time = cosignature::verify(&Note::parse(&note).unwrap(), &vkey).unwrap();
        assert_eq!(time, Some(said));
        old = size;
    }
}
