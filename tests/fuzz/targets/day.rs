//! Days: what is accepted is a day of both calendars and is read back from either.
#![no_main]

use calendar::Day;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Ok(day) = Day::parse(input) {
        let (year, month, number) = day.jalali();
        let jalali = format!("{year:04}-{month:02}-{number:02}");
        assert_eq!(Day::parse(&jalali), Ok(day));
        assert_eq!(Day::parse(&day.to_string()), Ok(day));
        assert!(
            [jalali.replace('-', "/"), jalali, day.to_string()].iter().any(|form| form == input)
        );
        assert!(day.month().contains(day));
    }
});
