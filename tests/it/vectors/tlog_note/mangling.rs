//! What is accepted, with every piece cut off and every byte changed.

use tlog::{
    Checkpoint, KeyHash, Note, Policy, ProofFile, SignatureKind, SignatureLine, Submission,
    VerifierKey,
};

use super::signer::{Signer, TIME, checkpoint, note};
use super::stored;
use super::tree::head;

/// The keys that Go's tests mangle, and one of a witness.
const KEYS: [&str; 3] = [
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
];

#[test]
fn no_piece_of_a_verifier_key_and_no_change_of_one_is_a_verifier_key() {
    for key in KEYS {
        VerifierKey::parse(key).expect("a good key");
        for from in 0..=key.len() {
            for to in from..=key.len() {
                let piece = &key[from..to];
                assert!(piece.len() == key.len() || VerifierKey::parse(piece).is_err(), "{piece}");
            }
        }
        for at in 0..key.len() {
            for byte in 0..128 {
                let mut bytes = key.as_bytes().to_vec();
                if bytes[at] != byte {
                    bytes[at] = byte;
                    let text = String::from_utf8(bytes).expect("ASCII");
                    assert!(VerifierKey::parse(&text).is_err(), "{text}");
                }
            }
        }
    }
}

#[test]
fn no_piece_of_a_signed_note_and_no_change_of_one_is_signed() {
    let (log, witness) = (Signer::log(), Signer::witness(1));
    let text = checkpoint(log.key.name(), 5, head(5).root);
    for (signer, line) in [(&log, log.sign(&text)), (&witness, witness.cosign(&text, TIME))] {
        let whole = note(&text, &[line]);
        let is_signed = |bytes: &[u8]| {
            let note = Note::from_bytes(bytes);
            note.is_ok_and(|note| note.signed_by(&signer.key) == Ok(true))
        };
        assert!(is_signed(whole.as_bytes()));
        let bytes = whole.as_bytes();
        for at in 0..bytes.len() {
            assert!(!is_signed(&bytes[at + 1..]) && !is_signed(&bytes[..at]));
            let mut without = bytes.to_vec();
            without.remove(at);
            assert!(!is_signed(&without), "without byte {at}");
            for bit in 0..8 {
                let mut changed = bytes.to_vec();
                changed[at] ^= 1 << bit;
                assert!(!is_signed(&changed), "byte {at} bit {bit}");
            }
        }
    }
}

/// Whatever is changed in a text of a vector: what is still accepted is written as it was read.
#[test]
fn what_is_accepted_is_written_again() {
    let mut kept = 0;
    for (name, field, read) in READERS {
        for vector in stored(name) {
            let Some(text) = vector["input"][field].as_str() else { continue };
            for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
                for change in ["", "\n", " ", "0", "9", "=", "A", "—"] {
                    let mut changed = text.to_owned();
                    let end = (at + 1..=text.len()).find(|end| text.is_char_boundary(*end));
                    changed.replace_range(at..end.expect("an end"), change);
                    if let Some(written) = read(&changed) {
                        assert_eq!(written, changed);
                        kept += 1;
                    }
                }
            }
        }
    }
    assert!(kept > 10_000, "only {kept} texts were accepted");
}

/// A file of vectors, the field of its texts, and how one is read and written again.
type Reader = (&'static str, &'static str, fn(&str) -> Option<String>);

const READERS: [Reader; 4] = [
    ("note", "note", |text| Note::parse(text).ok().map(|note| note.to_text())),
    ("checkpoint", "text", |text| Checkpoint::parse(text).ok().map(|one| one.to_text())),
    ("proof", "file", |text| ProofFile::parse(text).ok().map(|file| file.to_text())),
    ("submission", "body", |text| Submission::parse(text).ok().map(|one| one.to_text())),
];

