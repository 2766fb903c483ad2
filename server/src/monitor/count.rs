//! The published counts, as a reader sees them: all lines, in one order.

use std::fmt;

use crate::log::count::Count;

/// All published lines, in the order of days and revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts(pub(super) Vec<Count>);

/// Why a text is no list of counts; lines are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CountProblem {
    /// The last line has no end.
    NoLineEnd,
    /// A line is not of the form.
    Line(usize),
    /// A line does not follow the one before it: days ascend, and the revisions of a day count up
    /// from 1.
    Order(usize),
}

impl Counts {
    /// Reads the lines; none is a list too.
    ///
    /// # Errors
    ///
    /// [`CountProblem`] says which line is wrong.
    pub fn parse(text: &str) -> Result<Self, CountProblem> {
        if text.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let text = text.strip_suffix('\n').ok_or(CountProblem::NoLineEnd)?;
        let mut lines: Vec<Count> = Vec::new();
        for (place, text) in text.split('\n').enumerate() {
            let number = place.saturating_add(1);
            let line = Count::parse(text).ok_or(CountProblem::Line(number))?;
            let follows = match lines.last() {
                Some(last) if last.day == line.day => {
                    last.revision.checked_add(1) == Some(line.revision)
                }
                Some(last) => last.day < line.day && line.revision == 1,
                None => line.revision == 1,
            };
            if !follows {
                return Err(CountProblem::Order(number));
            }
            lines.push(line);
        }
        Ok(Self(lines))
    }

    /// How many days are counted.
    #[must_use]
    pub fn days(&self) -> usize {
        self.0.iter().filter(|line| line.revision == 1).count()
    }

    /// What was counted again, in words: a correction is no lie, and worth a question.
    #[must_use]
    pub fn corrections(&self) -> Vec<String> {
        let again = self.0.iter().filter(|line| line.revision > 1);
        again.map(|line| format!("the count of a day was corrected: {line}")).collect()
    }
}

impl fmt::Display for CountProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLineEnd => f.write_str("the last line has no end"),
            Self::Line(line) => write!(f, "line {line} is not `<day> <revision> <kind>=<count>…`"),
            Self::Order(line) => write!(f, "line {line} does not follow the one before it"),
        }
    }
}

impl std::error::Error for CountProblem {}

#[cfg(test)]
mod tests {
    use tlog::EntryKind;

    use super::*;

    const GOOD: &str = "2025-08-23 1 certificate=3 status=0 keys=1 build=0 release=2\n";

    #[test]
    fn lines_have_one_spelling_and_one_order() {
        let later = "2025-08-24 1 certificate=0 status=0 keys=0 build=0 release=0\n";
        let again = "2025-08-23 2 certificate=4 status=0 keys=1 build=0 release=2\n";
        assert_eq!(Counts::parse("").unwrap().0.len(), 0);
        let counts = Counts::parse(&format!("{GOOD}{again}{later}")).unwrap();
        assert_eq!(counts.0.len(), 3);
        assert_eq!(counts.0[1].counts.of(EntryKind::Certificate), 4);
        assert_eq!(Counts::parse(&format!("{later}{GOOD}")), Err(CountProblem::Order(2)));
        assert_eq!(Counts::parse(again), Err(CountProblem::Order(1)));
        assert_eq!(Counts::parse(&format!("{GOOD}{GOOD}")), Err(CountProblem::Order(2)));
        assert_eq!(Counts::parse(GOOD.trim_end()), Err(CountProblem::NoLineEnd));
        for (from, to) in [
            ("2025-08-23", "1404-06-01"),
            ("2025-08-23", "2025-8-23"),
            ("2025-08-23", "2025-02-30"),
            (" 1 ", " 0 "),
            (" 1 ", " 01 "),
            (" 1 ", "  1 "),
            ("=3", "=03"),
            ("=3", "=+3"),
            ("=3", "=-3"),
            ("=3", "="),
            ("status", "stats"),
            ("release=2", "release=2 more=1"),
            (" release=2", ""),
            ("\n", "\r\n"),
            ("\n", "\n\n"),
        ] {
            let bad = GOOD.replacen(from, to, 1);
            assert_ne!(bad, GOOD);
            assert!(Counts::parse(&bad).is_err(), "{bad:?}");
        }
    }
}
