//! Legal deadlines of the kind "within n days of notification".

use crate::{Day, Weekday};

/// The days within which a party may object to a ruling (Article 100, note 10).
pub const OBJECTION_DAYS: u16 = 10;

/// Until when something may be done that the law allows within so many days of notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    /// The n-th day after notification, counted as people count: to act by it is safe under
    /// every reading of the law. It may be an office holiday.
    pub safe: Day,
    /// The last day as the law counts, see [`Deadline::after`]. Never shown as the day after
    /// which a right is lost: lunar holidays may move it further, and only the commission
    /// decides whether an objection came late.
    pub last: Day,
}

impl Deadline {
    /// The deadline of `days` days from notification; `None` past the end of the calendar.
    ///
    /// Civil Procedure Code, by analogy: neither the day of notification nor the day of action
    /// counts (Art. 445), hence the day after the n-th; a last day that is an office holiday
    /// moves to the next working day (Art. 444). Fridays and the [fixed holidays](is_holiday)
    /// are known here; the lunar ones are not, because they are set by sighting and not by a
    /// formula.
    pub fn after(notified_on: Day, days: u16) -> Option<Self> {
        let safe = notified_on.plus_days(i32::from(days))?;
        let mut last = safe.plus_days(1)?;
        while is_holiday(last) {
            last = last.plus_days(1)?;
        }
        Some(Self { safe, last })
    }
}

/// Whether offices are closed: Fridays; 1–4, 12 and 13 Farvardin; 14 and 15 Khordad;
/// 22 Bahman; 29 Esfand. Lunar holidays are not known here.
pub fn is_holiday(day: Day) -> bool {
    let (_, month, number) = day.jalali();
    day.weekday() == Weekday::Friday
        || matches!((month, number), (1, 1..=4 | 12 | 13) | (3, 14 | 15) | (11, 22) | (12, 29))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jalali(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn after(text: &str) -> Deadline {
        Deadline::after(jalali(text), OBJECTION_DAYS).unwrap()
    }

    #[test]
    fn neither_the_first_nor_the_last_day_counts() {
        let deadline = after("1404-04-01");
        assert_eq!(deadline.safe, jalali("1404-04-11"));
        assert_eq!(deadline.last, jalali("1404-04-12"));
    }

    #[test]
    fn a_last_day_that_is_a_friday_moves_to_saturday() {
        // 13 Tir 1404 is a Friday.
        let deadline = after("1404-04-02");
        assert_eq!(deadline.safe, jalali("1404-04-12"));
        assert_eq!(deadline.last, jalali("1404-04-14"));
        assert_eq!(deadline.last.weekday(), Weekday::Saturday);
    }

    #[test]
    fn a_last_day_in_nowruz_moves_behind_it() {
        // The eleventh day is 29 Esfand 1404, a Friday; 1 to 4 Farvardin 1405 are holidays.
        let deadline = after("1404-12-18");
        assert_eq!(deadline.safe, jalali("1404-12-28"));
        assert_eq!(deadline.last, jalali("1405-01-05"));
        // 30 Esfand of a leap year is a working day by this list.
        assert_eq!(after("1403-12-19").last, jalali("1403-12-30"));
    }

    #[test]
    fn fixed_holidays_run_into_fridays() {
        // 14 and 15 Khordad 1404 are Wednesday and Thursday; the 16th is a Friday.
        assert_eq!(after("1404-03-03").last, jalali("1404-03-17"));
        assert_eq!(after("1404-03-03").safe, jalali("1404-03-13"));
    }

    #[test]
    fn the_end_of_the_calendar_has_no_deadline() {
        assert_eq!(Deadline::after(Day::LAST, 1), None);
        assert_eq!(Deadline::after(Day::LAST.plus_days(-1).unwrap(), 1), None);
    }
}
