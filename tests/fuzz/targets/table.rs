//! Published tables: what is accepted is written back byte for byte.
#![no_main]

use statistics::PublishedTable;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(table) = PublishedTable::read_json(input) {
        assert_eq!(table.to_json().as_bytes(), input);
        assert!(table.to_csv().lines().count() >= table.rows().len() + 2);
    }
});
