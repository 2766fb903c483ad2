//! Looks a certificate up in the log. A module of its own, loaded when a signature is good.
//!
//! Its worker fetches; here is what is asked for and what the answers mean.

#![deny(missing_docs)]

use tlog::{Entry, EntryKind, Hash, JudgeError, Lookup, Policy, Tile, Witnessed};
use wasm_bindgen::prelude::wasm_bindgen;

/// What is looked up, under a checkpoint that was judged.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Question {
    witnessed: Witnessed,
    /// Whether the tree had to be of a certain size.
    bounded: bool,
    wanted: Option<(u32, Hash)>,
    /// What is read of the log; `None` of an empty tree.
    lookup: Option<Lookup>,
    tiles: Vec<(Tile, Vec<u8>)>,
}

#[wasm_bindgen]
impl Question {
    /// Judges a checkpoint by a policy and asks about a place in its tree: whether the certificate
    /// with this hash and day stands there. A `place` of 0 is that of a certificate that states
    /// none, and a `size` of 0 takes a tree of any size.
    ///
    /// # Errors
    ///
    /// `no-log` for a policy that does not read, `no-quorum` when too few witnesses cosigned,
    /// `refused` for everything else that is not a checkpoint of the log of that size.
    pub fn put(
        policy: &str,
        note: &str,
        size: u32,
        place: u32,
        sha256: &[u8],
        day: i32,
    ) -> Result<Self, String> {
        let refused = || "refused".to_owned();
        let policy = Policy::parse(policy.as_bytes()).map_err(|_| "no-log".to_owned())?;
        let witnessed = policy.judge(note).map_err(|error| match error {
            JudgeError::QuorumMissing { .. } => "no-quorum".to_owned(),
            _ => refused(),
        })?;
        let head = witnessed.checkpoint.head;
        if size != 0 && head.size != u64::from(size) {
            return Err(refused());
        }
        let sha256 = sha256.try_into().map_err(|_| refused())?;
        let leaf = Entry { kind: EntryKind::Certificate, sha256, day }.leaf();
        // Without a place, or with one beyond the tree, the same is read as for another one: what
        // is asked for tells as little of such a certificate as of any other.
        let read = u64::from(place).min(head.size.saturating_sub(1));
        Ok(Self {
            witnessed,
            bounded: size != 0,
            wanted: (place != 0).then_some((place, leaf)),
            lookup: Lookup::new(read, head),
            tiles: Vec::new(),
        })
    }

