//! Our own vectors of the log's tree, in `tests/vectors/tlog`: paths, tiles, bundles, entries,
//! proofs and lookups, with every way in which each of them is refused. They were computed by a
//! program that shares nothing with the portal.

use std::collections::BTreeSet;

use data_encoding::{BASE64, HEXLOWER};
use serde_json::{Value, json};
use tlog::{
    BundleError, Entry, EntryError, Hash, Lookup, LookupError, PathError, ProofError, Resource,
    TileError, TreeHead, bundle, tile, verify_consistency, verify_inclusion,
};

use crate::support::{read, root};

/// What comes of an input: the result, or the word for the reason.
type Judged = Result<Value, &'static str>;

/// Runs the vectors of a file. Each of the reasons must occur: an error without a vector is one
/// that nobody has seen.
fn run(name: &str, reasons: &[&str], judge: impl Fn(&Value) -> Judged) {
    let path = root().join("tests/vectors/tlog").join(name).with_extension("json");
    let cases: Vec<Value> = serde_json::from_str(&read(&path)).expect("vectors are JSON");
    let mut seen = BTreeSet::new();
    for case in &cases {
        let (result, reason) = match judge(&case["input"]) {
            Ok(result) => (result, None),
            Err(reason) => (Value::Null, Some(reason)),
        };
        let description = &case["description"];
        assert_eq!(json!(reason), case["reason"], "{name}: {description}");
        assert_eq!(result, case["result"], "{name}: {description}");
        seen.extend(reason);
    }
    assert_eq!(seen, reasons.iter().copied().collect(), "{name}: every reason has its vector");
    let unlike: BTreeSet<String> = cases.iter().map(|case| case["input"].to_string()).collect();
    assert_eq!(unlike.len(), cases.len(), "{name}: no vector stands there twice");
}

#[test]
fn paths_are_read_in_their_one_spelling() {
    let reasons = ["group", "leading-zeroes", "level", "prefix", "too-large", "width"];
    run("tile-path", &reasons, |input| {
        let text = text(input);
        let resource = Resource::parse(text).map_err(|error| match error {
            PathError::Prefix => "prefix",
            PathError::Level => "level",
            PathError::Group => "group",
            PathError::LeadingZeroes => "leading-zeroes",
            PathError::TooLarge => "too-large",
            PathError::Width => "width",
            other => panic!("{other:?} has no word"),
        })?;
        assert_eq!(resource.path(), text);
        let (level, index, width) = match resource {
            Resource::Hashes(tile) => (json!(tile.id().level), tile.id().index, tile.width()),
            Resource::Entries { index, width } => (json!("entries"), index, width),
        };
        Ok(json!({ "level": level, "index": index, "width": width }))
    });
}

#[test]
fn tiles_have_32_bytes_for_each_hash() {
    run("tile", &["length", "width"], |input| {
        let bytes = base64(&input["bytes"]);
        let hashes = tile::hashes(&bytes, width(input)).map_err(tile_reason)?;
        assert_eq!(tile::to_bytes(&hashes), bytes);
        Ok(hashes.iter().map(Hash::to_base64).collect())
    });
}

#[test]
fn bundles_have_so_many_entries_and_nothing_more() {
    run("bundle", &["trailing", "truncated", "width"], |input| {
        let bytes = HEXLOWER.decode(text(&input["bytes"]).as_bytes()).expect("hexadecimal");
        let entries = bundle::parse(&bytes, width(input)).map_err(|error| match error {
            BundleError::Width { .. } => "width",
            BundleError::Truncated { .. } => "truncated",
            BundleError::Trailing { .. } => "trailing",
            other => panic!("{other:?} has no word"),
        })?;
        assert_eq!(bundle::encode(entries.iter().copied()).as_ref(), Some(&bytes));
        Ok(entries.into_iter().map(|entry| HEXLOWER.encode(entry)).collect())
    });
}

