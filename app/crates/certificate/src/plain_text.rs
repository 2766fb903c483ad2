//! Text that prints as it is written: one spelling for one look.
//!
//! Signed text must be in Unicode's composed form (NFC) without controls, or two certificates
//! could look the same and differ. The tables of all of Unicode would be most of the browser's
//! download, so the profile admits the characters of the portal's languages alone, for which the
//! whole rule is eight pairs.

/// Whether a text holds admitted characters only, in composed form, without outer or doubled
/// spaces.
pub(crate) fn is_plain(text: &str) -> bool {
    let mut before = ' ';
    for character in text.chars() {
        let fits = match character {
            ' ' => before != ' ' && before != ZWNJ,
            // A zero-width non-joiner belongs to Persian spelling, between two letters alone.
            ZWNJ => is_arabic_letter(before),
            mark if is_mark(mark) => {
                is_arabic_letter(before) && !is_mark(before) && !composes(before, mark)
            }
            other => is_admitted(other) && (before != ZWNJ || is_arabic_letter(other)),
        };
        if !fits {
            return false;
        }
        before = character;
    }
    !matches!(before, ' ' | ZWNJ)
}

const ZWNJ: char = '\u{200c}';

/// Letters of Latin and Arabic script, digits and marks of punctuation.
const fn is_admitted(character: char) -> bool {
    matches!(character,
        '!'..='~'
        | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{259}'
        | '\u{60c}' | '\u{61b}' | '\u{61f}'
        | '\u{621}'..='\u{64a}' | '\u{660}'..='\u{66f}' | '\u{671}'..='\u{674}'
        | '\u{679}'..='\u{6d5}' | '\u{6ee}'..='\u{6ff}'
        | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{2030}')
}

const fn is_arabic_letter(character: char) -> bool {
    matches!(character, '\u{621}'..='\u{64a}' | '\u{654}' | '\u{671}'..='\u{674}' | '\u{679}'..='\u{6d3}' | '\u{6d5}')
}

/// Hamza and madda above and below, and the short vowels.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{64b}'..='\u{655}' | '\u{670}')
}

/// Pairs that have a composed character of their own, or are written in another order in it.
const fn composes(letter: char, mark: char) -> bool {
    matches!(
        (letter, mark),
        ('\u{627}', '\u{653}' | '\u{654}' | '\u{655}')
            | ('\u{648}' | '\u{64a}' | '\u{6c1}' | '\u{6d2}' | '\u{6d5}', '\u{654}')
            // Letters that hold such a mark already; a second one would change places with it.
            | ('\u{622}'..='\u{626}' | '\u{6c0}' | '\u{6c2}' | '\u{6d3}', '\u{653}'..='\u{655}')
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    #[test]
    fn every_accepted_pair_is_composed_and_visible() {
        let interesting: alloc::vec::Vec<char> = ('\0'..='\u{6ff}')
            .chain('\u{2000}'..='\u{206f}')
            .chain(['\u{fb56}', '\u{fefb}', '\u{feff}', '\u{1e00}', '\u{212a}'])
            .collect();
        for first in &interesting {
            for second in interesting.iter().filter(|c| is_mark(**c) || u32::from(**c) < 0x80) {
                let text: String = [*first, *second].into_iter().collect();
                if is_plain(&text) {
                    assert!(is_nfc(&text), "{first:?} {second:?}");
                    assert!(!text.chars().any(char::is_control));
                }
            }
        }
    }

    #[test]
    fn what_people_write_is_accepted() {
        for text in [
            "خیابان نمونه، کوچهٔ ۱۲، پلاک ۷",
            "می‌دان شهدا",
            "4-1404-00217",
            "Küçə Şəhriyar 5/2",
            "آزادی ـ جنوب",
        ] {
            assert!(is_plain(text), "{text}");
            assert!(is_nfc(text), "{text}");
        }
        for text in [
            " a",
            "a ",
            "a  b",
            "a\u{202e}b",
            "a\u{200d}b",
            "ا\u{653}",
            "e\u{301}",
            "\u{200c}ا",
            "ا\u{200c}",
            "ا\u{200c} ب",
            "a\nb",
            "\u{feff}a",
            "a\u{a0}b",
            "a\u{ad}b",
            "ﻻ",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn accepted_text_is_composed(text in "[ -~ا-ي\u{64b}-\u{655}\u{670}ٱ-ۿ\u{200c}À-ɏ]{0,12}") {
            if is_plain(&text) {
                prop_assert!(is_nfc(&text));
            }
        }
    }
}
