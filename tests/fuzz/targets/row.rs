//! Rows of the import contract, a field a line: the canonical form of an accepted row is accepted
//! as the same row.
#![no_main]

use cases::contract::{Field, Fields, parse_row};
use fuzz::{CITY, TODAY};

libfuzzer_sys::fuzz_target!(|input: &str| {
    let mut fields = Fields::new();
    for (field, value) in Field::ALL.into_iter().zip(input.split('\n')) {
        fields.set(field, value);
    }
    match parse_row(&fields, &CITY, *TODAY) {
        Ok(row) => assert_eq!(parse_row(&row.to_fields(), &CITY, *TODAY), Ok(row)),
        Err(problems) => assert!(!problems.is_empty()),
    }
});
