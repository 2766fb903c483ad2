//! Civil days and months as people read them: the Jalali calendar, with the weekday.

use calendar::{Day, Month, Weekday};

use super::{Language, digits};

/// The long form of a day, as in «پنجشنبه ۵ تیر ۱۳۹۹» or “Thursday 5 Tir 1399”.
#[must_use]
pub fn long(day: Day, language: Language) -> String {
    let (year, month, number) = day.jalali();
    let text = format!(
        "{} {number} {} {year}",
        weekday(day.weekday(), language),
        month_name(month, language)
    );
    digits::localise(&text, language)
}

/// The short form of a day, zero-padded so that it sorts as text: `۱۳۹۹/۰۴/۰۵`.
#[must_use]
pub fn short(day: Day, language: Language) -> String {
    let (year, month, number) = day.jalali();
    digits::localise(&format!("{year}/{month:02}/{number:02}"), language)
}

/// The day in ISO 8601, Gregorian, in ASCII digits: for machines.
#[must_use]
pub fn iso(day: Day) -> String {
    day.to_string()
}

/// A moment in Tehran's time, as in “Thursday 5 Tir 1399 at 14:30 Tehran time”; `seconds` since
/// 1970-01-01T00:00:00Z. `None` outside the calendar's range.
#[must_use]
pub fn moment(seconds: u64, language: Language) -> Option<String> {
    let local = seconds.checked_add(TEHRAN)?;
    let day = long(day_of(local)?, language);
    let (hour, minute) = clock(local);
    let time = digits::localise(&[&hour, ":", &minute].concat(), language);
    let parts = match language {
        Language::Fa => [day.as_str(), " ساعت ", &time, " به وقت تهران"],
        Language::Azb => [day.as_str(), " ساعات ", &time, " تهران واختی ایله"],
        Language::En => [day.as_str(), " at ", &time, " Tehran time"],
    };
    Some(parts.concat())
}

/// The moment in ISO 8601 to the minute, in Greenwich's time, for machines:
/// `2020-06-25T10:00Z`.
#[must_use]
pub fn iso_moment(seconds: u64) -> Option<String> {
    let day = iso(day_of(seconds)?);
    let (hour, minute) = clock(seconds);
    Some([&day, "T", &hour, ":", &minute, "Z"].concat())
}

/// Iran's offset from Greenwich in seconds: +3:30, without daylight saving since 1401.
const TEHRAN: u64 = 12_600;

fn day_of(seconds: u64) -> Option<Day> {
    i32::try_from(seconds / 86_400).ok().and_then(Day::from_number)
}

/// Hours and minutes of two digits each.
fn clock(seconds: u64) -> (String, String) {
    let two = |number: u64| {
        let text = number.to_string();
        if number < 10 { ["0", &text].concat() } else { text }
    };
    (two(seconds / 3_600 % 24), two(seconds / 60 % 60))
}

/// A month with its year, as in «شهریور ۱۴۰۴».
#[must_use]
pub fn month(month: Month, language: Language) -> String {
    let text = format!("{} {}", month_name(month.number(), language), month.year());
    digits::localise(&text, language)
}

/// The name of a weekday.
#[must_use]
pub fn weekday(weekday: Weekday, language: Language) -> &'static str {
    let names = match language {
        Language::Fa => &["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"],
        Language::Azb => &["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چرشنبه", "جومعه آخشامی", "جومعه"],
        Language::En => {
            &["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
        }
    };
    names.get(weekday.index()).copied().unwrap_or_default()
}

/// The name of a Jalali month, 1 for Farvardin to 12 for Esfand; empty for any other number.
#[must_use]
pub fn month_name(number: u8, language: Language) -> &'static str {
    let names = match language {
        Language::Fa => &[
            "فروردین",
            "اردیبهشت",
            "خرداد",
            "تیر",
            "مرداد",
            "شهریور",
            "مهر",
            "آبان",
            "آذر",
            "دی",
            "بهمن",
            "اسفند",
        ],
        Language::Azb => &[
            "فروردین",
            "اوردیبهشت",
            "خورداد",
            "تیر",
            "مورداد",
            "شهریور",
            "مهر",
            "آبان",
            "آذر",
            "دی",
            "بهمن",
            "ایسفند",
        ],
        Language::En => &[
            "Farvardin",
            "Ordibehesht",
            "Khordad",
            "Tir",
            "Mordad",
            "Shahrivar",
            "Mehr",
            "Aban",
            "Azar",
            "Dey",
            "Bahman",
            "Esfand",
        ],
    };
    usize::from(number)
        .checked_sub(1)
        .and_then(|index| names.get(index))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_with_its_weekday() {
        let day = Day::from_jalali(1399, 4, 5).unwrap();
        assert_eq!(long(day, Language::Fa), "پنجشنبه ۵ تیر ۱۳۹۹");
        assert_eq!(long(day, Language::Azb), "جومعه آخشامی ۵ تیر ۱۳۹۹");
        assert_eq!(long(day, Language::En), "Thursday 5 Tir 1399");
        assert_eq!(short(day, Language::Fa), "۱۳۹۹/۰۴/۰۵");
        assert_eq!(iso(day), "2020-06-25");
    }

    #[test]
    fn a_moment_is_read_in_the_time_of_tehran() {
        // 2020-06-25T21:05:59Z is past midnight in Tehran.
        let seconds = 1_593_119_159;
        assert_eq!(iso_moment(seconds).as_deref(), Some("2020-06-25T21:05Z"));
        let said = |language| moment(seconds, language).unwrap();
        assert_eq!(said(Language::En), "Friday 6 Tir 1399 at 00:35 Tehran time");
        assert_eq!(said(Language::Fa), "جمعه ۶ تیر ۱۳۹۹ ساعت ۰۰:۳۵ به وقت تهران");
        assert_eq!(said(Language::Azb), "جومعه ۶ تیر ۱۳۹۹ ساعات ۰۰:۳۵ تهران واختی ایله");
        assert_eq!((moment(u64::MAX, Language::En), iso_moment(u64::MAX)), (None, None));
    }

    #[test]
    fn every_month_and_weekday_has_a_name_of_its_own() {
        for language in Language::ALL {
            let months: std::collections::BTreeSet<_> =
                (1..=12).map(|number| month_name(number, language)).collect();
            assert_eq!(months.len(), 12);
            assert!(!months.contains(""));
            assert_eq!((month_name(0, language), month_name(13, language)), ("", ""));
            let weekdays: std::collections::BTreeSet<_> =
                Weekday::ALL.iter().map(|day| weekday(*day, language)).collect();
            assert_eq!(weekdays.len(), 7);
        }
        let shahrivar = Month::parse("1404-06").unwrap();
        assert_eq!(month(shahrivar, Language::Fa), "شهریور ۱۴۰۴");
    }
}
