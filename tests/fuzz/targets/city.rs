//! City files: every entry of an accepted file is the only one of its code and of its number.
#![no_main]

use cases::{City, List};

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(city) = City::parse(input) {
        for list in List::ALL {
            for entry in city.list(list) {
                assert_eq!(city.entry(list, entry.code.as_str()), Some(entry));
                assert_eq!(city.numbered(list, entry.number), Some(entry));
            }
        }
    }
});
