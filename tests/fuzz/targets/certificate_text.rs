//! What people paste: the verdict agrees with itself and with the strict reading of the digits.
#![no_main]

use certificate::{SignatureCheck, Summary, text, verify};
use fuzz::KEYS;

libfuzzer_sys::fuzz_target!(|input: &str| {
    let Ok(digits) = text::normalise(input) else { return };
    let verdict = verify(&digits, &KEYS);
    let genuine = verdict.summary() == Summary::GenuineStatusNotChecked;
    assert_eq!(genuine, verdict.finding().is_none());
    match text::parse(&digits) {
        Ok(carried) => {
            assert_eq!(text::digits(carried.log_index, &carried.statement), digits);
            assert_eq!(text::normalise(&digits).as_ref(), Ok(&digits));
            if let Some(claims) = verdict.claims {
                assert_eq!(verdict.signature, SignatureCheck::Good);
                assert_eq!(claims.encode().as_deref(), Ok(carried.statement.payload()));
            }
        }
        Err(rejection) => assert_eq!(verdict.finding(), Some(rejection)),
    }
});
