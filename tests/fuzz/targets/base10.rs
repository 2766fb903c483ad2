//! Base10: what is accepted is the one form of its bytes, and every byte string has a form.
#![no_main]

use certificate::base10::{decode, encode};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(bytes) = decode(input) {
        assert_eq!(encode(&bytes).as_bytes(), input);
    }
    assert_eq!(decode(encode(input).as_bytes()).as_deref(), Ok(input));
});
