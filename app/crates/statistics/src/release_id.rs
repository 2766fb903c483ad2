//! The short citable code of a release.

use core::fmt;

use calendar::{Month, ParseError};

/// The code of the release of a month's figures, as in `1404-06`. A month has one release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseId(Month);

impl ReleaseId {
    /// The release of this month.
    #[must_use]
    pub const fn of(month: Month) -> Self {
        Self(month)
    }

    /// Reads `1404-06` and no other form.
    ///
    /// # Errors
    ///
    /// [`ParseError`] when the text is not a month.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Month::parse(text).map(Self)
    }

    /// The month that the release is about.
    #[must_use]
    pub const fn month(self) -> Month {
        self.0
    }
}

impl fmt::Display for ReleaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_has_one_form() {
        assert_eq!(ReleaseId::parse("1404-06").map(|id| id.to_string()), Ok("1404-06".to_owned()));
        for other in ["", "1404-6", "1404-13", "1404/06", "1404-06 ", "../1404"] {
            assert!(ReleaseId::parse(other).is_err(), "{other}");
        }
    }
}
