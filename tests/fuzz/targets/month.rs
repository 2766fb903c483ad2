//! Months: what is accepted has one form.
#![no_main]

use calendar::Month;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(month) = Month::parse(input) {
        assert_eq!(month.to_string(), input);
        assert_eq!(month.first_day().month(), month);
        assert_eq!(month.last_day().month(), month);
    }
});
