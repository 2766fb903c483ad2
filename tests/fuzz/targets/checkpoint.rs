//! Checkpoints: what is accepted is written back byte for byte.
#![no_main]

use tlog::Checkpoint;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(checkpoint) = Checkpoint::parse(input) {
        assert_eq!(checkpoint.to_text(), input);
        assert!(checkpoint.head.size < 1 << 63 && !checkpoint.origin.is_empty());
    }
});
