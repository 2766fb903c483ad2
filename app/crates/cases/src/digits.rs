//! Digits as people of the city type them.

use std::borrow::Cow;

/// The text with Persian (U+06F0–06F9) and Arabic-Indic (U+0660–0669) digits as ASCII digits and
/// the Arabic decimal separator (U+066B) as a point. Everything else stays.
pub fn fold_digits(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| fold(character) == character) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(fold).collect())
    }
}

fn fold(character: char) -> char {
    let digit = |zero: char| {
        char::from_digit(u32::from(character) - u32::from(zero), 10).unwrap_or(character)
    };
    match character {
        '۰'..='۹' => digit('۰'),
        '٠'..='٩' => digit('٠'),
        '٫' => '.',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_families_are_one() {
        assert_eq!(fold_digits("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
        assert_eq!(fold_digits("٠١٢٣٤٥٦٧٨٩"), "0123456789");
        assert_eq!(fold_digits("۱۴۰۴/۰۶/۰۱ ٣٫٥ ب"), "1404/06/01 3.5 ب");
        assert!(matches!(fold_digits("1404-06-01 الف"), Cow::Borrowed(_)));
    }
}
