//! A month of the Jalali calendar: the period of a release.

use core::fmt;

use icu_calendar::Date;
use icu_calendar::cal::Persian;

use crate::{Day, ParseError, parse};

/// A Jalali month, as in `1404-06`, from 1300-01 to 1498-12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    // The order of the fields is the order of the months.
    year: i32,
    number: u8,
    first: Day,
    last: Day,
}

impl Month {
    /// The month with this number (1–12) of this Jalali year, if it is in the range.
    pub fn from_year_month(year: i32, number: u8) -> Option<Self> {
        Day::from_jalali(year, number, 1).map(Self::of)
    }

    /// Reads `1404-06`, in ASCII digits, and nothing else.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::month(text)
    }

    /// The month that holds this day.
    pub(crate) fn of(day: Day) -> Self {
        let date = Date::from_rata_die(day.fixed(), Persian);
        // The range of days is whole years, so that no month sticks out of it.
        let first = day.number() + 1 - i32::from(date.day_of_month().0);
        Self {
            year: date.era_year().extended_year,
            number: date.month().number(),
            first: Day::within(first),
            last: Day::within(first + i32::from(date.days_in_month()) - 1),
        }
    }

    /// The Jalali year, as in 1404.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The number in the year: 1 for Farvardin to 12 for Esfand.
    pub const fn number(self) -> u8 {
        self.number
    }

    /// The first day.
    pub const fn first_day(self) -> Day {
        self.first
    }

    /// The last day: the 31st, the 30th, or the 29th of Esfand in a common year.
    pub const fn last_day(self) -> Day {
        self.last
    }

    /// The month before it, if that is in the range.
    pub fn previous(self) -> Option<Self> {
        self.first.plus_days(-1).map(Self::of)
    }

    /// The month after it, if that is in the range.
    pub fn next(self) -> Option<Self> {
        self.last.plus_days(1).map(Self::of)
    }

    /// Whether the day is in this month.
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn a_month_knows_its_days() {
        let month = Month::parse("1404-06").unwrap();
        assert_eq!((month.year(), month.number()), (1404, 6));
        assert_eq!(Some(month.first_day()), Day::from_jalali(1404, 6, 1));
        assert_eq!(Some(month.last_day()), Day::from_jalali(1404, 6, 31));
        assert!(month.contains(month.first_day()) && month.contains(month.last_day()));
        assert!(!month.contains(month.last_day().plus_days(1).unwrap()));
        assert!(!month.contains(month.first_day().plus_days(-1).unwrap()));
        let leap = Month::parse("1403-12").unwrap();
        assert_eq!(leap.last_day().jalali(), (1403, 12, 30));
        assert_eq!(leap.next().unwrap().to_string(), "1404-01");
    }

    #[test]
    fn months_follow_each_other_over_the_whole_range() {
        let mut month = Month::parse("1300-01").unwrap();
        assert_eq!(month.previous(), None);
        assert_eq!(month.first_day(), Day::FIRST);
        let mut count = 1;
        while let Some(next) = month.next() {
            assert!(month < next);
            assert_eq!(next.previous(), Some(month));
            assert_eq!(month.last_day().plus_days(1), Some(next.first_day()));
            assert_eq!(Month::parse(&next.to_string()), Ok(next));
            assert_eq!(Month::from_year_month(next.year(), next.number()), Some(next));
            assert_eq!(next.last_day().month(), next);
            month = next;
            count += 1;
        }
        assert_eq!(count, 199 * 12);
        assert_eq!(month.last_day(), Day::LAST);
    }
}
