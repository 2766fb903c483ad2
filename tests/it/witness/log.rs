//! Logs of the tests' own, honest and not: entries in memory, a key, and any checkpoint that is
//! asked for. The tree is computed as RFC 6962 §2.1 defines it, by recursion over all leaves.

use std::path::Path;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use calendar::Day;
use data_encoding::BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use sha2::{Digest as _, Sha256};
use tlog::{Hash, SignatureKind, TreeHead, VerifierKey};

/// The name of every log here.
pub(crate) const ORIGIN: &str = "gavah.example/log";

/// The day of the first entries: yesterday in Tehran, so that nothing needs a count yet, also when
/// midnight passes during a test.
pub(crate) fn first_day() -> i32 {
    static DAY: OnceLock<i32> = OnceLock::new();
    *DAY.get_or_init(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock");
        i32::try_from((now.as_secs() + 12_600) / 86_400).expect("a day") - 1
    })
}

/// A day as the counts write it.
pub(crate) fn date(day: i32) -> String {
    let (year, month, day) = Day::from_number(day).expect("a day").gregorian();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A log with its key and its entries.
#[derive(Clone)]
pub(crate) struct MadeLog {
    pub(crate) key: SigningKey,
    pub(crate) name: String,
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) counts: String,
}

impl MadeLog {
    /// A log with a key list at its beginning and so many certificates behind it.
    pub(crate) fn new(certificates: u64) -> Self {
        Self::begun(first_day(), certificates)
    }

    /// Such a log that begins on a day.
    pub(crate) fn begun(day: i32, certificates: u64) -> Self {
        let mut log = Self::named(ORIGIN, 11);
        log.push(3, "the key list", day);
        log.certify(certificates, day);
        log
    }

    /// An empty log.
    pub(crate) fn named(name: &str, seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        Self { key, name: name.to_owned(), entries: Vec::new(), counts: String::new() }
    }

    /// Puts an entry of our form on the log.
    pub(crate) fn push(&mut self, kind: u8, what: &str, day: i32) {
        let mut entry = vec![kind];
        entry.extend(Sha256::digest(what));
        entry.extend(day.to_be_bytes());
        self.entries.push(entry);
    }

    /// Puts so many certificates of a day on the log.
    pub(crate) fn certify(&mut self, count: u64, day: i32) {
        for _ in 0..count {
            self.push(1, &format!("certificate {}", self.size()), day);
        }
    }

    /// Publishes a line of the counts and logs it.
    pub(crate) fn count(&mut self, day: i32, line: &str) {
        self.counts.push_str(line);
        self.counts.push('\n');
        self.push(5, &format!("gavah/count/v1\n{line}\n"), day);
    }

    pub(crate) fn size(&self) -> u64 {
        self.entries.len().try_into().expect("a size fits")
    }

    pub(crate) fn vkey(&self) -> VerifierKey {
        let key = self.key.verifying_key();
        VerifierKey::new(&self.name, SignatureKind::Ed25519, key.as_bytes()).expect("a key")
    }

    fn leaves(&self) -> Vec<Hash> {
        self.entries.iter().map(|entry| Hash::of_leaf(entry)).collect()
    }

    pub(crate) fn head(&self, size: u64) -> TreeHead {
        TreeHead { size, root: root(&self.leaves()[..at(size)]) }
    }

    /// What is signed about the tree of this size.
    pub(crate) fn text(&self, size: u64) -> String {
        format!("{}\n{size}\n{}\n", self.name, self.head(size).root)
    }

    /// The signed checkpoint of this size.
    pub(crate) fn note(&self, size: u64) -> String {
        self.signed(&self.text(size))
    }

    /// Any text, signed by the log.
    pub(crate) fn signed(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let line = [&self.vkey().id().to_bytes()[..], &signature].concat();
        format!("{text}\n— {} {}\n", self.name, BASE64.encode(&line))
    }

    /// The proof that the tree of one size continues that of another (RFC 6962 §2.1.2).
    pub(crate) fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        if old == 0 || old == new {
            return Vec::new();
        }
        subproof(at(old), &self.leaves()[..at(new)], true)
    }

    /// A submission to a witness.
    pub(crate) fn submission(&self, old: u64, new: u64) -> String {
        submission(old, &self.consistency(old, new), &self.note(new))
    }

    /// Writes the log of this size as it is served: checkpoint, tiles, bundles and counts. What is
    /// there of an earlier size stays.
    pub(crate) fn write(&self, folder: &Path, size: u64) {
        let mut level: Vec<Hash> = self.leaves()[..at(size)].to_vec();
        for number in 0_u8.. {
            for (index, hashes) in level.chunks(256).enumerate() {
                let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
                put(folder, &path(&format!("tile/{number}"), index, hashes.len()), &bytes);
            }
            level = level.chunks_exact(256).map(root).collect();
            if level.is_empty() {
                break;
            }
        }
        for (index, entries) in self.entries[..at(size)].chunks(256).enumerate() {
            let mut bytes = Vec::new();
            for entry in entries {
                bytes.extend(u16::try_from(entry.len()).expect("an entry is short").to_be_bytes());
                bytes.extend(entry);
            }
            put(folder, &path("tile/entries", index, entries.len()), &bytes);
        }
        put(folder, "counts.txt", self.counts.as_bytes());
        put(folder, "checkpoint", self.note(size).as_bytes());
    }
}

/// A submission with whatever it is told.
pub(crate) fn submission(old: u64, proof: &[Hash], note: &str) -> String {
    let mut text = format!("old {old}\n");
    for hash in proof {
        text.push_str(&format!("{hash}\n"));
    }
    format!("{text}\n{note}")
}

/// The path of a tile or a bundle.
pub(crate) fn path(kind: &str, index: usize, width: usize) -> String {
    assert!(index < 1000, "the tests' logs are small");
    let partial = if width == 256 { String::new() } else { format!(".p/{width}") };
    format!("{kind}/{index:03}{partial}")
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
    std::fs::write(path, bytes).expect("a file can be written");
}

fn at(size: u64) -> usize {
    size.try_into().expect("a size fits")
}

/// The largest power of two below a number of leaves.
fn split(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY_TREE,
        [leaf] => *leaf,
        more => {
            let (left, right) = more.split_at(split(more.len()));
            Hash::of_node(&root(left), &root(right))
        }
    }
}

fn subproof(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if whole { Vec::new() } else { vec![root(leaves)] };
    }
    let middle = split(leaves.len());
    let (left, right) = leaves.split_at(middle);
    if old <= middle {
        let mut proof = subproof(old, left, whole);
        proof.push(root(right));
        proof
    } else {
        let mut proof = subproof(old - middle, right, false);
        proof.push(root(left));
        proof
    }
}
