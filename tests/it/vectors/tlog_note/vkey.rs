//! Verifier keys.

use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};
use tlog::{KeyHash, SignatureKind};

use super::Vector;
use super::signer::Signer;

pub(super) fn vectors() -> Vec<Vector> {
    [good(), written(), points()].concat()
}

/// Of the C2SP texts, of golang/mod sumdb/note (BSD-3-Clause), of transparency-dev/formats
/// (Apache-2.0), of the Go checksum database; and ours.
fn good() -> Vec<Vector> {
    let keys = [
        (
            "the example of signed-note",
            "example.com/foo",
            "530d903a",
            1,
            "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        ),
        (
            "the first key of Go's tests",
            "PeterNeumann",
            "c74f20a3",
            1,
            "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ),
        (
            "the second key of Go's tests",
            "EnochRoot",
            "af0cfe78",
            1,
            "ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
        ),
        (
            "the Go checksum database",
            "sum.golang.org",
            "033de0ae",
            1,
            "Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        ),
        (
            "a log's key of transparency-dev/formats",
            "TEST",
            "7997405c",
            1,
            "AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        ),
        (
            "a witness's key of transparency-dev/formats",
            "remora.n621.de",
            "da77ade7",
            4,
            "BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        ),
    ];
    let good = |name: &str, id: &str, kind: u8| json!({ "name": name, "id": id, "kind": kind });
    let foreign = keys.map(|(told, name, id, kind, material)| {
        Vector::good(told, format!("{name}+{id}+{material}").into(), good(name, id, kind))
    });
    let ours = [
        ("a log's key", Signer::log().key),
        ("a witness's key", Signer::witness(1).key),
        ("a name in Persian", Signer::new("گواه.example/سجل", SignatureKind::Ed25519, 9).key),
    ];
    let ours = ours.map(|(told, key)| {
        let found = good(key.name(), &key.id().to_string(), key.kind().byte());
        Vector::good(told, key.to_string().into(), found)
    });
    [foreign.to_vec(), ours.to_vec()].concat()
}

fn written() -> Vec<Vector> {
    let key = Signer::log().key;
    let (name, id) = (key.name(), key.id());
    let material = key.to_string().rsplit_once('+').expect("three parts").1.to_owned();
    let rekor = "AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";
    let static_ct = "BTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABB25bKnLaZTFXOa2pgO70rjcVEMXKJkMBgFQHZ1kwFlGK9zIAx0FtC2oCfeZQe0E++VXuiYE9hFSzhRlOy92K8A=";
    let raw = |kind: u8, length: usize| BASE64.encode(&[vec![kind], vec![7; length]].concat());
    let refused =
        |told: &str, text: String, reason| Vector::refused(told, Value::from(text), reason);
    vec![
        refused("nothing", String::new(), "key-parts"),
        refused("a name alone", "example.com/log".into(), "key-parts"),
        refused("two parts (formats)", "bananas.sigstore.dev+12344556".into(), "key-parts"),
        refused("an empty name", format!("+{id}+{material}"), "key-name"),
        refused("a name with a space", format!("a b+{id}+{material}"), "key-name"),
        refused("a name with a no-break space", format!("a\u{a0}b+{id}+{material}"), "key-name"),
        refused(
            "a name with an ideographic space",
            format!("a\u{3000}b+{id}+{material}"),
            "key-name",
        ),
        refused("a name with a line separator", format!("a\u{2028}b+{id}+{material}"), "key-name"),
        refused(
            "a name with a next-line character",
            format!("a\u{85}b+{id}+{material}"),
            "key-name",
        ),
        refused("a name with a line end", format!("a\nb+{id}+{material}"), "key-name"),
        refused("a name with a control character", format!("a\u{1}b+{id}+{material}"), "key-name"),
        refused(
            "a name with a plus: the key ID is read too early",
            format!("a+b+{id}+{material}"),
            "key-id",
        ),
        refused(
            "a private key of Go's tests",
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz".into(),
            "key-id",
        ),
        refused(
            "a key ID that is none (formats)",
            format!("rekor.sigstore.dev+NOT_A_NUMBER+{rekor}"),
            "key-id",
        ),
        refused(
            "a key ID in capitals",
            format!("{name}+{}+{material}", id.to_string().to_uppercase()),
            "key-id",
        ),
        refused(
            "a key ID of seven digits",
            format!("{name}+{}+{material}", &id.to_string()[1..]),
            "key-id",
        ),
        refused("a key ID of nine digits", format!("{name}+0{id}+{material}"), "key-id"),
        refused(
            "a key ID with a sign",
            format!("{name}++{}+{material}", &id.to_string()[1..]),
            "key-id",
        ),
        refused("the ID of another key", format!("{name}+00000000+{material}"), "key-id-mismatch"),
        refused(
            "the key of another name",
            format!("example.com/other+{id}+{material}"),
            "key-id-mismatch",
        ),
        refused(
            "no base64 (formats)",
            "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!".into(),
            "key-base64",
        ),
        refused(
            "base64 with a line end after it",
            format!("{name}+{id}+{material}\n"),
            "key-base64",
        ),
        refused(
            "base64 with bits that say nothing (Go)",
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==".into(),
            "key-base64",
        ),
        refused(
            "base64 in the alphabet for addresses",
            format!(
                "{name}+{id}+{}",
                BASE64.encode(&[251; 33]).replace('+', "-").replace('/', "_")
            ),
            "key-base64",
        ),
        refused("no bytes at all", format!("{name}+{id}+"), "key-length"),
        refused("a kind and no key", format!("{name}+{id}+AQ=="), "key-length"),
        refused("a key of 31 bytes", format!("{name}+{id}+{}", raw(1, 31)), "key-length"),
        refused("a key of 33 bytes", format!("{name}+{id}+{}", raw(4, 33)), "key-length"),
        refused(
            "an unknown kind (Go)",
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".into(),
            "key-kind",
        ),
        refused(
            "a kind that is reserved (formats)",
            "rekor.sigstore.dev+12345678+AwEB".into(),
            "key-kind",
        ),
        refused(
            "an ECDSA key of Rekor (formats)",
            format!("rekor.sigstore.dev+c0d23d6a+{rekor}"),
            "key-kind",
        ),
        refused(
            "an RFC 6962 key of a certificate log (formats)",
            format!("ct.googleapis.com/logs/us1/argon2024+7deb49d0+{static_ct}"),
            "key-kind",
        ),
        refused("kind 0", format!("{name}+{id}+{}", raw(0, 32)), "key-kind"),
        refused("an ML-DSA-44 key", format!("{name}+{id}+{}", raw(6, 1312)), "key-kind"),
    ]
}

/// Bytes that are no key that anything may be verified with. Each has its proper key ID.
fn points() -> Vec<Vector> {
    let points = [
        (
            "no point of the curve",
            "0200000000000000000000000000000000000000000000000000000000000000",
            "key-no-point",
        ),
        (
            "a second spelling of a point",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "key-not-canonical",
        ),
        (
            "the neutral element",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "key-weak",
        ),
        (
            "a point of order 4",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "key-weak",
        ),
        (
            "a point of order 8",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "key-weak",
        ),
        (
            "a sound point and one of order 8 added",
            "40a4cf5c611d737a2f1c6fcca84d9cabfed80987f186a5a6c57e629bff1af27f",
            "key-torsion",
        ),
    ];
    let kinds = [("log", SignatureKind::Ed25519), ("witness", SignatureKind::Cosignature)];
    let both = kinds.iter().flat_map(|kind| points.map(|point| (kind, point)));
    let vector = |((who, kind), (told, digits, reason)): (&(&str, SignatureKind), _)| {
        let digits: &str = digits;
        let bytes = HEXLOWER.decode(digits.as_bytes()).expect("hexadecimal");
        let bytes: [u8; 32] = bytes.try_into().expect("32 bytes");
        let name = format!("example.com/{who}");
        let id = KeyHash::of(&name, *kind, &bytes);
        let material = BASE64.encode(&[vec![kind.byte()], bytes.to_vec()].concat());
        let told: &str = told;
        let told = format!("a {who}'s key that is {told}");
        Vector::refused(&told, format!("{name}+{id}+{material}").into(), reason)
    };
    both.map(vector).collect()
}
