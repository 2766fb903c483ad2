//! What a table counts by.

use core::fmt;

/// One of the lists by which the outcomes of a month are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The district of the property.
    District,
    /// The commission that ruled.
    Commission,
    /// The kind of violation that was ruled on.
    Violation,
    /// The outcome: what the ruling says about the violation.
    Outcome,
}

impl Dimension {
    /// All of them, in the order of publication.
    pub const ALL: [Self; 4] = [Self::District, Self::Commission, Self::Violation, Self::Outcome];

    /// The name in files and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Commission => "commission",
            Self::Violation => "violation",
            Self::Outcome => "outcome",
        }
    }

    /// The dimension with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.code() == code)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_nothing_else_does() {
        for dimension in Dimension::ALL {
            assert_eq!(Dimension::parse(dimension.code()), Some(dimension));
        }
        for other in ["", "District", "district ", "total"] {
            assert_eq!(Dimension::parse(other), None);
        }
    }
}
