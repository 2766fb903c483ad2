//! Whole numbers in words.
//!
//! Persian and Azerbaijani count above the milliard in thousands and millions of milliards, as
//! budgets in Iran are read, because *trillion* is understood in two ways there.

use super::Language;

const MILLIARD: u64 = 1_000_000_000;

/// The number in words.
///
/// ```
/// use app::language::{Language, words};
/// assert_eq!(words::number(1404, Language::Fa), "هزار و چهارصد و چهار");
/// ```
#[must_use]
pub fn number(value: u64, language: Language) -> String {
    match language {
        Language::Fa => iranian(value, &FA),
        Language::Azb => iranian(value, &AZB),
        Language::En => english(value),
    }
}

/// What differs between Persian and Azerbaijani.
struct Numerals {
    zero: &'static str,
    small: [&'static str; 19],
    tens: [&'static str; 8],
    hundreds: [&'static str; 9],
    thousand: &'static str,
    million: &'static str,
    milliard: &'static str,
    joint: &'static str,
}

const FA: Numerals = Numerals {
    zero: "صفر",
    small: [
        "یک",
        "دو",
        "سه",
        "چهار",
        "پنج",
        "شش",
        "هفت",
        "هشت",
        "نه",
        "ده",
        "یازده",
        "دوازده",
        "سیزده",
        "چهارده",
        "پانزده",
        "شانزده",
        "هفده",
        "هجده",
        "نوزده",
    ],
    tens: ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"],
    hundreds: ["صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"],
    thousand: "هزار",
    million: "میلیون",
    milliard: "میلیارد",
    joint: " و ",
};

const AZB: Numerals = Numerals {
    zero: "صیفیر",
    small: [
        "بیر",
        "ایکی",
        "اوچ",
        "دؤرد",
        "بئش",
        "آلتی",
        "یئددی",
        "سککیز",
        "دوققوز",
        "اون",
        "اون بیر",
        "اون ایکی",
        "اون اوچ",
        "اون دؤرد",
        "اون بئش",
        "اون آلتی",
        "اون یئددی",
        "اون سککیز",
        "اون دوققوز",
    ],
    tens: ["اییرمی", "اوتوز", "قیرخ", "اللی", "آلتمیش", "یئتمیش", "سکسن", "دوخسان"],
    hundreds: [
        "یوز",
        "ایکی یوز",
        "اوچ یوز",
        "دؤرد یوز",
        "بئش یوز",
        "آلتی یوز",
        "یئددی یوز",
        "سککیز یوز",
        "دوققوز یوز",
    ],
    thousand: "مین",
    million: "میلیون",
    milliard: "میلیارد",
    joint: " ",
};

fn iranian(value: u64, numerals: &Numerals) -> String {
    if value == 0 {
        return numerals.zero.to_owned();
    }
    let mut parts = Vec::new();
    if value >= MILLIARD {
        parts.push(format!("{} {}", iranian(value / MILLIARD, numerals), numerals.milliard));
    }
    let millions = value % MILLIARD / 1_000_000;
    if millions > 0 {
        parts.push(format!("{} {}", below_thousand(millions, numerals), numerals.million));
    }
    let thousands = value % 1_000_000 / 1_000;
    match thousands {
        0 => {}
        // Neither language says "one thousand".
        1 => parts.push(numerals.thousand.to_owned()),
        many => parts.push(format!("{} {}", below_thousand(many, numerals), numerals.thousand)),
    }
    let rest = value % 1_000;
    if rest > 0 {
        parts.push(below_thousand(rest, numerals));
    }
    parts.join(numerals.joint)
}

fn below_thousand(value: u64, numerals: &Numerals) -> String {
    let mut parts = Vec::new();
    parts.extend(word(&numerals.hundreds, value / 100, 1));
    let rest = value % 100;
    if rest < 20 {
        parts.extend(word(&numerals.small, rest, 1));
    } else {
        parts.extend(word(&numerals.tens, rest / 10, 2));
        parts.extend(word(&numerals.small, rest % 10, 1));
    }
    parts.join(numerals.joint)
}

const SMALL: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 7] = [
    (1_000_000_000_000_000_000, " quintillion"),
    (1_000_000_000_000_000, " quadrillion"),
    (1_000_000_000_000, " trillion"),
    (MILLIARD, " billion"),
    (1_000_000, " million"),
    (1_000, " thousand"),
    (1, ""),
];

fn english(value: u64) -> String {
    if value == 0 {
        return "zero".to_owned();
    }
    let parts: Vec<String> = SCALES
        .iter()
        .map(|(scale, name)| (value / scale % 1_000, name))
        .filter(|(group, _)| *group > 0)
        .map(|(group, name)| format!("{}{name}", english_below_thousand(group)))
        .collect();
    parts.join(" ")
}

fn english_below_thousand(value: u64) -> String {
    let mut parts = Vec::new();
    if let Some(hundreds) = word(&SMALL, value / 100, 1) {
        parts.push(format!("{hundreds} hundred"));
    }
    let rest = value % 100;
    if rest < 20 {
        parts.extend(word(&SMALL, rest, 1).map(str::to_owned));
    } else {
        let tens = word(&TENS, rest / 10, 2).unwrap_or_default();
        parts.push(match word(&SMALL, rest % 10, 1) {
            Some(unit) => format!("{tens}-{unit}"),
            None => tens.to_owned(),
        });
    }
    parts.join(" and ")
}

/// The word at `index`, in a list whose first word stands for `first`.
fn word(list: &[&'static str], index: u64, first: u64) -> Option<&'static str> {
    let position = usize::try_from(index.checked_sub(first)?).ok()?;
    list.get(position).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian() {
        for (value, text) in [
            (0, "صفر"),
            (19, "نوزده"),
            (20, "بیست"),
            (101, "صد و یک"),
            (1_000, "هزار"),
            (1_404, "هزار و چهارصد و چهار"),
            (72_000_000, "هفتاد و دو میلیون"),
            (112_500_000, "صد و دوازده میلیون و پانصد هزار"),
            (1_000_000_000, "یک میلیارد"),
            (1_500_000_000_000, "هزار و پانصد میلیارد"),
            (1_000_000_000_000_000, "یک میلیون میلیارد"),
        ] {
            assert_eq!(number(value, Language::Fa), text, "{value}");
        }
    }

    #[test]
    fn azerbaijani() {
        for (value, text) in [
            (0, "صیفیر"),
            (11, "اون بیر"),
            (25, "اییرمی بئش"),
            (1_234, "مین ایکی یوز اوتوز دؤرد"),
            (72_000_000, "یئتمیش ایکی میلیون"),
            (112_500_000, "یوز اون ایکی میلیون بئش یوز مین"),
            (2_000_000_000_000, "ایکی مین میلیارد"),
        ] {
            assert_eq!(number(value, Language::Azb), text, "{value}");
        }
    }

    #[test]
    fn english() {
        for (value, text) in [
            (0, "zero"),
            (13, "thirteen"),
            (42, "forty-two"),
            (100, "one hundred"),
            (115, "one hundred and fifteen"),
            (1_021, "one thousand twenty-one"),
            (112_500_000, "one hundred and twelve million five hundred thousand"),
            (1_000_000_000_000_000, "one quadrillion"),
        ] {
            assert_eq!(number(value, Language::En), text, "{value}");
        }
    }

    #[test]
    fn different_numbers_never_share_their_words() {
        for language in Language::ALL {
            let mut seen = std::collections::BTreeSet::new();
            for value in (0..3_000).chain((0..2_000).map(|step| step * 1_000_003)) {
                seen.insert((number(value, language), value));
            }
            let words: std::collections::BTreeSet<_> = seen.iter().map(|(text, _)| text).collect();
            assert_eq!(words.len(), seen.len(), "{language:?}");
        }
    }
}