#[test]
fn entries_have_37_bytes_and_a_known_kind() {
    run("entry", &["kind", "length"], |input| {
        let bytes = HEXLOWER.decode(text(input).as_bytes()).expect("hexadecimal");
        let entry = Entry::parse(&bytes).map_err(|error| match error {
            EntryError::Length { .. } => "length",
            EntryError::Kind { .. } => "kind",
            other => panic!("{other:?} has no word"),
        })?;
        assert_eq!(entry.to_bytes().as_slice(), bytes);
        Ok(json!({
            "kind": entry.kind.word(),
            "sha256": HEXLOWER.encode(&entry.sha256),
            "day": entry.day,
            "leaf": entry.leaf().to_base64(),
        }))
    });
}

#[test]
fn inclusion_is_proved_or_it_is_not() {
    run("inclusion", &["index", "length", "root", "size"], |input| {
        let leaf = hash(&input["leaf"]);
        let index = number(&input["index"]);
        verify_inclusion(&leaf, index, &head(input), &hashes(&input["proof"]))
            .map_err(proof_reason)?;
        Ok(json!(true))
    });
}

#[test]
fn consistency_is_proved_or_it_is_not() {
    let reasons = ["empty-old", "fork", "length", "old-root", "root", "shrunk", "size"];
    run("consistency", &reasons, |input| {
        let proof = hashes(&input["proof"]);
        verify_consistency(&head(&input["old"]), &head(&input["new"]), &proof)
            .map_err(proof_reason)?;
        Ok(json!(true))
    });
}

#[test]
fn a_place_is_looked_up_only_in_tiles_of_the_tree() {
    let reasons = ["beyond", "bytes", "hashes", "missing", "root", "unasked"];
    run("lookup", &reasons, |input| {
        let lookup = Lookup::new(number(&input["index"]), head(input)).ok_or("beyond")?;
        let tiles = input["tiles"].as_array().expect("tiles").iter().map(|came| {
            match tlog::parse_path(text(&came["path"])) {
                Some(Resource::Hashes(tile)) => (tile, base64(&came["bytes"])),
                other => panic!("{other:?} is no tile"),
            }
        });
        let tiles: Vec<_> = tiles.collect();
        let found = lookup.find(&hash(&input["leaf"]), &tiles).map_err(|error| match error {
            LookupError::Missing(_) => "missing",
            LookupError::Unasked(_) => "unasked",
            LookupError::Bytes { .. } => "bytes",
            LookupError::Hashes(_) => "hashes",
            LookupError::Root { .. } => "root",
            other => panic!("{other:?} has no word"),
        })?;
        Ok(json!(found))
    });
}

fn tile_reason(error: TileError) -> &'static str {
    match error {
        TileError::Width { .. } => "width",
        TileError::Length { .. } => "length",
        other => panic!("{other:?} has no word"),
    }
}

fn proof_reason(error: ProofError) -> &'static str {
    match error {
        ProofError::Size { .. } => "size",
        ProofError::Index { .. } => "index",
        ProofError::Shrunk { .. } => "shrunk",
        ProofError::EmptyOld => "empty-old",
        ProofError::Length { .. } => "length",
        ProofError::Fork { .. } => "fork",
        ProofError::OldRoot => "old-root",
        ProofError::Root => "root",
        other => panic!("{other:?} has no word"),
    }
}

fn head(value: &Value) -> TreeHead {
    TreeHead { size: number(&value["size"]), root: hash(&value["root"]) }
}

fn hashes(value: &Value) -> Vec<Hash> {
    value.as_array().expect("a list of hashes").iter().map(hash).collect()
}

fn hash(value: &Value) -> Hash {
    Hash::parse(text(value)).expect("a hash")
}

fn base64(value: &Value) -> Vec<u8> {
    BASE64.decode(text(value).as_bytes()).expect("base64")
}

fn width(value: &Value) -> u16 {
    u16::try_from(number(&value["width"])).expect("a width")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number of 64 bits")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
