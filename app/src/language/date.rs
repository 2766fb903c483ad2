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
