//! The log outside its database: as files, in a folder and in a store.

mod independent;
mod ledger;
mod moto;

use std::collections::BTreeMap;
use std::path::Path;

use ledger::Ledger;
use moto::Moto;

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(below) = left.pop() {
        for entry in std::fs::read_dir(&below).expect("a folder can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy();
                found.insert(name.into_owned(), std::fs::read(&path).expect("a file can be read"));
            }
        }
    }
    found
}

/// The listing of a store with these files.
fn expected(tree: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let line = |(path, bytes): (&String, &Vec<u8>)| {
        let (media, caching) = match path.starts_with("tile/") {
            true => ("application/octet-stream", "public, max-age=31536000, immutable"),
            false => ("text/plain; charset=utf-8", "public, max-age=5"),
        };
        let sha256 = data_encoding::HEXLOWER.encode(&ledger::sha256(bytes));
        format!("{path}\t{media}\t{caching}\t{sha256}")
    };
    tree.iter().map(line).collect()
}

#[test]
fn a_store_gets_what_a_folder_gets() {
    let Some(moto) = Moto::start() else { return };
    let ledger = Ledger::of(700);
    let (folder, place) = (ledger.folder.join("tree"), "s3://public/city/log");
    moto.list(&["s3://public", "make"]);
    let store = ["log", "export", place, "--endpoint", &moto.endpoint, "--policy", "policy.txt"];
    let to_folder = ["log", "export", "tree", "--policy", "policy.txt"];
    assert_eq!(ledger.run(&to_folder), ledger.run(&store));
    assert_eq!(moto.list(&[place]), expected(&tree(&folder)));

    // It goes on: full tiles take the place of partial ones in both.
    ledger.grow(700, 1_600);
    assert_eq!(ledger.run(&to_folder), ledger.run(&store));
    let files = tree(&folder);
    assert!(files.contains_key("tile/0/002") && !files.contains_key("tile/0/002.p/189"));
    assert_eq!(moto.list(&[place]), expected(&files));

    // What was lost comes back when everything is compared.
    moto.list(&[place, "remove", "tile/0/001"]);
    let whole = [&store[..], &["--whole"]].concat();
    assert_eq!(ledger.run(&whole), "checkpoint 1601: 1 file written\n");
    assert_eq!(moto.list(&[place]), expected(&files));
    assert_eq!(ledger.run(&whole), "checkpoint 1601: 0 files written\n");
}

#[test]
fn a_store_that_is_not_there_is_said_to_be() {
    let Some(moto) = Moto::start() else { return };
    let ledger = Ledger::of(3);
    let ran = ledger.call(&["log", "export", "s3://nowhere/log", "--endpoint", &moto.endpoint]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.starts_with("gavah: could not export the log: "), "{}", ran.err);
}

/// A mirror in a folder is enough to go on from a copy of the database that is older.
#[test]
fn a_restored_log_goes_on_from_its_export() {
    let ledger = Ledger::of(300);
    std::fs::copy(ledger.folder.join("log.db"), ledger.folder.join("copy.db")).expect("a copy");
    ledger.grow(300, 900);
    ledger.run(&["log", "export", "tree"]);
    let before = tree(&ledger.folder.join("tree"));
    std::fs::copy(ledger.folder.join("copy.db"), ledger.folder.join("log.db")).expect("a copy");
    for command in [&["log", "checkpoint"][..], &["log", "append", "--from", "entries.txt"]] {
        let ran = ledger.call(command);
        assert_eq!(ran.code, 1, "{command:?} {}", ran.err);
        assert!(ran.err.contains("gavah log recover --from"), "{command:?} {}", ran.err);
    }
    ledger.run(&["log", "recover", "--from", "tree"]);
    ledger.run(&["log", "checkpoint"]);
    ledger.run(&["log", "check"]);
    ledger.run(&["log", "export", "again"]);
    let mut after = tree(&ledger.folder.join("again"));
    // The checkpoints between are history that the copy never had.
    after.retain(|path, _| !path.starts_with("checkpoints/"));
    for (path, bytes) in after {
        assert_eq!(before.get(&path), Some(&bytes), "{path}");
    }
}
