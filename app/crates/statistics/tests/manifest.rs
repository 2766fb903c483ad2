//! The vectors of the manifest.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test stops where something is not as it expects"
)]

use data_encoding::HEXLOWER;
use serde::Deserialize;
use statistics::Manifest;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    #[serde(rename = "description")]
    _description: String,
    text: String,
    files: Vec<(String, String)>,
    root: String,
    refused: Vec<Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    description: String,
    text: String,
    error: String,
}

#[test]
fn the_vector_is_read_and_its_changes_are_refused() {
    let vector: Vector =
        serde_json::from_str(include_str!("../../../../tests/vectors/statistics/manifest.json"))
            .expect("a vector");
    let manifest = Manifest::parse(&vector.text).expect("a manifest");
    let files: Vec<(String, String)> =
        manifest.files().iter().map(|(path, sum)| (path.clone(), HEXLOWER.encode(sum))).collect();
    assert_eq!(files, vector.files);
    assert_eq!(manifest.text(), vector.text);
    assert_eq!(HEXLOWER.encode(&manifest.root()), vector.root);
    assert!(!vector.refused.is_empty());
    for Refused { description, text, error } in vector.refused {
        let found = Manifest::parse(&text).expect_err(&description);
        assert_eq!(format!("{found:?}"), error, "{description}");
    }
}
