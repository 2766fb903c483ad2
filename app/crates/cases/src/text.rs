//! Lines of text and identifiers: bounded, visible, and the same for every reader.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;

/// Whether the character is invisible or turns the direction of its neighbours: in an identifier
/// or in a line that is printed and signed, such a character makes two texts look the same.
///
/// The zero-width non-joiner (U+200C) is the one exception: Persian spelling needs it.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{61C}'
                | '\u{200B}'
                | '\u{200D}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFD}'
                | '\u{E000}'..='\u{F8FF}'
                | '\u{E0000}'..='\u{10FFFF}'
        )
}

/// Checks a line of text that people read.
pub(crate) fn check_line(text: &str, limit: usize) -> Result<(), Malformed> {
    check(text, limit, |character| !is_hidden(character))
}

/// Checks an identifier: as a line, and every character of it is visible or a space. Digits are
/// ASCII, so that one identifier has one spelling; other families are folded before.
fn check_identifier(text: &str, limit: usize) -> Result<(), Malformed> {
    check(text, limit, |character| {
        let visible = !is_hidden(character) && character != '\u{200C}';
        let space = character.is_whitespace() && character != ' ';
        visible && !space && (character.is_ascii() || !character.is_numeric())
    })
}

fn check(text: &str, limit: usize, allowed: impl Fn(char) -> bool) -> Result<(), Malformed> {
    if text.is_empty() {
        return Err(Malformed::Empty);
    }
    let length = text.chars().count();
    if length > limit {
        return Err(Malformed::Long { length, limit });
    }
    if let Some((position, character)) = text.chars().enumerate().find(|&(_, c)| !allowed(c)) {
        return Err(Malformed::Character { character, position });
    }
    if text.trim() != text {
        return Err(Malformed::Edge);
    }
    Ok(())
}

/// A newtype over checked text, with the conversions that all of them share.
macro_rules! text_type {
    ($(#[$meta:meta])* $name:ident, $limit:literal, $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most characters that it may have.
            pub const LIMIT: usize = $limit;

            /// Checks the text; nothing is trimmed, folded or repaired.
            pub fn parse(text: &str) -> Result<Self, Malformed> {
                let check: fn(&str, usize) -> Result<(), Malformed> = $check;
                check(text, Self::LIMIT)?;
                Ok(Self(text.to_owned()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;

            fn try_from(text: String) -> Result<Self, Malformed> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

text_type!(
    /// The code of an entry of the city's lists: 1 to 32 of `a`–`z`, `0`–`9` and `_`.
    Code,
    32,
    |text, limit| check(text, limit, |c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
);

text_type!(
    /// The number of a case file, opaque: 1 to 40 visible characters, ASCII digits.
    CaseNumber,
    40,
    check_identifier
);

text_type!(
    /// The number of a ruling or an order, opaque: 1 to 40 visible characters, ASCII digits.
    DecisionNumber,
    40,
    check_identifier
);

text_type!(
    /// A short postal address: one line of 1 to 60 characters without bidi controls. It goes
    /// into certificates, never onto a page.
    Address,
    60,
    check_line
);

impl std::borrow::Borrow<str> for Code {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_lower_case_ascii() {
        assert_eq!(Code::parse("no_permit").unwrap().as_str(), "no_permit");
        assert!(Code::parse(&"a".repeat(32)).is_ok());
        assert_eq!(Code::parse(&"a".repeat(33)), Err(Malformed::Long { length: 33, limit: 32 }));
        for (text, position) in [("No", 0), ("a-b", 1), ("a b", 1), ("é", 0), ("a۱", 1), ("a\n", 1)]
        {
            let character = text.chars().nth(position).unwrap();
            assert_eq!(Code::parse(text), Err(Malformed::Character { character, position }));
        }
        assert_eq!(Code::parse(""), Err(Malformed::Empty));
    }

    #[test]
    fn numbers_have_one_spelling() {
        for text in ["3-1404-00217", "99/4 الف", "A100-04-001234", "۳/الف"] {
            let digits_are_ascii = !text.contains('۳');
            assert_eq!(CaseNumber::parse(text).is_ok(), digits_are_ascii, "{text}");
            assert_eq!(DecisionNumber::parse(text).is_ok(), digits_are_ascii, "{text}");
        }
        for text in ["1\u{202E}2", "1\u{200C}2", "1\u{200B}2", "1\t2", "1\u{A0}2", "1\u{FEFF}"] {
            assert!(
                matches!(CaseNumber::parse(text), Err(Malformed::Character { .. })),
                "{text:?}"
            );
        }
        assert_eq!(CaseNumber::parse(" 12"), Err(Malformed::Edge));
        assert_eq!(CaseNumber::parse("12 "), Err(Malformed::Edge));
    }

    #[test]
    fn addresses_are_one_line_of_sixty_characters() {
        assert!(Address::parse("خیابان نمونه، کوچه ۱۲، پلاک ۷").is_ok());
        assert!(Address::parse("کوی نیم\u{200C}راه").is_ok());
        assert!(Address::parse(&"ا".repeat(60)).is_ok());
        assert_eq!(Address::parse(&"ا".repeat(61)), Err(Malformed::Long { length: 61, limit: 60 }));
        for hidden in ['\n', '\r', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}', '\u{200D}'] {
            assert_eq!(
                Address::parse(&format!("کوچه{hidden} ۱۲")),
                Err(Malformed::Character { character: hidden, position: 4 })
            );
        }
    }
}
