//! Manifests: what is accepted is written back byte for byte.
#![no_main]

use statistics::Manifest;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(manifest) = Manifest::parse(input) {
        assert_eq!(manifest.text(), input);
    }
});
