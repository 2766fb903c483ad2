//! Proof files.

use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};
use tlog::{Hash, ProofFile};

use super::Vector;
use super::signer::{LOG, Signer, TIME, checkpoint, note, spoilt};
use super::tree::{head, leaf, leaves, path};

const SIZE: u64 = 13;

pub(super) fn vectors() -> Vec<Vector> {
    [good(), form(), foreign(), verified()].concat()
}

fn policy() -> String {
    let witnesses: Vec<String> = (1..=3)
        .map(|number| format!("witness w{number} {}\n", Signer::witness(number).key))
        .collect();
    format!("log {}\n{}group g 2 w1 w2 w3\nquorum g\n", Signer::log().key, witnesses.concat())
}

/// The signed and twice cosigned checkpoint of the tree.
fn cosigned() -> String {
    let text = checkpoint(LOG, SIZE, head(SIZE).root);
    let [one, three] = [Signer::witness(1), Signer::witness(3)];
    let lines =
        [Signer::log().sign(&text), one.cosign(&text, TIME), three.cosign(&text, TIME + 60)];
    note(&text, &lines)
}

fn file(index: u64) -> ProofFile {
    let hashes = path(usize::try_from(index).expect("small"), &leaves(SIZE));
    ProofFile { extra: None, index, hashes, checkpoint: cosigned() }
}

fn input(file: &str, leaf: Hash) -> Value {
    json!({ "file": file, "leaf": leaf.to_base64(), "policy": policy() })
}

fn good() -> Vec<Vector> {
    let found = |index: u64, size: u64, extra: Option<&[u8]>| {
        json!({
            "origin": LOG,
            "size": size,
            "log": Signer::log().key.to_string(),
            "cosigned": [["w1", TIME], ["w3", TIME + 60]],
            "at": TIME + 60,
            "index": index,
            "extra": extra.map(|extra| HEXLOWER.encode(extra)),
        })
    };
    let mut vectors: Vec<Vector> = [0, 1, 7, 8, 11, 12]
        .map(|index| {
            let told = format!("leaf {index} of {SIZE}");
            let input = input(&file(index).to_text(), leaf(index));
            Vector::good(&told, input, found(index, SIZE, None))
        })
        .to_vec();
    let extra = ProofFile { extra: Some(b"anything\n\n".to_vec()), ..file(3) };
    vectors.push(Vector::good(
        "with extra data",
        input(&extra.to_text(), leaf(3)),
        found(3, SIZE, Some(b"anything\n\n")),
    ));
    let text = checkpoint(LOG, 1, leaf(0));
    let [one, three] = [Signer::witness(1), Signer::witness(3)];
    let lines =
        [Signer::log().sign(&text), one.cosign(&text, TIME), three.cosign(&text, TIME + 60)];
    let single = ProofFile { hashes: Vec::new(), checkpoint: note(&text, &lines), ..file(0) };
    let single = input(&single.to_text(), leaf(0));
    vectors.push(Vector::good("the only leaf, and no hash", single, found(0, 1, None)));
    vectors
}

fn form() -> Vec<Vector> {
    let good = file(5).to_text();
    let refused =
        |told: &str, file: String, reason| Vector::refused(told, input(&file, leaf(5)), reason);
    let indexed = |text: &str| good.replacen("index 5", text, 1);
    let extra = |text: &str| good.replacen("index 5", &format!("{text}\nindex 5"), 1);
    let first = file(5).hashes[0].to_base64();
    let hashed = |text: &str| good.replacen(&first, text, 1);
    let (proof, checkpoint) = good.split_once("\n\n").expect("an empty line");
    let many = format!("{proof}\n{}\n{checkpoint}", format!("{first}\n").repeat(60));
    let large = json!({
        "file": { "pieces": [["c2sp.org/tlog-proof@v1\nextra ", 1], ["A", 262_144], [format!("\n{good}"), 1]] },
        "leaf": leaf(5).to_base64(),
        "policy": policy(),
    });
    vec![
        refused("nothing", String::new(), "proof-no-blank-line"),
        refused("no empty line", format!("{proof}\n"), "proof-no-blank-line"),
        refused("no checkpoint", format!("{proof}\n\n"), "note-no-blank-line"),
        refused("another version", good.replacen("@v1", "@v2", 1), "proof-header"),
        refused("a space after the header", good.replacen("@v1", "@v1 ", 1), "proof-header"),
        refused("line ends of Windows", good.replace('\n', "\r\n"), "proof-no-blank-line"),
        refused("an empty line in front", format!("\n\n{good}"), "proof-header"),
        refused("an index without a number", indexed("index "), "proof-index-digits"),
        refused("an index with two spaces", indexed("index  5"), "proof-index-digits"),
        refused("an index with a leading zero", indexed("index 05"), "proof-index-leading-zero"),
        refused("an index of 2^63", indexed("index 9223372036854775808"), "proof-index-too-large"),
        refused("an index in capitals", indexed("INDEX 5"), "proof-no-index"),
        refused("two index lines", indexed("index 5\nindex 5"), "proof-hash"),
        refused("the extra data after the index", indexed("index 5\nextra AAAA"), "proof-hash"),
        refused("extra data twice", extra("extra AAAA\nextra AAAA"), "proof-no-index"),
        refused("extra data without any", extra("extra "), "proof-extra"),
        refused("extra data that are no base64", extra("extra !"), "proof-extra"),
        refused("extra data without padding", extra("extra AAAAA"), "proof-extra"),
        refused(
            "extra data and no index",
            good.replacen("index 5", "extra AAAA", 1),
            "proof-no-index",
        ),
        refused("a hash of 33 bytes", hashed(&BASE64.encode(&[1; 33])), "proof-hash"),
        refused("a hash with a space after it", hashed(&format!("{first} ")), "proof-hash"),
        refused("a hash without padding", hashed(&first.replace('=', "")), "proof-hash"),
        refused("64 hashes", many, "proof-too-many-hashes"),
        refused(
            "an empty line within the hashes",
            hashed(&format!("{first}\n")),
            "checkpoint-empty-line",
        ),
        Vector::refused("more than may be", large, "proof-too-large"),
        refused(
            "a checkpoint without signature",
            format!("{proof}\n\n{LOG}\n13\n{first}\n"),
            "note-no-blank-line",
        ),
        refused(
            "a size with a leading zero",
            good.replacen("\n13\n", "\n013\n", 1),
            "checkpoint-size-leading-zero",
        ),
    ]
}

