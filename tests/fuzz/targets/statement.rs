//! COSE_Sign1: what is accepted is written back byte for byte.
#![no_main]

use certificate::{MAX_STATEMENT, Statement};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(statement) = Statement::parse(input) {
        assert_eq!(statement.to_bytes(), input);
        assert!(input.len() <= MAX_STATEMENT);
    }
});
