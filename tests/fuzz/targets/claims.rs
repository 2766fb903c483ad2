//! Deterministic CBOR: what is accepted is written back byte for byte.
#![no_main]

use certificate::Claims;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(claims) = Claims::decode(input) {
        assert_eq!(claims.encode().as_deref(), Ok(input));
    }
});
