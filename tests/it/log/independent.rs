//! The log as somebody sees it who has nothing of the portal's code: over HTTP, with a client of
//! their own.

use std::process::Command;

use super::ledger::Ledger;
use crate::support::program::{clean, finish, python};
use crate::support::root;
use crate::support::server::Server;

/// Entries behind the log's first, at each time that the log became public.
const STEPS: [u64; 6] = [1, 255, 700, 4_096, 9_999, 10_400];

#[test]
fn an_independent_client_follows_ten_thousand_entries() {
    let Some(python) = python() else { return };
    let ledger = Ledger::of(STEPS[0]);
    for pair in STEPS.windows(2) {
        ledger.grow(pair[0], pair[1]);
    }
    let address = format!("sqlite:{}", ledger.folder.join("log.db").display());
    let server = Server::with_log(&address, &ledger.folder.join("policy.txt"), |_| ());
    let sizes: Vec<u64> = STEPS.iter().map(|entries| entries + 1).collect();
    // The client compares its proofs with the earlier checkpoints that the log still serves: all.
    for size in &sizes {
        let answer = server.get(&format!("/log/checkpoints/{size}"));
        assert_eq!(answer.status, 200, "the log has forgotten its checkpoint of size {size}");
    }
    let follow = |vkey: &str, sizes: &[u64]| {
        let mut command: Command = clean(&python, &ledger.folder);
        command.arg("-B").arg(root().join("tests/python/log.py"));
        command.arg(vkey).arg(server.url("/log")).args(sizes.iter().map(u64::to_string));
        finish(&mut command, None)
    };
    let found = follow("log.vkey", &sizes).ended(0);
    let found: serde_json::Value = serde_json::from_str(&found).expect("a line of JSON");
    let size = STEPS[5] + 1;
    assert_eq!(found["origin"], "log.example");
    assert_eq!(found["size"], size);
    assert_eq!(found["inclusion_proofs"], size);
    assert!(found["inclusion_proofs"].as_u64() >= Some(10_000), "{found}");
    assert_eq!(found["consistency_proofs"], sizes.len());
    assert_eq!(found["kinds"]["certificate"], STEPS[5]);

    // It would have said so if the log were another's, or had never been of that size.
    let other = Ledger::of(1);
    assert_eq!(follow(other.folder.read("log.vkey").trim(), &[]).code, 1);
    assert_eq!(follow("log.vkey", &[size + 1]).code, 1);
}