    /// The paths of the tiles to fetch, behind the log's prefix.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.asked().iter().map(|tile| tile.path()).collect()
    }

    /// The path of the full tile at the place of a partial one, which may be all that is left; none
    /// where the full one was asked for.
    #[must_use]
    pub fn full_path(&self, number: usize) -> Option<String> {
        let tile = self.asked().get(number).filter(|tile| !tile.is_full())?;
        Some(tile.full().path())
    }

    /// Takes the bytes of the tile with this number, or of the full one at its place.
    pub fn take(&mut self, number: usize, full: bool, bytes: Vec<u8>) {
        if let Some(tile) = self.asked().get(number).copied() {
            self.tiles.push((if full { tile.full() } else { tile }, bytes));
        }
    }

    /// What the log says: `included SIZE TIME`, with `-` for the time where no witness is asked
    /// for; `not-found SIZE`; `no-place`; `altered` when the tiles are not those of the tree; or
    /// `older` when the place lies beyond a tree that might have had any size.
    #[must_use]
    pub fn answer(&self) -> String {
        let size = self.witnessed.checkpoint.head.size;
        let Some((place, leaf)) = self.wanted else { return "no-place".to_owned() };
        let found = match &self.lookup {
            Some(lookup) if u64::from(place) < size => lookup.find(&leaf, &self.tiles),
            // A checkpoint of the log's choosing may be older than the certificate.
            _ if !self.bounded => return "older".to_owned(),
            _ => Ok(false),
        };
        match found {
            Ok(true) => {
                let time = self.witnessed.at.map_or_else(|| "-".to_owned(), |at| at.to_string());
                ["included", &size.to_string(), &time].join(" ")
            }
            Ok(false) => ["not-found", &size.to_string()].join(" "),
            Err(_) => "altered".to_owned(),
        }
    }

    fn asked(&self) -> &[Tile] {
        self.lookup.as_ref().map_or(&[], Lookup::tiles)
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::{Signer as _, SigningKey};
    use tlog::{
        Checkpoint, Frontier, Note, SignatureKind, SignatureLine, TileId, VerifierKey, cosignature,
        grow,
    };

    use super::*;

    const TIME: u64 = 1_795_348_800;
    const DAY: i32 = 20_779;

    /// A log of so many certificates, its note under one witness, and its policy.
    struct Log {
        tiles: Vec<(TileId, Vec<Hash>)>,
        note: String,
        policy: String,
    }

    fn sha256(place: u32) -> [u8; 32] {
        let mut bytes = [7; 32];
        bytes[..4].copy_from_slice(&place.to_be_bytes());
        bytes
    }

    fn log(size: u32) -> Log {
        let leaves: Vec<Hash> = (0..size)
            .map(|place| Entry { kind: EntryKind::Certificate, sha256: sha256(place), day: DAY })
            .map(|entry| entry.leaf())
            .collect();
        let grown = grow(Frontier::new(), &[], &leaves).unwrap();
        let secret = SigningKey::from_bytes(&[1; 32]);
        let witness = SigningKey::from_bytes(&[2; 32]);
        let key = |name, kind, secret: &SigningKey| {
            VerifierKey::new(name, kind, secret.verifying_key().as_bytes()).unwrap()
        };
        let vkey = key("gavah.example/log", SignatureKind::Ed25519, &secret);
        let cosigner = key("witness.example", SignatureKind::Cosignature, &witness);
        let origin = vkey.name().to_owned();
        let text = Checkpoint { origin, head: grown.head, extensions: Vec::new() }.to_text();
        let signature = secret.sign(text.as_bytes()).to_bytes().to_vec();
        let signed = SignatureLine { name: vkey.name().to_owned(), id: vkey.id(), signature };
        let message = cosignature::message(TIME, &text);
        let cosigned =
            cosignature::line(&cosigner, TIME, &witness.sign(message.as_bytes()).to_bytes());
        Log {
            tiles: grown.tiles,
            note: Note::compose(&text, &[signed, cosigned]).unwrap(),
            policy: format!("log {vkey}\nwitness w {cosigner}\nquorum w\n"),
        }
    }

    impl Log {
        fn ask(&self, place: u32, of: u32) -> Question {
            Question::put(&self.policy, &self.note, 0, place, &sha256(of), DAY).unwrap()
        }

        /// What the log serves under a path.
        fn read(&self, path: &str) -> Vec<u8> {
            let Some(tlog::Resource::Hashes(tile)) = tlog::parse_path(path) else {
                panic!("{path}");
            };
            let (_, hashes) = self.tiles.iter().rfind(|(id, _)| *id == tile.id()).unwrap();
            tlog::tile::to_bytes(&hashes[..usize::from(tile.width())])
        }

        fn answered(&self, mut question: Question) -> String {
            for (number, path) in question.paths().into_iter().enumerate() {
                question.take(number, false, self.read(&path));
            }
            question.answer()
        }
    }

    #[test]
    fn a_certificate_is_found_at_its_place_and_nowhere_else() {
        for size in [2_u32, 256, 257, 700, 3_000] {
            let log = log(size);
            for place in [1, size / 2, size - 1] {
                let found = log.answered(log.ask(place, place));
                assert_eq!(found, format!("included {size} {TIME}"));
                assert_eq!(log.answered(log.ask(place, place + 1)), format!("not-found {size}"));
            }
            // Beyond the tree nothing is known, but where the tree had to be of this size.
            assert_eq!(log.answered(log.ask(size, size)), "older");
            let bounded =
                Question::put(&log.policy, &log.note, size, size, &sha256(size), DAY).unwrap();
            assert_eq!(log.answered(bounded), format!("not-found {size}"));
            assert_eq!(log.answered(log.ask(0, 0)), "no-place");
        }
    }

    #[test]
    fn what_is_asked_for_does_not_tell_the_certificate() {
        let small = log(2_000);
        let paths = small.ask(1, 1).paths();
        for place in [0, 7, 1_024, 1_999, 2_000, u32::MAX] {
            assert_eq!(small.ask(place, place).paths(), paths, "place {place}");
        }
        let large = log(5_000);
        assert_eq!(large.ask(2_048, 1).paths(), large.ask(4_095, 1).paths());
        assert_ne!(large.ask(2_047, 1).paths(), large.ask(2_048, 1).paths());
    }

    #[test]
    fn what_does_not_fit_the_checkpoint_says_nothing_of_the_certificate() {
        let log = log(700);
        let whole = log.ask(5, 5);
        let paths = whole.paths();
        for (changed, path) in paths.iter().enumerate() {
            for lost in [false, true] {
                let mut question = whole.clone();
                for (number, path) in paths.iter().enumerate() {
                    let mut bytes = log.read(path);
                    if number == changed && lost {
                        continue;
                    }
                    if number == changed {
                        bytes[3] ^= 1;
                    }
                    question.take(number, false, bytes);
                }
                assert_eq!(question.answer(), "altered", "{path}, lost: {lost}");
            }
        }
    }

    #[test]
    fn a_full_tile_stands_for_the_partial_one() {
        let (early, late) = (log(300), log(1_000));
        let mut question = early.ask(270, 270);
        for (number, path) in question.paths().into_iter().enumerate() {
            match question.full_path(number) {
                Some(full) if full.starts_with("tile/0/") => {
                    question.take(number, true, late.read(&full));
                }
                _ => question.take(number, false, early.read(&path)),
            }
        }
        assert_eq!(question.answer(), format!("included 300 {TIME}"));
        let full = question.paths().iter().position(|path| path == "tile/0/000").unwrap();
        assert_eq!(question.full_path(full), None);
        assert_eq!(question.full_path(usize::MAX), None);
    }

    #[test]
    fn the_worker_reads_notes_as_long_as_notes_may_be() {
        let limit = format!("const MAX_NOTE = {};", tlog::MAX_NOTE);
        assert!(include_str!("../worker.js").replace('_', "").contains(&limit.replace('_', "")));
    }

    #[test]
    fn a_checkpoint_that_is_not_good_enough_is_not_asked() {
        let log = log(300);
        let put = |policy: &str, note: &str, size, sha256: &[u8]| {
            Question::put(policy, note, size, 5, sha256, DAY).map(|_| ())
        };
        let (policy, note, hash) = (log.policy.as_str(), log.note.as_str(), sha256(5));
        assert_eq!(put(policy, note, 300, &hash), Ok(()));
        let refused = Err("refused".to_owned());
        assert_eq!(put(policy, note, 299, &hash), refused, "of another size");
        assert_eq!(put(policy, note, 0, &hash[1..]), refused, "no hash");
        assert_eq!(put(policy, &note.replace("300", "301"), 0, &hash), refused);
        assert_eq!(put(policy, "", 0, &hash), refused);
        let alone: String = note.split_inclusive('\n').take(5).collect();
        assert_eq!(put(policy, &alone, 0, &hash), Err("no-quorum".to_owned()));
        assert_eq!(put("", note, 0, &hash), Err("no-log".to_owned()));
        let trusting = format!("{}\nquorum none\n", policy.lines().next().unwrap());
        let question = Question::put(&trusting, &alone, 0, 5, &hash, DAY).unwrap();
        assert_eq!(log.answered(question), "included 300 -");
    }
}
