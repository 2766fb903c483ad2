//! Digits as a language writes them, and every family folded back to ASCII.

use super::Language;

/// Writes the ASCII digits of a text in the digits of the language; everything else stays.
///
/// ```
/// use app::language::{Language, digits};
/// assert_eq!(digits::localise("1404-06", Language::Fa), "۱۴۰۴-۰۶");
/// ```
#[must_use]
pub fn localise(text: &str, language: Language) -> String {
    match language {
        Language::En => text.to_owned(),
        Language::Fa | Language::Azb => text.chars().map(persian).collect(),
    }
}

/// A whole number with its thousands grouped, in the digits of the language.
#[must_use]
pub fn number(value: u64, language: Language) -> String {
    let plain = value.to_string();
    let length = plain.len();
    let mut grouped = String::with_capacity(length + length / 3);
    for (position, digit) in plain.chars().enumerate() {
        if position > 0 && (length - position).is_multiple_of(3) {
            grouped.push(group_mark(language));
        }
        grouped.push(digit);
    }
    localise(&grouped, language)
}

/// A number given in tenths, with its decimal mark when the tenth is not zero.
#[must_use]
pub fn tenths(value: u64, language: Language) -> String {
    let whole = number(value / 10, language);
    match value % 10 {
        0 => whole,
        tenth => {
            format!("{whole}{}{}", decimal_mark(language), localise(&tenth.to_string(), language))
        }
    }
}

/// The share of a part in a whole, in tenths of a per cent, rounded half up; `None` of nothing.
#[must_use]
pub fn share_in_tenths(part: u64, whole: u64) -> Option<u64> {
    let scaled = u128::from(part) * 2000 + u128::from(whole);
    let tenths = scaled.checked_div(u128::from(whole) * 2)?;
    u64::try_from(tenths).ok()
}

/// Folds Persian (U+06F0–9), Arabic-Indic (U+0660–9) and full-width digits to ASCII, so that
/// people may type any of them; everything else stays.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().map(ascii).collect()
}

const fn group_mark(language: Language) -> char {
    match language {
        Language::Fa | Language::Azb => '٬',
        Language::En => ',',
    }
}

const fn decimal_mark(language: Language) -> char {
    match language {
        Language::Fa | Language::Azb => '٫',
        Language::En => '.',
    }
}

fn persian(character: char) -> char {
    match character.to_digit(10) {
        Some(digit) => char::from_u32(0x06F0 + digit).unwrap_or(character),
        None => character,
    }
}

fn ascii(character: char) -> char {
    let zero = match character {
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        _ => return character,
    };
    char::from_digit(u32::from(character) - zero, 10).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_the_digits_of_the_language() {
        for (value, fa, en) in [
            (0, "۰", "0"),
            (999, "۹۹۹", "999"),
            (1_000, "۱٬۰۰۰", "1,000"),
            (72_000_000, "۷۲٬۰۰۰٬۰۰۰", "72,000,000"),
        ] {
            assert_eq!(number(value, Language::Fa), fa);
            assert_eq!(number(value, Language::Azb), fa);
            assert_eq!(number(value, Language::En), en);
        }
        assert_eq!(number(u64::MAX, Language::En), "18,446,744,073,709,551,615");
    }

    #[test]
    fn tenths_have_their_mark_only_when_needed() {
        assert_eq!(tenths(325, Language::Fa), "۳۲٫۵");
        assert_eq!(tenths(12_345, Language::En), "1,234.5");
        assert_eq!(tenths(320, Language::Azb), "۳۲");
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(share_in_tenths(1, 3), Some(333));
        assert_eq!(share_in_tenths(2, 3), Some(667));
        assert_eq!(share_in_tenths(1, 2000), Some(1));
        assert_eq!(share_in_tenths(5, 5), Some(1000));
        assert_eq!(share_in_tenths(0, 0), None);
        assert_eq!(share_in_tenths(u64::MAX, u64::MAX), Some(1000));
    }

    #[test]
    fn every_family_of_digits_folds_to_ascii() {
        assert_eq!(fold("۱۲۳ ٤٥٦ ７８９ 0 الف"), "123 456 789 0 الف");
        for value in [0_u64, 7, 1_234_567_890] {
            let plain = value.to_string();
            assert_eq!(fold(&localise(&plain, Language::Fa)), plain);
        }
    }
}
