//! The independent verifier in Python, on the same vectors and on the product's own certificates:
//! it shares no code and no library with the portal.

use std::path::Path;

use super::certificate::folder;
use crate::support::demonstration::Demonstration;
use crate::support::folder::Folder;
use crate::support::program::{Ran, clean, finish, python};
use crate::support::{files, read, root};

/// A script of `tests/python` with its arguments.
fn script(python: &Path, name: &str, arguments: &[&Path]) -> Ran {
    let folder = Folder::new();
    let mut command = clean(python, &folder);
    command.arg("-B").arg(root().join("tests/python").join(name)).args(arguments);
    finish(&mut command, None)
}

/// The vectors in a file of many.
fn rows(path: &Path) -> usize {
    let file: serde_json::Value = serde_json::from_str(&read(path)).expect("vectors are JSON");
    file["rows"].as_array().expect("rows").len()
}

#[test]
fn the_python_verifier_agrees_about_every_vector() {
    let Some(python) = python() else { return };
    let verdicts = root().join("tests/vectors/verdict");
    let said = script(&python, "check_vectors.py", &[&folder(), &verdicts]).ended(0);
    let rows: usize = files(&verdicts, ".json").iter().map(|path| rows(path)).sum();
    assert_eq!(said.lines().count(), files(&folder(), ".json").len() + rows);
}

#[test]
fn the_sample_s_qr_code_is_read_by_another_decoder_and_verified_by_another_verifier() {
    let Some(python) = python() else { return };
    let demo = Demonstration::made();
    let found = script(&python, "check_picture.py", &[&demo.path("certificate.png")]).ended(0);
    assert_eq!(found.trim_end(), demo.text("certificate.txt"));
    let facts =
        script(&python, "verify.py", &[&demo.path("keys.txt"), Path::new(found.trim_end())]);
    let facts: serde_json::Value = serde_json::from_str(&facts.ended(0)).expect("JSON");
    assert_eq!(facts["case"], demo.case().0);
    assert_eq!(facts["force"], "demonstration");
}

#[test]
fn the_python_verifier_accepts_every_sample() {
    let Some(python) = python() else { return };
    let demo = Demonstration::made();
    let addresses = demo.text("certificates.txt");
    assert!(addresses.lines().count() >= 3);
    for address in addresses.lines() {
        script(&python, "verify.py", &[&demo.path("keys.txt"), Path::new(address)]).ended(0);
    }
}
