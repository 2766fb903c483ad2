//! Entries of the city's lists.

use std::fmt;

use crate::{Code, Name};

/// The lists of a city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// Districts of the city.
    Districts,
    /// Commissions: the branches that decide.
    Commissions,
    /// Kinds of violation.
    Violations,
    /// Outcomes of rulings.
    Outcomes,
    /// Kinds of interlocutory order.
    Orders,
}

impl List {
    /// All lists, in the order of the city's file.
    pub const ALL: [Self; 5] =
        [Self::Districts, Self::Commissions, Self::Violations, Self::Outcomes, Self::Orders];

    /// The name of the list in the city's file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Districts => "districts",
            Self::Commissions => "commissions",
            Self::Violations => "violations",
            Self::Outcomes => "outcomes",
            Self::Orders => "orders",
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// What files of the city carry.
    pub code: Code,
    /// What certificates carry: unique in its list, and never given to another meaning.
    pub number: u16,
    /// The full name.
    pub name: Name,
    /// A shorter name for narrow places, where the full one is long.
    pub short: Option<Name>,
    /// Kinds of violation only: the note of the law that governs, in words.
    pub note: Option<Name>,
    /// Outcomes only: the note of the law that an outcome rests on, in words.
    pub basis: Option<Name>,
    /// Outcomes only: an amount belongs to it.
    pub fine: bool,
    /// Outcomes only: once final, nothing remains to be done about the violation.
    pub ends: bool,
}

impl Entry {
    /// The name for narrow places: the short one, or else the full one.
    pub fn short_name(&self) -> &Name {
        self.short.as_ref().unwrap_or(&self.name)
    }
}
