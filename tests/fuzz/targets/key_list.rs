//! The key list: what is accepted is written back byte for byte, and every key is found.
#![no_main]

use certificate::KeyList;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(list) = KeyList::parse(input) {
        assert_eq!(list.to_text(), input);
        assert!(list.keys.iter().all(|listed| list.find(listed.key.id()) == Some(listed)));
    }
});
