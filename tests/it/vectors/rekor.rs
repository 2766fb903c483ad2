//! Logs that others run: checkpoints and proofs of Rekor v2, from sigstore-conformance
//! (`tests/vectors/rekor/NOTICE`), as they are and with every bit of them changed.

use serde_json::Value;
use tlog::{Hash, Note, Policy, ProofFile, SignatureKind, VerifierKey, verify_inclusion};

use crate::support::{files, read, root};

/// One bundle, as far as its log goes.
struct Case {
    name: String,
    log: VerifierKey,
    witnesses: Vec<VerifierKey>,
    leaf: Hash,
    proof: ProofFile,
    reason: Option<String>,
}

impl Case {
    fn of(value: &Value) -> Self {
        let input = &value["input"];
        let key = hash(&input["log_key"]);
        let name = input["log_name"].as_str().expect("a name");
        let log = VerifierKey::new(name, SignatureKind::Ed25519, key.as_bytes());
        let log = log.expect("the log's key is sound");
        assert_eq!(log.id().to_string(), input["log_key_id"], "the key ID is the published one");
        let witnesses = input["witnesses"].as_array().into_iter().flatten();
        let witness = |key: &Value| VerifierKey::parse(key.as_str().expect("a text"));
        Self {
            name: value["origin"]["cases"][0].as_str().expect("a name").to_owned(),
            witnesses: witnesses.map(|key| witness(key).expect("a witness's key")).collect(),
            leaf: hash(&input["leaf"]),
            proof: ProofFile {
                extra: None,
                index: input["index"].as_u64().expect("an index"),
                hashes: input["hashes"].as_array().expect("hashes").iter().map(hash).collect(),
                checkpoint: input["checkpoint"].as_str().expect("a note").to_owned(),
            },
            reason: value["reason"].as_str().map(str::to_owned),
            log,
        }
    }

    /// The log alone, and of its witnesses as many as they say.
    fn policy(&self, least: usize) -> Policy {
        let mut lines = format!("log {}\n", self.log);
        for (place, key) in self.witnesses.iter().enumerate() {
            lines += &format!("witness w{place} {key}\n");
        }
        let names: Vec<String> =
            (0..self.witnesses.len()).map(|place| format!("w{place}")).collect();
        lines += &match least {
            0 => "quorum none\n".to_owned(),
            _ => format!("group g {least} {}\nquorum g\n", names.join(" ")),
        };
        Policy::parse(lines.as_bytes()).expect("a policy")
    }

    /// Where the signatures begin in the checkpoint.
    fn blank(&self) -> usize {
        self.proof.checkpoint.rfind("\n\n").expect("an empty line") + 1
    }

    fn is_accepted(&self, checkpoint: String) -> bool {
        let proof = ProofFile { checkpoint, ..self.proof.clone() };
        proof.verify(&self.leaf, &self.policy(0)).is_ok()
    }
}

fn hash(value: &Value) -> Hash {
    Hash::parse(value.as_str().expect("a text")).expect("32 bytes in base64")
}

fn cases() -> Vec<Case> {
    let files = files(&root().join("tests/vectors/rekor"), ".json");
    let read = |path: &_| serde_json::from_str(&read(path)).expect("a vector is JSON");
    let cases: Vec<Case> = files.iter().map(|path| Case::of(&read(path))).collect();
    assert_eq!(cases.len(), 19, "every bundle with a proof, those alike once");
    cases
}

fn good() -> impl Iterator<Item = Case> {
    cases().into_iter().filter(|case| case.reason.is_none())
}

#[test]
fn every_bundle_is_judged_as_it_says() {
    for case in cases() {
        // Read as a file too, so that what is written for others can be read by them.
        let file = ProofFile::parse(&case.proof.to_text());
        let found = file.and_then(|file| file.verify(&case.leaf, &case.policy(0)));
        let code = found.as_ref().err().map(|error| error.code().to_owned());
        assert_eq!(code, case.reason, "{}", case.name);
        if let Ok(witnessed) = found {
            assert_eq!(witnessed.checkpoint.origin, case.log.name());
            assert_eq!(witnessed.checkpoint.head.size, case.proof.index + 1);
        }
    }
}

/// The witnesses of the one bundle that has any whose keys are public.
#[test]
fn cosignatures_of_real_witnesses_verify() {
    let case = good().find(|case| !case.witnesses.is_empty()).expect("a cosigned checkpoint");
    let witnessed = case.proof.verify(&case.leaf, &case.policy(3)).expect("all three cosigned");
    assert_eq!(witnessed.cosigned.len(), 3);
    // 2026-05-13T19:23:34Z, the same second for all three.
    assert_eq!(witnessed.at, Some(1_778_700_214));
    let blank = case.blank();
    let (text, lines) = case.proof.checkpoint.split_at(blank + 1);
    let lines: Vec<&str> = lines.split_inclusive('\n').collect();
    // Without one of them the quorum is missing; with one of another tree the note is spoilt.
    for place in 1..lines.len() {
        let fewer: String = lines.iter().filter(|line| **line != lines[place]).copied().collect();
        let file = ProofFile { checkpoint: format!("{text}{fewer}"), ..case.proof.clone() };
        let error = file.verify(&case.leaf, &case.policy(3)).expect_err("two of three");
        assert_eq!(error.code(), "judge-quorum");
        file.verify(&case.leaf, &case.policy(2)).expect("two are enough for this policy");
        let start = case.proof.checkpoint.len() - lines[place..].concat().len();
        let at = start + lines[place].rfind(' ').expect("a space") + 20;
        let mut spoilt = case.proof.checkpoint.clone();
        let other = if spoilt[at..].starts_with('A') { "B" } else { "A" };
        spoilt.replace_range(at..=at, other);
        let file = ProofFile { checkpoint: spoilt, ..case.proof.clone() };
        let error = file.verify(&case.leaf, &case.policy(1)).expect_err("a bad cosignature");
        assert_eq!(error.code(), "judge-cosignature");
    }
}

