//! Paths of pages: each page has one address.
#![no_main]

use app::{Language, Route};

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Some(route) = Route::parse(input) {
        assert_eq!(route.path(), input);
    }
    if let Some(language) = Language::parse(input) {
        assert_eq!(language.code(), input);
    }
});
