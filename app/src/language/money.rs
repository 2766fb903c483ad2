//! Amounts: the law counts in rials, people in tomans (ten rials); both are always shown.

use super::{Language, digits, words};

/// The amount in rials and, in brackets, in tomans.
///
/// ```
/// use app::language::{Language, money};
/// assert_eq!(money::both(72_000_000, Language::En), "72,000,000 rials (7,200,000 tomans)");
/// ```
#[must_use]
pub fn both(rials: u64, language: Language) -> String {
    format!("{} ({})", in_rials(rials, language), in_tomans(rials, language))
}

/// The amount in rials, with its unit.
#[must_use]
pub fn in_rials(rials: u64, language: Language) -> String {
    format!("{} {}", digits::number(rials, language), rial(language))
}

/// The amount in tomans, with its unit; the odd rials stand behind the decimal mark.
#[must_use]
pub fn in_tomans(rials: u64, language: Language) -> String {
    let unit = match language {
        Language::Fa => "تومان",
        Language::Azb => "تومن",
        Language::En => "tomans",
    };
    format!("{} {unit}", digits::tenths(rials, language))
}

/// The amount in words, in rials, as a certificate spells it.
#[must_use]
pub fn in_words(rials: u64, language: Language) -> String {
    format!("{} {}", words::number(rials, language), rial(language))
}

const fn rial(language: Language) -> &'static str {
    match language {
        Language::Fa | Language::Azb => "ریال",
        Language::En => "rials",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rials_and_tomans_stand_together() {
        assert_eq!(both(112_500_000, Language::Fa), "۱۱۲٬۵۰۰٬۰۰۰ ریال (۱۱٬۲۵۰٬۰۰۰ تومان)");
        assert_eq!(both(105, Language::Azb), "۱۰۵ ریال (۱۰٫۵ تومن)");
    }

    #[test]
    fn the_amount_in_words_names_its_unit() {
        assert_eq!(in_words(72_000_000, Language::Fa), "هفتاد و دو میلیون ریال");
    }
}