#[test]
fn every_changed_bit_of_a_checkpoint_is_noticed() {
    let mut changes = 0;
    for case in good() {
        let blank = case.blank();
        let log = case.log.name();
        let lines = case.proof.checkpoint[blank + 1..].split_inclusive('\n');
        let mut start = blank + 1;
        let mut parts = vec![(0, blank + 1)];
        for line in lines {
            let id = Note::parse(&format!("x\n\n{line}")).expect("a line").signatures()[0].id;
            if line.starts_with(&format!("— {log} ")) && id == case.log.id() {
                parts.push((start, start + line.len()));
            }
            start += line.len();
        }
        assert_eq!(parts.len(), 2, "{}: the text and one line of the log", case.name);
        for (from, to) in parts {
            for at in from..to {
                for bit in 0..8 {
                    // What is no UTF-8 any more is no note.
                    let Some(checkpoint) = changed(&case.proof.checkpoint, at, 1 << bit) else {
                        continue;
                    };
                    changes += 1;
                    assert!(!case.is_accepted(checkpoint), "{}: byte {at} bit {bit}", case.name);
                }
            }
        }
    }
    assert!(changes > 10_000, "only {changes} changes");
}

/// Lines of keys that nobody here knows say nothing, whatever stands in them.
#[test]
fn foreign_signatures_are_ignored() {
    let mut foreign = 0;
    for case in good() {
        let own = format!("— {} {}", case.log.name(), &signature_start(&case));
        let blank = case.blank();
        let (text, lines) = case.proof.checkpoint.split_at(blank + 1);
        let lines: Vec<&str> = lines.split_inclusive('\n').collect();
        foreign += lines.len() - 1;
        let kept: Vec<&str> = lines.iter().copied().filter(|line| line.starts_with(&own)).collect();
        assert_eq!(kept.len(), 1, "{}", case.name);
        assert!(case.is_accepted(format!("{text}{}", kept[0])));
        let stranger = "— stranger.example AAAAAAAAAAAA\n";
        assert!(case.is_accepted(format!("{text}{stranger}{}{stranger}", lines.concat())));
        // The log's name with another key ID, and its key ID with another name, are foreign too.
        let renamed = kept[0].replacen(case.log.name(), "stranger.example", 1);
        assert!(case.is_accepted(format!("{text}{renamed}{}", kept[0])));
        assert!(!case.is_accepted(format!("{text}{renamed}")));
    }
    assert!(foreign >= 8, "only {foreign} foreign signatures");
}

/// The base64 of the log's key ID, as far as it is the key ID's alone.
fn signature_start(case: &Case) -> String {
    let [a, b, c, _] = case.log.id().to_bytes();
    data_encoding::BASE64.encode(&[a, b, c])
}

#[test]
fn every_changed_bit_of_a_proof_is_noticed() {
    let mut changes = 0;
    for case in good() {
        let policy = case.policy(0);
        let head = case.proof.verify(&case.leaf, &policy).expect("good").checkpoint.head;
        let (leaf, index, hashes) = (case.leaf, case.proof.index, &case.proof.hashes);
        verify_inclusion(&leaf, index, &head, hashes).expect("a good proof");
        for bit in 0..256 {
            assert!(verify_inclusion(&flipped(&leaf, bit), index, &head, hashes).is_err());
            for place in 0..hashes.len() {
                let mut other = hashes.clone();
                other[place] = flipped(&hashes[place], bit);
                assert!(verify_inclusion(&leaf, index, &head, &other).is_err(), "{}", case.name);
                changes += 1;
            }
        }
        for bit in 0..63 {
            assert!(verify_inclusion(&leaf, index ^ (1 << bit), &head, hashes).is_err());
        }
        for place in 0..hashes.len() {
            let mut fewer = hashes.clone();
            fewer.remove(place);
            assert!(verify_inclusion(&leaf, index, &head, &fewer).is_err());
            let mut more = hashes.clone();
            more.insert(place, hashes[place]);
            assert!(verify_inclusion(&leaf, index, &head, &more).is_err());
        }
    }
    assert!(changes > 20_000, "only {changes} changes");
}

fn flipped(hash: &Hash, bit: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[bit / 8] ^= 1 << (bit % 8);
    Hash::from_bytes(bytes)
}

/// The text with bits of one byte changed, if that is still UTF-8.
fn changed(text: &str, at: usize, bits: u8) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] ^= bits;
    String::from_utf8(bytes).ok()
}
