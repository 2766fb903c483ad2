//! What a verdict is worded with: the words of one language and the city's names in it.

use calendar::Day;

use super::html::Html;
use crate::language::verify::{Word, Words};
use crate::language::{Language, date, digits};

/// The lists of names that certificates refer to by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameList {
    /// Districts.
    District,
    /// Commissions.
    Commission,
    /// Kinds of violation.
    Violation,
    /// Outcomes of rulings.
    Outcome,
    /// Kinds of sitting.
    Tier,
}

impl NameList {
    const fn letter(self) -> char {
        match self {
            Self::District => 'd',
            Self::Commission => 'c',
            Self::Violation => 'v',
            Self::Outcome => 'o',
            Self::Tier => 't',
        }
    }
}

/// The city's names for the numbers that certificates carry, in one language: a line a name, as in
/// `d4 منطقهٔ ۴`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(String);

impl Names {
    /// Names that were written by [`Self::add`].
    #[must_use]
    pub const fn from_text(text: String) -> Self {
        Self(text)
    }

    /// The text that [`Self::from_text`] takes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Adds a name.
    #[cfg(feature = "ssr")]
    pub fn add(&mut self, list: NameList, number: u16, name: &str) {
        let name = name.replace('\n', " ");
        self.0.push_str(&format!("{}{number} {name}\n", list.letter()));
    }

    fn find(&self, list: NameList, number: u16) -> Option<&str> {
        let number = number.to_string();
        self.0.split('\n').find_map(|line| {
            line.strip_prefix(list.letter())?.strip_prefix(number.as_str())?.strip_prefix(' ')
        })
    }
}

/// What a verdict is worded with.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The language of the page.
    pub language: Language,
    /// Its words.
    pub words: Words,
    /// The city's names.
    pub names: Names,
}

impl Wording {
    /// The name for a number, or the number itself where the city has no name for it.
    #[must_use]
    pub fn name(&self, list: NameList, number: u16) -> String {
        self.names.find(list, number).map_or_else(
            || {
                let number = digits::localise(&number.to_string(), self.language);
                self.words.filled(Word::UnknownCode, "n", &number)
            },
            ToOwned::to_owned,
        )
    }

    /// A day for people, and in ISO form beside it.
    #[must_use]
    pub fn day(&self, day: Day) -> Html {
        let iso = date::iso(day);
        let mut html = Html::new();
        html.markup("<time datetime=\"")
            .text(&iso)
            .markup("\">")
            .text(&date::long(day, self.language))
            .markup("</time> <span class=\"iso\">(<bdi dir=\"ltr\">")
            .text(&iso)
            .markup("</bdi>)</span>");
        html
    }
}

impl Html {
    /// A word of the verifier.
    pub fn word(&mut self, wording: &Wording, word: Word) -> &mut Self {
        self.text(wording.words.word(word))
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_whole_number() {
        let mut names = Names::default();
        names.add(NameList::District, 10, "ده");
        names.add(NameList::District, 1, "یک");
        names.add(NameList::Outcome, 1, "fine\nor two lines");
        assert_eq!(names.find(NameList::District, 1), Some("یک"));
        assert_eq!(names.find(NameList::District, 10), Some("ده"));
        assert_eq!(names.find(NameList::District, 2), None);
        assert_eq!(names.find(NameList::Outcome, 1), Some("fine or two lines"));
    }
}
