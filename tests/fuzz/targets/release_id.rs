//! Release codes: what is accepted has one form.
#![no_main]

use statistics::ReleaseId;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(id) = ReleaseId::parse(input) {
        assert_eq!(id.to_string(), input);
    }
});
