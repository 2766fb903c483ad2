//! Amounts in sentences: `1 entry`, `2 entries`.

use std::fmt;

/// So many of something, with the word for one of it and the word for several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    number: u64,
    one: &'static str,
    several: &'static str,
}

impl Amount {
    pub(crate) const fn new(number: u64, one: &'static str, several: &'static str) -> Self {
        Self { number, one, several }
    }

    /// Entries of a log.
    pub(crate) const fn entries(number: u64) -> Self {
        Self::new(number, "entry", "entries")
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.number == 1 { self.one } else { self.several };
        write!(f, "{} {word}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_are_several() {
        let said = [0, 1, 2].map(|number| Amount::entries(number).to_string());
        assert_eq!(said, ["0 entries", "1 entry", "2 entries"]);
    }
}
