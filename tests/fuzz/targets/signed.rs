//! Payloads that are signed as they come: a good signature alone makes no certificate genuine.
#![no_main]

use certificate::{Claims, Summary, Unsigned, text, verify, verify_statement};
use ed25519_dalek::Signer as _;
use fuzz::{KEY, KEYS, SIGNER};

libfuzzer_sys::fuzz_target!(|payload: &[u8]| {
    let Some(unsigned) = Unsigned::new(*KEY, payload.to_vec()) else { return };
    let signature = SIGNER.sign(&unsigned.signed_bytes()).to_bytes();
    let statement = unsigned.sign(signature);
    let verdict = verify_statement(&statement, &KEYS);
    assert_eq!(verify(&text::digits(0, &statement), &KEYS), verdict);
    let claims = Claims::decode(payload).ok();
    let inside = claims
        .as_ref()
        .and_then(Claims::issued_on)
        .is_some_and(|day| KEYS.keys[0].validity.covers(day));
    assert_eq!(verdict.summary() == Summary::GenuineStatusNotChecked, inside);
    assert_eq!(verdict.claims, claims);
});
