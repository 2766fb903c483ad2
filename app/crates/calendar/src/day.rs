//! A civil day, whatever calendar it is written in.

use core::fmt;

use icu_calendar::Date;
use icu_calendar::cal::{Gregorian, Persian};
use icu_calendar::types::RataDie;

use crate::{Month, ParseError, Weekday, parse};

/// The fixed day number (Rata Die) of 1970-01-01.
const EPOCH: i64 = 719_163;

/// A civil day: the number of days since 1970-01-01, from 1 Farvardin 1300 to the end of
/// Esfand 1498. In that range the leap years of the 33-year rule are the astronomical ones.
///
/// Written ([`Display`](fmt::Display), serde) as an ISO 8601 date of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 1300-01-01, which is 1921-03-21.
    pub const FIRST: Self = Self(-17_818);

    /// 1498-12-30, the end of a leap year, which is 2120-03-20.
    pub const LAST: Self = Self(54_865);

    /// The day with this number of days since 1970-01-01, if it is in the range.
    pub const fn from_number(number: i32) -> Option<Self> {
        if number < Self::FIRST.0 || number > Self::LAST.0 { None } else { Some(Self(number)) }
    }

    /// The day that the Gregorian calendar writes so, if it exists and is in the range.
    pub fn from_gregorian(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Date::try_new_gregorian(year, month, day).ok()?;
        Self::from_fixed(date.to_rata_die())
    }

    /// The day that the Jalali calendar writes so, if it exists and is in the range.
    pub fn from_jalali(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Date::try_new_persian(year, month, day).ok()?;
        Self::from_fixed(date.to_rata_die())
    }

    /// Reads `2025-08-23`, `1404-06-01` or `1404/06/01`, in ASCII digits.
    ///
    /// A year before 1700 is Jalali, a later one is Gregorian. Slashes are for Jalali dates
    /// only: in a Gregorian date they would leave open which of the numbers is the month.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::day(text)
    }

    /// Days since 1970-01-01; negative before it.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Year, month (1–12) and day (1–31) in the Gregorian calendar.
    pub fn gregorian(self) -> (i32, u8, u8) {
        let date = Date::from_rata_die(self.fixed(), Gregorian);
        (date.era_year().extended_year, date.month().number(), date.day_of_month().0)
    }

    /// Year, month (1–12) and day (1–31) in the Jalali calendar.
    pub fn jalali(self) -> (i32, u8, u8) {
        let date = Date::from_rata_die(self.fixed(), Persian);
        (date.era_year().extended_year, date.month().number(), date.day_of_month().0)
    }

    /// The day of the week.
    pub const fn weekday(self) -> Weekday {
        // Day 0 was a Thursday, which is the sixth day of the week.
        match (self.0 + 5).rem_euclid(7) {
            0 => Weekday::Saturday,
            1 => Weekday::Sunday,
            2 => Weekday::Monday,
            3 => Weekday::Tuesday,
            4 => Weekday::Wednesday,
            5 => Weekday::Thursday,
            _ => Weekday::Friday,
        }
    }

    /// The Jalali month that holds this day.
    pub fn month(self) -> Month {
        Month::of(self)
    }

    /// The day so many days later (earlier, if negative), if it is in the range.
    pub const fn plus_days(self, days: i32) -> Option<Self> {
        match self.0.checked_add(days) {
            Some(number) => Self::from_number(number),
            None => None,
        }
    }

    /// How many days this day is after `earlier`; negative if it is before it.
    pub const fn days_since(self, earlier: Self) -> i32 {
        // Both are within ±60,000 days of the epoch, so that the difference fits.
        self.0 - earlier.0
    }

    /// A day that the range is known to hold, because a month that is in it does.
    pub(crate) const fn within(number: i32) -> Self {
        Self(number)
    }

    pub(crate) fn fixed(self) -> RataDie {
        RataDie::new(EPOCH + i64::from(self.0))
    }

    fn from_fixed(date: RataDie) -> Option<Self> {
        i32::try_from(date.to_i64_date() - EPOCH).ok().and_then(Self::from_number)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.gregorian();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn both_calendars_write_the_same_day() {
        // The document that founded the portal is dated "Thursday 5 Tir 1399".
        let vectors = [
            ((1399, 4, 5), (2020, 6, 25), Weekday::Thursday),
            ((1397, 10, 15), (2019, 1, 5), Weekday::Saturday),
            ((1399, 12, 30), (2021, 3, 20), Weekday::Saturday),
            ((1400, 1, 1), (2021, 3, 21), Weekday::Sunday),
            ((1403, 12, 30), (2025, 3, 20), Weekday::Thursday),
            ((1404, 1, 1), (2025, 3, 21), Weekday::Friday),
        ];
        for ((jy, jm, jd), (gy, gm, gd), weekday) in vectors {
            let day = Day::from_jalali(jy, jm, jd).unwrap();
            assert_eq!(Some(day), Day::from_gregorian(gy, gm, gd));
            assert_eq!(day.gregorian(), (gy, gm, gd));
            assert_eq!(day.jalali(), (jy, jm, jd));
            assert_eq!(day.weekday(), weekday, "{day}");
        }
        assert_eq!(Day::from_gregorian(1970, 1, 1).unwrap().number(), 0);
    }

    #[test]
    fn leap_years_are_the_known_ones() {
        let leap: Vec<i32> =
            (1370..=1424).filter(|&year| Day::from_jalali(year, 12, 30).is_some()).collect();
        let known =
            [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424];
        assert_eq!(leap, known);
    }

    #[test]
    fn every_day_of_the_range_comes_back() {
        let mut before = None;
        for number in Day::FIRST.number()..=Day::LAST.number() {
            let day = Day::from_number(number).unwrap();
            let (jy, jm, jd) = day.jalali();
            let (gy, gm, gd) = day.gregorian();
            assert_eq!(Day::from_jalali(jy, jm, jd), Some(day));
            assert_eq!(Day::from_gregorian(gy, gm, gd), Some(day));
            assert_eq!(Day::parse(&day.to_string()), Ok(day));
            assert!(before < Some((jy, jm, jd)), "{day} is not after the day before it");
            before = Some((jy, jm, jd));
        }
    }

    #[test]
    fn the_range_is_whole_years() {
        assert_eq!(Day::FIRST.jalali(), (1300, 1, 1));
        assert_eq!(Day::LAST.jalali(), (1498, 12, 30));
        assert_eq!(Day::FIRST.gregorian(), (1921, 3, 21));
        assert_eq!(Day::LAST.gregorian(), (2120, 3, 20));
        assert_eq!(Day::from_jalali(1497, 12, 30), None);
        assert_eq!(Day::from_jalali(1499, 1, 1), None);
        assert_eq!(Day::from_jalali(1299, 12, 29), None);
        assert_eq!(Day::from_number(Day::FIRST.number() - 1), None);
        assert_eq!(Day::from_number(Day::LAST.number() + 1), None);
        assert_eq!(Day::LAST.plus_days(1), None);
        assert_eq!(Day::LAST.plus_days(i32::MAX), None);
        assert_eq!(Day::FIRST.plus_days(-1), None);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for (year, month, day) in [
            (1404, 7, 31),
            (1404, 12, 30),
            (1404, 0, 1),
            (1404, 13, 1),
            (1404, 1, 0),
            (1404, 1, 32),
        ] {
            assert_eq!(Day::from_jalali(year, month, day), None);
        }
        assert_eq!(Day::from_gregorian(2025, 2, 29), None);
        assert!(Day::from_gregorian(2024, 2, 29).is_some());
        assert_eq!(Day::from_gregorian(i32::MAX, 1, 1), None);
        assert_eq!(Day::from_jalali(i32::MIN, 1, 1), None);
    }
}
