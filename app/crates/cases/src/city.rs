//! A city: who publishes, and the lists that its files use.

use crate::city_file;
use crate::{CityError, Code, Entry, List, Name};

/// A city's names and lists, as its file gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct City {
    /// A short identifier, as in `tabriz`.
    pub id: Code,
    /// The city's name.
    pub name: Name,
    /// The institution that issues and publishes.
    pub institution: Name,
    /// The office that is responsible for the data.
    pub office: Name,
    /// How to reach that office: an e-mail address or a telephone number.
    pub contact: String,
    /// Whether the data are made up; every page then says so.
    pub synthetic: bool,
    /// What readers must know about the data, if anything.
    pub data_note: Option<Name>,
    /// Districts, in the order in which they are shown.
    pub districts: Vec<Entry>,
    /// Commissions, in the order in which they are shown.
    pub commissions: Vec<Entry>,
    /// Kinds of violation, in the order in which they are shown.
    pub violations: Vec<Entry>,
    /// Outcomes of rulings, in the order in which they are shown.
    pub outcomes: Vec<Entry>,
    /// Kinds of order, in the order in which they are shown.
    pub orders: Vec<Entry>,
}

impl City {
    /// The most bytes that a city's file may have.
    pub const FILE_LIMIT: usize = 1 << 20;

    /// The most entries that a list may have.
    pub const LIST_LIMIT: usize = 1000;

    /// The most characters that a name may have.
    pub const NAME_LIMIT: usize = 300;

    /// Reads a city's file (TOML). Unknown keys, empty names, codes or numbers that occur twice
    /// in a list, and lists that are empty or too long are errors.
    pub fn parse(text: &str) -> Result<Self, CityError> {
        city_file::parse(text)
    }

    /// The entries of a list.
    pub fn list(&self, list: List) -> &[Entry] {
        match list {
            List::Districts => &self.districts,
            List::Commissions => &self.commissions,
            List::Violations => &self.violations,
            List::Outcomes => &self.outcomes,
            List::Orders => &self.orders,
        }
    }

    /// The entry with this code.
    pub fn entry(&self, list: List, code: &str) -> Option<&Entry> {
        self.list(list).iter().find(|entry| entry.code.as_str() == code)
    }

    /// The entry with this number.
    pub fn numbered(&self, list: List, number: u16) -> Option<&Entry> {
        self.list(list).iter().find(|entry| entry.number == number)
    }
}
