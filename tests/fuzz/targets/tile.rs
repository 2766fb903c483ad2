//! Paths, tiles, bundles and entries: what is read is written again with the same bytes.
#![no_main]

use tlog::{Entry, Resource, bundle, tile};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Some(resource) = str::from_utf8(input).ok().and_then(tlog::parse_path) {
        assert_eq!(resource.path().as_bytes(), input);
        assert!(!resource.fits(0) && Resource::parse(&resource.path()).is_ok());
    }
    if let Ok(entry) = Entry::parse(input) {
        assert_eq!(entry.to_bytes(), input);
    }
    // The first byte states the width, from 0 to 255; whoever asks states it in the path.
    let Some((width, bytes)) = input.split_first() else { return };
    let width = u16::from(*width);
    if let Ok(hashes) = tile::hashes(bytes, width) {
        assert_eq!(tile::to_bytes(&hashes), bytes);
    }
    if let Ok(entries) = bundle::parse(bytes, width) {
        assert_eq!(bundle::encode(entries.iter().copied()).as_deref(), Some(bytes));
        assert_eq!(bundle::prefix(bytes, width), Ok(bytes));
    }
    if let Ok(prefix) = bundle::prefix(bytes, width) {
        assert!(bytes.starts_with(prefix) && bundle::parse(prefix, width).is_ok());
    }
});
