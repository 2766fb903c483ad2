//! Proof files: what is accepted is written back byte for byte; nothing is in an empty log.
#![no_main]

use std::sync::LazyLock;

use fuzz::SIGNER;
use tlog::{Hash, Policy, ProofFile, SignatureKind, VerifierKey};

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let public = SIGNER.verifying_key();
    let key = VerifierKey::new("example.com/log", SignatureKind::Ed25519, public.as_bytes());
    let text = format!("log {}\nquorum none\n", key.expect("a sound key"));
    Policy::parse(text.as_bytes()).expect("a sound policy")
});

libfuzzer_sys::fuzz_target!(|input: &str| {
    let Ok(file) = ProofFile::parse(input) else { return };
    assert_eq!(file.to_text(), input);
    assert!(file.hashes.len() <= 63 && file.index < 1 << 63);
    if let Ok(witnessed) = file.verify(&Hash::of_leaf(b"entry"), &POLICY) {
        assert!(file.index < witnessed.checkpoint.head.size);
    }
});
