//! Signed notes.

mod line;

use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};
use tlog::{KeyHash, SignatureLine};

use super::Vector;
use super::signer::{Signer, TIME, note};

const FOO: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const FOO_TEXT: &str = "This is an example message.\n";
const FOO_LINE: &str = "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const GO_TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

pub(super) fn vectors() -> Vec<Vector> {
    [foreign(), go(), good(), form(), line::vectors()].concat()
}

fn input(note: impl Into<Value>, keys: &[&str]) -> Value {
    json!({ "note": note.into(), "keys": keys })
}

fn accepted(told: &str, text: &str, lines: &str, keys: &[&str], signed: &[bool]) -> Vector {
    let found = json!({ "text": text, "lines": lines.lines().count(), "signed": signed });
    Vector::good(told, input(format!("{text}\n{lines}"), keys), found)
}

fn refused(told: &str, note: impl Into<Value>, reason: &'static str) -> Vector {
    Vector::refused(told, input(note, &[&Signer::log().key.to_string()]), reason)
}

/// The literals of C2SP signed-note and tlog-cosignature.
fn foreign() -> Vec<Vector> {
    let sunset = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";
    let sunset_line = "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let sofa =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    let sofa_lines = "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
    // The signature of that example is one of the Go checksum database, under another name.
    let go = sofa.replace("example.com/behind-the-sofa", "go.sum database tree");
    let go_line = "— sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
    let go_key = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let altered = FOO_TEXT.replace("message", "massage");
    vec![
        accepted("the example of signed-note", FOO_TEXT, FOO_LINE, &[FOO], &[true]),
        Vector::refused(
            "the example of signed-note with another word",
            input(format!("{altered}\n{FOO_LINE}"), &[FOO]),
            "note-bad-signature",
        ),
        accepted("a text with empty lines, of signed-note", sunset, sunset_line, &[FOO], &[false]),
        accepted("the cosigned checkpoint of tlog-cosignature", sofa, sofa_lines, &[], &[]),
        accepted("a tree of the Go checksum database", &go, go_line, &[go_key], &[true]),
    ]
}

/// Of golang/mod sumdb/note (BSD-3-Clause).
fn go() -> Vec<Vector> {
    let both = format!("{PETER_LINE}{ENOCH_LINE}");
    let twice = format!("{PETER_LINE}{PETER_LINE}{ENOCH_LINE}{ENOCH_LINE}");
    let longer = PETER_LINE.replacen("SffcvIAQ", "ABCDSffcvIAQ", 1);
    let bad =
        |told: &str, note: String, reason| Vector::refused(told, input(note, &[PETER]), reason);
    vec![
        accepted("Go: one key of two known", GO_TEXT, &both, &[PETER], &[true]),
        accepted("Go: both keys known", GO_TEXT, &both, &[PETER, ENOCH], &[true, true]),
        accepted("Go: no key known", GO_TEXT, &both, &[], &[]),
        accepted("Go: each line twice", GO_TEXT, &twice, &[PETER, ENOCH], &[true, true]),
        bad("Go: no signatures", GO_TEXT.into(), "note-no-blank-line"),
        bad("Go: an empty line and no signature", format!("{GO_TEXT}\n"), "note-no-signatures"),
        bad(
            "Go: no line end after the signature",
            format!("{GO_TEXT}\n{}", PETER_LINE.trim_end()),
            "note-no-line-end",
        ),
        bad(
            "Go: a control character in front",
            format!("\u{1}{GO_TEXT}\n{PETER_LINE}"),
            "note-control",
        ),
        Vector::refused(
            "Go: an octet that is no UTF-8 in front",
            input(
                json!({ "hex": HEXLOWER.encode(&[b"\xff", GO_TEXT.as_bytes(), b"\n", PETER_LINE.as_bytes()].concat()) }),
                &[PETER],
            ),
            "note-not-utf8",
        ),
        bad(
            "Go: a name with a space",
            format!("{GO_TEXT}\n{}", PETER_LINE.replace("PeterNeumann", "Bad Name")),
            "note-line-base64",
        ),
        bad(
            "Go: a line that is no signature",
            format!("{GO_TEXT}\n{PETER_LINE}Unexpected line.\n"),
            "note-line-dash",
        ),
        bad(
            "Go: a signature of three bytes more",
            format!("{GO_TEXT}\n{longer}"),
            "note-bad-signature",
        ),
        Vector::refused(
            "Go: a hundred and one signatures",
            input(json!({ "pieces": [[format!("{GO_TEXT}\n"), 1], [PETER_LINE, 101]] }), &[]),
            "note-too-many-signatures",
        ),
    ]
}

