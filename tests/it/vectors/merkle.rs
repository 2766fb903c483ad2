//! The proofs of transparency-dev/merkle (Apache-2.0): good ones, and every way to spoil them.

use std::path::PathBuf;

use data_encoding::BASE64;
use serde_json::Value;
use tlog::{Hash, TreeHead, verify_consistency, verify_inclusion};

use crate::support::{files, read, shared};

/// Whether a proof is accepted.
type Judge = fn(&Value) -> bool;

#[test]
fn every_proof_of_others_is_judged_as_it_should_be() {
    let Some(folder) = shared("vectors/merkle/testdata") else { return };
    let judges: [(&str, Judge); 2] = [("inclusion", includes), ("consistency", is_consistent)];
    let (mut good, mut bad, mut faults) = (0, 0, Vec::new());
    for (kind, accepts) in judges {
        for path in walk(folder.join(kind)) {
            let case: Value = serde_json::from_str(&read(&path)).expect("a proof is JSON");
            let wanted = !case["wantErr"].as_bool().expect("a flag");
            let accepted = accepts(&case);
            if accepted != wanted {
                faults.push((path, case["desc"].clone()));
            }
            if accepted { good += 1 } else { bad += 1 }
        }
    }
    println!("{good} proofs accepted, {bad} refused");
    assert_eq!(faults, []);
    assert_eq!((good, bad), (12, 184));
}

/// The files of a folder and of the folders in it.
fn walk(folder: PathBuf) -> Vec<PathBuf> {
    let below = files(&folder, "").into_iter().filter(|path| path.is_dir()).flat_map(walk);
    below.chain(files(&folder, ".json")).collect()
}

/// A leaf, a root or a hash of a proof that is not 32 bytes is no hash: our types cannot hold it.
fn includes(case: &Value) -> bool {
    let (Some(leaf), Some(root)) = (hash(&case["leafHash"]), hash(&case["root"])) else {
        return false;
    };
    let head = TreeHead { size: number(&case["treeSize"]), root };
    let Some(proof) = proof(&case["proof"]) else { return false };
    verify_inclusion(&leaf, number(&case["leafIdx"]), &head, &proof).is_ok()
}

/// Where the roots of two trees of one size are only compared, these vectors have words for roots.
/// Their hashes are as equal and as different as the words.
fn is_consistent(case: &Value) -> bool {
    let head = |size: &str, root: &str| {
        let bytes = bytes(&case[root]);
        let root = <[u8; 32]>::try_from(bytes.as_slice());
        let root = root.map_or_else(|_| Hash::of_leaf(&bytes), Hash::from_bytes);
        TreeHead { size: number(&case[size]), root }
    };
    let Some(proof) = proof(&case["proof"]) else { return false };
    verify_consistency(&head("size1", "root1"), &head("size2", "root2"), &proof).is_ok()
}

/// The hashes of a proof; the vectors write none as `null` too.
fn proof(value: &Value) -> Option<Vec<Hash>> {
    value.as_array().into_iter().flatten().map(hash).collect()
}

fn hash(value: &Value) -> Option<Hash> {
    bytes(value).try_into().ok().map(Hash::from_bytes)
}

fn bytes(value: &Value) -> Vec<u8> {
    BASE64.decode(value.as_str().expect("a text").as_bytes()).expect("base64")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number of 64 bits")
}
