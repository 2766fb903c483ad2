//! A log of a test's own, on SQLite in a folder that vanishes with the test.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use database::{Address, Lock, Log};
use keystore::NoteKey;
use sha2::{Digest as _, Sha256};
use tlog::{Checkpoint, Entry, EntryKind, Note, Policy, SignatureKind, cosignature};

use crate::log::{Cosigned, Cosigners, Nobody, Sequencer};
use crate::witness::{Answer, WitnessProblem};

/// The log's name.
pub(super) const ORIGIN: &str = "log.example/test";
const PASSPHRASE: &[u8] = b"correct horse battery";

/// A folder that vanishes with its test.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gavah-log-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A log with its lock and its key.
pub(super) struct Workshop {
    pub(super) log: Log,
    pub(super) lock: Lock,
    pub(super) key: NoteKey,
    pub(super) folder: Folder,
}

impl Workshop {
    /// Databases and a key, and no log in them.
    pub(super) async fn empty() -> Self {
        let folder = Folder::new();
        let key = note_key(&folder, ORIGIN, SignatureKind::Ed25519, 1);
        let log = open_log(&folder).await;
        let lock = open_lock(&folder).await;
        Self { log, lock, key, folder }
    }

    /// A log whose public checkpoint covers so many entries.
    pub(super) async fn of(size: u64) -> Self {
        let workshop = Self::empty().await;
        let sequencer = workshop.sequencer();
        sequencer.create(&workshop.key, &entry(0)).await.unwrap();
        sequencer.append(&entries(1, size)).await.unwrap();
        sequencer.checkpoint(&workshop.key, &Nobody).await.unwrap();
        workshop
    }

    pub(super) fn sequencer(&self) -> Sequencer<'_> {
        Sequencer::new(&self.log, &self.lock)
    }

    /// A copy of a database as it is now.
    pub(super) async fn copy(&mut self, file: &str) -> Vec<u8> {
        self.log.close().await;
        self.lock.close().await;
        let bytes = std::fs::read(self.folder.join(file)).unwrap();
        self.reopen().await;
        bytes
    }

    /// Puts a copy back.
    pub(super) async fn restore(&mut self, file: &str, copy: &[u8]) {
        self.log.close().await;
        self.lock.close().await;
        std::fs::write(self.folder.join(file), copy).unwrap();
        self.reopen().await;
    }

    async fn reopen(&mut self) {
        self.log = open_log(&self.folder).await;
        self.lock = open_lock(&self.folder).await;
    }

    /// The size of the public checkpoint, whose signature is verified.
    pub(super) async fn public(&self) -> u64 {
        use storage::log::Log as _;
        let note = self.log.checkpoint().await.unwrap().unwrap();
        Checkpoint::open(&note, self.key.vkey()).unwrap().head.size
    }

    /// The newest signed note.
    pub(super) async fn locked(&self) -> String {
        use storage::log::CheckpointLock as _;
        self.lock.find(ORIGIN).await.unwrap().unwrap()
    }

    /// Checks everything and answers with the stored size.
    pub(super) async fn check(&self) -> u64 {
        let checked = crate::log::check(&self.log, Some(&self.lock), None).await.unwrap();
        checked.unwrap().head.size
    }
}

async fn open_log(folder: &Path) -> Log {
    Log::open(&Address::Sqlite(folder.join("log.db"))).await.unwrap()
}

async fn open_lock(folder: &Path) -> Lock {
    Lock::open(&Address::Sqlite(folder.join("lock.db"))).await.unwrap()
}

/// A key that depends on its name and number alone.
pub(super) fn note_key(folder: &Path, name: &str, kind: SignatureKind, number: u8) -> NoteKey {
    let path = folder.join(format!("{number}.pem"));
    let vkey = keystore::create_note_key(&path, PASSPHRASE, &[number; 32], name, kind).unwrap();
    keystore::open_note_key(&path, PASSPHRASE, &vkey).unwrap()
}

/// An entry of its own for each number.
pub(super) fn entry(number: u64) -> Entry {
    let kind = if number == 0 { EntryKind::KeyList } else { EntryKind::Certificate };
    let day = 20_000 + i32::try_from(number / 100).unwrap();
    Entry { kind, sha256: Sha256::digest(number.to_be_bytes()).into(), day }
}

/// The entries from a number to before another.
pub(super) fn entries(from: u64, to: u64) -> Vec<Entry> {
    (from..to).map(entry).collect()
}

/// The one witness of a policy, in the same process.
pub(super) struct Notary {
    pub(super) policy: Policy,
    key: NoteKey,
    /// Whether it answers.
    pub(super) awake: bool,
    /// The size that it says it knows.
    pub(super) ahead: Option<u64>,
}

impl Notary {
    /// A witness that has to cosign checkpoints of this log.
    pub(super) fn of(workshop: &Workshop) -> Self {
        let key = note_key(&workshop.folder, "notary.example", SignatureKind::Cosignature, 2);
        let text = format!(
            "log {}\nwitness notary {} https://notary.example\nquorum notary\n",
            workshop.key.vkey(),
            key.vkey()
        );
        let policy = Policy::parse(text.as_bytes()).unwrap();
        Self { policy, key, awake: true, ahead: None }
    }
}

#[async_trait]
impl Cosigners for Notary {
    /// It shows nothing: what it knows comes out when it is asked to cosign.
    async fn shown(&self, _log: &tlog::VerifierKey) -> Vec<(String, tlog::TreeHead)> {
        Vec::new()
    }

    async fn gather(&self, _log: &dyn storage::log::Log, note: &str) -> Cosigned {
        let parsed = Note::parse(note).unwrap();
        let known = cosignature::verify(&parsed, self.key.vkey()).unwrap();
        let (note, outcome) = match (self.ahead, known, self.awake) {
            (Some(size), ..) => (note.to_owned(), Err(WitnessProblem::Ahead { size })),
            (None, Some(time), _) => (note.to_owned(), Ok(time)),
            (None, None, false) => (note.to_owned(), Err(WitnessProblem::Slow)),
            (None, None, true) => {
                let line = self.key.cosign(parsed.text(), 1_700_000_000).unwrap();
                (parsed.with(&[line]), Ok(1_700_000_000))
            }
        };
        let answers = vec![Answer { witness: "notary".to_owned(), outcome }];
        let lacks = self.policy.judge(&note).err();
        Cosigned { note, answers, lacks }
    }

    fn is_missing(&self, note: &str) -> bool {
        self.policy.is_missing(note)
    }

    fn knows(&self, log: &tlog::VerifierKey) -> bool {
        self.policy.knows(log)
    }
}