fn written(lines: &[SignatureLine]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn good() -> Vec<Vector> {
    let (log, witness) = (Signer::log(), Signer::witness(1));
    let text = "گواه\n\n\n— no signature, only looks like one\n";
    let line = |signer: &Signer| signer.sign(text);
    let key = |signer: &Signer| signer.key.to_string();
    let both = [line(&log), witness.cosign(text, TIME)];
    let sixteen: Vec<SignatureLine> =
        (1..=16).map(|n| Signer::witness(n).cosign(text, TIME)).collect();
    let keys: Vec<String> = (1..=16).map(|number| key(&Signer::witness(number))).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let unknown = SignatureLine { signature: vec![0], ..line(&log) };
    let named = SignatureLine { name: "example.com/other".to_owned(), ..unknown.clone() };
    let numbered = SignatureLine { id: KeyHash::from_bytes([1, 2, 3, 4]), ..unknown };
    let hundred = vec![line(&log); 100];
    vec![
        accepted(
            "a log and a witness",
            text,
            &written(&both),
            &[&key(&log), &key(&witness)],
            &[true, true],
        ),
        accepted("sixteen signatures", text, &written(&sixteen), &keys, &[true; 16]),
        Vector::good(
            "a hundred signatures",
            input(
                json!({ "pieces": [[format!("{text}\n"), 1], [format!("{}\n", line(&log)), 100]] }),
                &[&key(&log)],
            ),
            json!({ "text": text, "lines": hundred.len(), "signed": [true] }),
        ),
        accepted(
            "the log's name with another key ID, and its key ID with another name",
            text,
            &written(&[named, numbered, line(&log)]),
            &[&key(&log)],
            &[true],
        ),
        accepted(
            "a text of one empty line",
            "\n",
            &written(&[log.sign("\n")]),
            &[&key(&log)],
            &[true],
        ),
        accepted(
            "a post-quantum signature of an unknown key",
            text,
            &format!("— pq.example {}\n{}\n", BASE64.encode(&[9; 4 + 8 + 2420]), line(&log)),
            &[&key(&log)],
            &[true],
        ),
    ]
}

fn form() -> Vec<Vector> {
    let log = Signer::log();
    let text = "text\n";
    let line = log.sign(text);
    let good = note(text, std::slice::from_ref(&line));
    let pieces = |value: Value| json!({ "pieces": value });
    vec![
        refused("nothing", "", "note-no-blank-line"),
        refused("one line end", "\n", "note-no-blank-line"),
        refused("two line ends", "\n\n", "note-no-signatures"),
        refused("a signature and no text", format!("{line}\n"), "note-no-blank-line"),
        refused(
            "an empty line and a signature, no text",
            format!("\n{line}\n"),
            "note-no-blank-line",
        ),
        refused("no empty line", format!("{text}{line}\n"), "note-no-blank-line"),
        refused("an empty line after the signature", format!("{good}\n"), "note-no-signatures"),
        refused(
            "an empty line between signatures",
            format!("{good}\n{line}\n"),
            "note-bad-signature",
        ),
        refused("no line end at the end", good.trim_end(), "note-no-line-end"),
        refused("line ends of Windows", good.replace('\n', "\r\n"), "note-control"),
        refused("a tab in the text", good.replacen("text", "te\tt", 1), "note-control"),
        refused("a zero in the text", good.replacen("text", "te\0t", 1), "note-control"),
        refused(
            "an escape character in a name",
            note(text, &[SignatureLine { name: "a\u{1b}".into(), ..line.clone() }]),
            "note-control",
        ),
        refused(
            "a lone half of a surrogate pair",
            json!({ "hex": HEXLOWER.encode(&[b"\xed\xa0\x80", good.as_bytes()].concat()) }),
            "note-not-utf8",
        ),
        refused(
            "a letter in too many octets",
            json!({ "hex": HEXLOWER.encode(&[b"\xc1\xa1", good.as_bytes()].concat()) }),
            "note-not-utf8",
        ),
        refused(
            "one byte more than may be",
            pieces(json!([["x", 131_073 - good.len()], [good, 1]])),
            "note-too-large",
        ),
        refused(
            "as large as may be, and altered",
            pieces(json!([["x", 131_072 - good.len()], [good, 1]])),
            "note-bad-signature",
        ),
    ]
}
