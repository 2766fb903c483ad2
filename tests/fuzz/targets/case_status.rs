//! A case's timeline as it is sealed: what is accepted is the same after another way round.
#![no_main]

use cases::CaseStatus;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(status) = serde_json::from_slice::<CaseStatus>(input) {
        let text = serde_json::to_vec(&status).expect("a status has a JSON form");
        assert_eq!(serde_json::from_slice::<CaseStatus>(&text).ok(), Some(status));
    }
});
