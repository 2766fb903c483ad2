//! Wycheproof's signatures by Ed25519 (C2SP/wycheproof, Apache-2.0).

use certificate::IssuerKey;
use data_encoding::HEXLOWER;
use serde_json::Value;

use crate::support::{read, shared};

#[test]
fn every_signature_of_wycheproof_is_judged_as_it_should_be() {
    let Some(path) = shared("vectors/wycheproof/ed25519_test.json") else { return };
    let data: Value = serde_json::from_str(&read(&path)).expect("a vector file is JSON");
    let (mut good, mut bad, mut faults) = (0, 0, Vec::new());
    for group in data["testGroups"].as_array().expect("groups") {
        let key: Option<[u8; 32]> = bytes(&group["publicKey"]["pk"]).try_into().ok();
        // A key that is refused when it is loaded refuses every signature.
        let key = key.and_then(|bytes| IssuerKey::from_bytes(&bytes).ok());
        for test in group["tests"].as_array().expect("tests") {
            let signature: Option<[u8; 64]> = bytes(&test["sig"]).try_into().ok();
            let accepted = match (&key, signature) {
                (Some(key), Some(signature)) => key.verifies(&bytes(&test["msg"]), &signature),
                _ => false,
            };
            let wanted = test["result"] == "valid";
            if accepted != wanted {
                faults.push(test["tcId"].clone());
            }
            if accepted { good += 1 } else { bad += 1 }
        }
    }
    assert_eq!(faults, Vec::<Value>::new());
    assert_eq!((good, bad), (88, 63));
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().expect("a text").as_bytes()).expect("hexadecimal")
}
