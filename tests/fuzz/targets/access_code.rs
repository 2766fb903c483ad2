//! A typed access code: what is accepted has one printed form, which is accepted too.
#![no_main]

use server::seal::AccessCode;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(code) = AccessCode::parse(input) {
        assert_eq!(AccessCode::parse(&code.to_string()), Ok(code));
    }
});