/// Two hundred and fifty-six witnesses and logs are read, one more is not, and who cosigned counts
/// wherever it stands.
#[test]
fn a_policy_as_large_as_may_be_is_judged() {
    let mut lines = String::new();
    let signers: Vec<Signer> = (0..256).map(many).collect();
    for (place, signer) in signers.iter().enumerate() {
        lines += &format!("witness w{place} {}\n", signer.key);
    }
    let names: Vec<String> = (0..256).map(|place| format!("w{place}")).collect();
    lines += &format!("group g 90 {}\nquorum g\nlog {}\n", names.join(" "), Signer::log().key);
    let policy = Policy::parse(lines.as_bytes()).expect("a policy");
    let text = checkpoint(Signer::log().key.name(), 5, head(5).root);
    let cosigned = |from: usize, to: usize| {
        let times = TIME..;
        let lines = signers[from..to].iter().zip(times).map(|(one, time)| one.cosign(&text, time));
        let lines: Vec<SignatureLine> = lines.chain([Signer::log().sign(&text)]).collect();
        policy.judge(&note(&text, &lines))
    };
    assert_eq!(cosigned(10, 105).expect("ninety-five").at, Some(TIME + 89));
    assert_eq!(cosigned(166, 256).expect("ninety").at, Some(TIME + 89));
    assert_eq!(cosigned(0, 89).expect_err("eighty-nine").code(), "judge-quorum");
    let more = format!("{lines}witness more {}\n", many(256).key);
    let error = Policy::parse(more.as_bytes()).expect_err("a witness more");
    assert_eq!(error.code(), "policy-too-many");
    let logs = |count: u16| -> String {
        let kind = SignatureKind::Ed25519;
        let line = |n| format!("log {}\n", Signer::seeded("l.example", kind, seed(n)).key);
        (0..count).map(line).collect()
    };
    let policy = Policy::parse(format!("{}quorum none\n", logs(256)).as_bytes());
    assert_eq!(policy.expect("256 logs").logs().count(), 256);
    let error = Policy::parse(format!("{}quorum none\n", logs(257)).as_bytes());
    assert_eq!(error.expect_err("a log more").code(), "policy-too-many");
}

fn many(number: u16) -> Signer {
    let name = format!("w.example/{number}");
    Signer::seeded(&name, SignatureKind::Cosignature, seed(number))
}

fn seed(number: u16) -> [u8; 32] {
    let mut seed = [3; 32];
    seed[..2].copy_from_slice(&number.to_be_bytes());
    seed
}

/// Merging what several witnesses answered, among which are repetitions and what is no line.
#[test]
fn signatures_are_added_once() {
    let (log, one, two) = (Signer::log(), Signer::witness(1), Signer::witness(2));
    let text = checkpoint(log.key.name(), 5, head(5).root);
    let signed = Note::parse(&note(&text, &[log.sign(&text)])).expect("a note");
    let lines = [one.cosign(&text, TIME), two.cosign(&text, TIME)];
    let merged = signed.with(&[lines[0].clone(), one.cosign(&text, TIME + 1), lines[1].clone()]);
    assert_eq!(merged, note(&text, &[log.sign(&text), lines[0].clone(), lines[1].clone()]));
    let again = Note::parse(&merged).expect("a note").with(&lines);
    assert_eq!(again, merged);
    let broken = SignatureLine { name: "a b".to_owned(), ..lines[0].clone() };
    let empty = SignatureLine { signature: Vec::new(), ..lines[0].clone() };
    assert_eq!(signed.with(&[broken, empty]), note(&text, &[log.sign(&text)]));
    let crowd: Vec<SignatureLine> = (0..200_u8)
        .map(|n| SignatureLine { id: KeyHash::from_bytes([n, 0, 0, 0]), ..lines[0].clone() })
        .collect();
    let crowded = Note::parse(&signed.with(&crowd)).expect("a note that can be read");
    assert_eq!(crowded.signatures().len(), 100);
    let large = SignatureLine { signature: vec![0; 50_000], ..lines[0].clone() };
    let larger = SignatureLine { signature: vec![0; 70_000], ..lines[1].clone() };
    let full = Note::parse(&signed.with(&[large, larger])).expect("a note that can be read");
    assert_eq!(full.signatures().len(), 2);
}

/// What is composed can be read; what could not be read is not composed.
#[test]
fn a_note_is_composed_only_if_it_can_be_read() {
    let log = Signer::log();
    let code = |text: &str, lines: &[SignatureLine]| {
        Note::compose(text, lines).map_err(|error| error.code())
    };
    let line = log.sign("text\n");
    assert_eq!(
        code("text\n", std::slice::from_ref(&line)),
        Ok(note("text\n", std::slice::from_ref(&line)))
    );
    assert_eq!(code("text", std::slice::from_ref(&line)), Err("note-no-line-end"));
    assert_eq!(code("", std::slice::from_ref(&line)), Err("note-no-line-end"));
    assert_eq!(code("te\rxt\n", std::slice::from_ref(&line)), Err("note-control"));
    assert_eq!(code("text\n", &[]), Err("note-no-signatures"));
    assert_eq!(code("text\n", &vec![line.clone(); 101]), Err("note-too-many-signatures"));
    let named = |name: &str| SignatureLine { name: name.to_owned(), ..line.clone() };
    assert_eq!(code("text\n", &[named("")]), Err("note-line-name"));
    assert_eq!(code("text\n", &[named("a+b")]), Err("note-line-name"));
    assert_eq!(code("text\n", &[named("a\n\n— b")]), Err("note-line-name"));
    let empty = SignatureLine { signature: Vec::new(), ..line };
    assert_eq!(code("text\n", &[empty]), Err("note-line-short"));
}