/// Of transparency-dev/formats (Apache-2.0).
fn foreign() -> Vec<Vector> {
    let refused = |told: &str, file: &str, reason| {
        Vector::refused(&format!("formats: {told}"), input(file, leaf(0)), reason)
    };
    let head = "c2sp.org/tlog-proof@v1";
    let long = BASE64.encode(&[0; 64]);
    vec![
        refused("missing header", "wrong-header\nindex 0\n\ncheckpoint\n", "proof-header"),
        refused(
            "extra data",
            &format!("{head}\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n"),
            "proof-extra",
        ),
        refused("missing index", &format!("{head}\n\n\ncheckpoint\n"), "proof-no-index"),
        refused(
            "no number",
            &format!("{head}\nindex notanumber\n\ncheckpoint\n"),
            "proof-index-digits",
        ),
        refused(
            "negative index",
            &format!("{head}\nindex -5\n\ncheckpoint\n"),
            "proof-index-digits",
        ),
        refused(
            "hash base64",
            &format!("{head}\nindex 0\n!!notbase64!!\n\ncheckpoint\n"),
            "proof-hash",
        ),
        refused("hash length", &format!("{head}\nindex 0\n{long}\n\ncheckpoint\n"), "proof-hash"),
        // Accepted there, where nobody looks at the checkpoint yet.
        refused(
            "a checkpoint that is none",
            &format!("{head}\nindex 0\n\ncheckpoint\n"),
            "note-no-blank-line",
        ),
    ]
}

fn verified() -> Vec<Vector> {
    let refused = |told: &str, file: &ProofFile, index: u64, reason| {
        Vector::refused(told, input(&file.to_text(), leaf(index)), reason)
    };
    let good = file(5);
    let with = |hashes: Vec<Hash>| ProofFile { hashes, ..good.clone() };
    let mut swapped = good.hashes.clone();
    swapped.swap(0, 1);
    let more = [&good.hashes[..], &[leaf(0)]].concat();
    let text = checkpoint(LOG, SIZE, head(SIZE).root);
    let signed = |lines: &[_]| ProofFile { checkpoint: note(&text, lines), ..good.clone() };
    let (log, one, two) = (Signer::log(), Signer::witness(1), Signer::witness(2));
    let empty = checkpoint(LOG, 0, Hash::EMPTY_TREE);
    let empty_lines = [log.sign(&empty), one.cosign(&empty, TIME), two.cosign(&empty, TIME)];
    let empty = ProofFile { checkpoint: note(&empty, &empty_lines), hashes: Vec::new(), ..file(0) };
    vec![
        refused("another leaf", &good, 6, "proof-root"),
        refused(
            "another index of the same length",
            &ProofFile { index: 4, ..good.clone() },
            5,
            "proof-root",
        ),
        refused(
            "another index of another length",
            &ProofFile { index: 12, ..good.clone() },
            5,
            "proof-length",
        ),
        refused(
            "an index as large as the tree",
            &ProofFile { index: SIZE, ..good.clone() },
            5,
            "proof-outside",
        ),
        refused("an empty tree", &empty, 0, "proof-outside"),
        refused("two hashes swapped", &with(swapped), 5, "proof-root"),
        refused("a hash too few", &with(good.hashes[1..].to_vec()), 5, "proof-length"),
        refused("a hash too many", &with(more), 5, "proof-length"),
        refused(
            "one witness of the two demanded",
            &signed(&[log.sign(&text), one.cosign(&text, TIME)]),
            5,
            "judge-quorum",
        ),
        refused(
            "no log's signature",
            &signed(&[one.cosign(&text, TIME), two.cosign(&text, TIME)]),
            5,
            "judge-unsigned",
        ),
        refused(
            "a bad signature of the log",
            &signed(&[spoilt(log.sign(&text))]),
            5,
            "judge-log-signature",
        ),
        refused(
            "a bad cosignature besides two good ones",
            &signed(&[
                log.sign(&text),
                one.cosign(&text, TIME),
                two.cosign(&text, TIME),
                spoilt(Signer::witness(3).cosign(&text, TIME)),
            ]),
            5,
            "judge-cosignature",
        ),
    ]
}
