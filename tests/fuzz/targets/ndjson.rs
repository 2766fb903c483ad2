//! NDJSON files: no row is lost, on the way in or by way of the quarantine.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| fuzz::import(input, server::import::Format::Ndjson));
