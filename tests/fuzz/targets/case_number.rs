//! A typed case number: folding it twice is folding it once, and an accepted one is kept.
#![no_main]

use cases::CaseNumber;
use server::seal::folded;

libfuzzer_sys::fuzz_target!(|input: &str| {
    let once = folded(input);
    assert_eq!(folded(&once), once);
    if let Ok(number) = CaseNumber::parse(&once) {
        assert_eq!(number.to_string(), once);
    }
});
