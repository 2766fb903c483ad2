//! Cosignatures: only what the witness signed verifies, and at the time that it signed.
#![no_main]

use std::sync::LazyLock;

use ed25519_dalek::Signer as _;
use fuzz::SIGNER;
use tlog::{Note, SignatureKind, VerifierKey, cosignature};

static WITNESS: LazyLock<VerifierKey> = LazyLock::new(|| {
    let public = SIGNER.verifying_key();
    let key = VerifierKey::new("witness.example", SignatureKind::Cosignature, public.as_bytes());
    key.expect("a sound key")
});

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((time, text)) = input.split_first_chunk() else { return };
    let time = u64::from_be_bytes(*time);
    let Ok(text) = str::from_utf8(text) else { return };
    let signature = |time, text: &str| SIGNER.sign(cosignature::message(time, text).as_bytes());
    let line = cosignature::line(&WITNESS, time, &signature(time, text).to_bytes());
    if let Ok(note) = Note::compose(text, &[line]) {
        let note = Note::parse(&note).expect("what is composed can be read");
        let is_possible = time != 0 && time < 1 << 63;
        assert_eq!(cosignature::verify(&note, &WITNESS).ok(), is_possible.then_some(Some(time)));
    }
    // Nobody but the key's owner can have made a line that verifies.
    if let Ok(note) = Note::parse(text)
        && let Ok(Some(time)) = cosignature::verify(&note, &WITNESS)
    {
        let made = signature(time, note.text()).to_bytes();
        assert!(note.signatures().iter().any(|line| line.signature.ends_with(&made)));
    }
});
