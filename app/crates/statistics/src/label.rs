//! Names that may stand in a published file.

use core::fmt;

use cases::Name;

/// The longest name in characters; a city's file has no longer ones.
const MAX_CHARACTERS: usize = 300;

/// Characters at the start of a CSV field that make spreadsheet programs compute the field.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}'];

/// Why a name cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelFault {
    /// There is no text.
    Empty,
    /// It has too many characters.
    Long {
        /// How many it has.
        characters: usize,
    },
    /// It starts or ends with white space.
    Edge,
    /// A control character, a line separator or an invisible direction override.
    Control {
        /// The byte at which it stands, from 0.
        position: usize,
    },
    /// A spreadsheet program would read it as a formula. A quotation mark put before it would be
    /// another name, so that the city file has to change.
    Formula,
}

impl fmt::Display for LabelFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the name is empty"),
            Self::Long { characters } => {
                write!(f, "the name has {characters} characters, more than {MAX_CHARACTERS}")
            }
            Self::Edge => f.write_str("the name starts or ends with white space"),
            Self::Control { position } => {
                write!(f, "the name has an invisible control character at byte {position}")
            }
            Self::Formula => f.write_str("a spreadsheet program would compute the name"),
        }
    }
}

impl core::error::Error for LabelFault {}

/// Checks all three languages of a name.
pub(crate) fn check(name: &Name) -> Result<(), LabelFault> {
    check_text(&name.fa)?;
    check_text(&name.azb)?;
    check_text(&name.en)
}

fn check_text(text: &str) -> Result<(), LabelFault> {
    if text.is_empty() {
        return Err(LabelFault::Empty);
    }
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(LabelFault::Long { characters });
    }
    if let Some((position, _)) = text.char_indices().find(|(_, character)| is_control(*character)) {
        return Err(LabelFault::Control { position });
    }
    if text.trim().len() != text.len() {
        return Err(LabelFault::Edge);
    }
    if text.starts_with(FORMULA) {
        return Err(LabelFault::Formula);
    }
    Ok(())
}

/// The zero-width non-joiner is no control here: Persian spelling needs it.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_three_languages_pass() {
        for text in ["منطقهٔ ۱", "پایان\u{200C}کار", "۱۰۰-جو مادّه", "Fine, \"partial\"", "1 − 2"]
        {
            assert_eq!(check_text(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn names_that_would_act_or_hide_are_refused() {
        for (text, fault) in [
            ("", LabelFault::Empty),
            (" a", LabelFault::Edge),
            ("a\u{A0}", LabelFault::Edge),
            ("=1+1", LabelFault::Formula),
            ("+1", LabelFault::Formula),
            ("-1", LabelFault::Formula),
            ("@A1", LabelFault::Formula),
            ("＝1", LabelFault::Formula),
            ("\t=1", LabelFault::Control { position: 0 }),
            ("a\r\nb", LabelFault::Control { position: 1 }),
            ("ab\u{202E}c", LabelFault::Control { position: 2 }),
        ] {
            assert_eq!(check_text(text), Err(fault), "{text:?}");
        }
        assert_eq!(check_text(&"ا".repeat(MAX_CHARACTERS)), Ok(()));
        let characters = MAX_CHARACTERS + 1;
        assert_eq!(check_text(&"x".repeat(characters)), Err(LabelFault::Long { characters }));
    }

    #[test]
    fn every_language_is_checked() {
        let good = || "a".to_owned();
        for (fa, azb, en) in [
            ("=".to_owned(), good(), good()),
            (good(), "=".to_owned(), good()),
            (good(), good(), "=".to_owned()),
        ] {
            assert_eq!(check(&Name { fa, azb, en }), Err(LabelFault::Formula));
        }
    }
}
