//! The list of issuer keys: who may sign, since when, until when.
//!
//! A text of lines, made to be read by people and to become the body of a signed note
//! (specification §3.9). Keys are never removed from it: rulings must verify in thirty years.
//!
//! ```text
//! gavah/keys/v1
//! version 1
//! date 2026-11-22
//! force demonstration
//! issuer fa شهرداری تبریز
//! issuer azb تبریز بلدیه‌سی
//! issuer en Municipality of Tabriz
//! key <id: 16 hex> <key: base64> certificate <not before> <not after or -> <state> <bound or ->
//! ```

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64ct::{Base64, Encoding as _};
use calendar::Day;

use crate::key::{IssuerKey, KeyError, KeyId};
use crate::log_bound::LogBound;

/// Bytes of a key list, at most.
const MAX_LENGTH: usize = 64 * 1024;
/// Keys in a list, at most.
const MAX_KEYS: usize = 256;
const FIRST_LINE: &str = "gavah/keys/v1";

/// The keys that may sign certificates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyList {
    /// Rises with every change.
    pub version: u32,
    /// The civil day of this version.
    pub date: Day,
    /// Whether the signatures mean anything in law.
    pub force: Force,
    /// The issuer's name: Persian, Azerbaijani, English.
    pub issuer: [String; 3],
    /// The keys, in the order of the list.
    pub keys: Vec<ListedKey>,
}

/// Whether signatures by these keys mean anything in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// No: made to show how it works.
    Demonstration,
    /// Yes: the issuer's own keys.
    Official,
}

/// One key of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedKey {
    /// The key.
    pub key: IssuerKey,
    /// When certificates by this key were issued.
    pub validity: Validity,
    /// What is known of it now.
    pub state: KeyState,
}

/// The days on which a key signs, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub not_before: Day,
    /// The last day, when it is known.
    pub not_after: Option<Day>,
}

/// What is known of a key now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Signs certificates today.
    Active,
    /// Signs no more; what it signed stays good.
    Retired,
    /// In other hands. What was logged before the bound stays good; without a bound, nothing does.
    Compromised {
        /// The first place in the log and the first moment that are not trusted.
        bound: Option<LogBound>,
    },
}

/// Why a text is no key list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyListError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: KeyListProblem,
}

/// What is wrong in a line of a key list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyListProblem {
    /// A date that is none, or a period that ends before it begins.
    Date,
    /// Two keys with the same identifier: no certificate could say which it means.
    Duplicate,
    /// A line that does not belong here, or not in this form.
    Form,
    /// The identifier is not the one of this key.
    Id,
    /// The key itself is refused.
    Key(KeyError),
    /// A list without keys, or with too many, or too long a text.
    Size,
}

impl Validity {
    /// Whether a day lies in the period.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        day >= self.not_before && self.not_after.is_none_or(|last| day <= last)
    }
}

impl KeyList {
    /// Reads a list and checks every key of it.
    ///
    /// # Errors
    ///
    /// [`KeyListError`] with the line and the problem. The text must be exactly what
    /// [`KeyList::to_text`] writes.
    pub fn parse(text: &str) -> Result<Self, KeyListError> {
        if text.len() > MAX_LENGTH {
            return Err(KeyListError { line: 1, problem: KeyListProblem::Size });
        }
        let mut lines = Lines { lines: text.split('\n'), number: 0 };
        lines.exact(FIRST_LINE)?;
        let version =
            lines.after("version ")?.parse().map_err(|_| lines.error(KeyListProblem::Form))?;
        let date = lines.after("date ")?;
        let date = lines.day(date)?;
        let force = match lines.after("force ")? {
            "demonstration" => Force::Demonstration,
            "official" => Force::Official,
            _ => return Err(lines.error(KeyListProblem::Form)),
        };
        let issuer = [
            lines.after("issuer fa ")?.to_owned(),
            lines.after("issuer azb ")?.to_owned(),
            lines.after("issuer en ")?.to_owned(),
        ];
        let mut keys: Vec<ListedKey> = Vec::new();
        loop {
            let line = lines.next()?;
            if line.is_empty() {
                break;
            }
            let key = lines.key(line)?;
            if keys.iter().any(|other| other.key.id() == key.key.id()) {
                return Err(lines.error(KeyListProblem::Duplicate));
            }
            keys.push(key);
            if keys.len() > MAX_KEYS {
                return Err(lines.error(KeyListProblem::Size));
            }
        }
        let list = Self { version, date, force, issuer, keys };
        if list.keys.is_empty() {
            return Err(lines.error(KeyListProblem::Size));
        }
        if list.to_text() != text {
            return Err(lines.error(KeyListProblem::Form));
        }
        Ok(list)
    }

    /// The list's one text form.
    #[must_use]
    pub fn to_text(&self) -> String {
        let force = match self.force {
            Force::Demonstration => "demonstration",
            Force::Official => "official",
        };
        let [fa, azb, en] = &self.issuer;
        let mut text = format!(
            "{FIRST_LINE}\nversion {}\ndate {}\nforce {force}\nissuer fa {fa}\nissuer azb {azb}\nissuer en {en}\n",
            self.version, self.date,
        );
        for listed in &self.keys {
            text.push_str(&listed.to_line());
        }
        text
    }

    /// The key with this identifier.
    #[must_use]
    pub fn find(&self, id: KeyId) -> Option<&ListedKey> {
        self.keys.iter().find(|listed| listed.key.id() == id)
    }
}

impl ListedKey {
    fn to_line(&self) -> String {
        let (state, bound) = match self.state {
            KeyState::Active => ("active", None),
            KeyState::Retired => ("retired", None),
            KeyState::Compromised { bound } => ("compromised", bound),
        };
        let until = self.validity.not_after.map_or_else(|| "-".to_owned(), |day| format!("{day}"));
        let bound = bound.map_or_else(|| "-".to_owned(), |bound| format!("{bound}"));
        format!(
            "key {} {} certificate {} {until} {state} {bound}\n",
            self.key.id(),
            Base64::encode_string(self.key.as_bytes()),
            self.validity.not_before,
        )
    }
}

struct Lines<'a> {
    lines: core::str::Split<'a, char>,
    number: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<&'a str, KeyListError> {
        self.number += 1;
        self.lines.next().ok_or_else(|| self.error(KeyListProblem::Form))
    }

    fn exact(&mut self, wanted: &str) -> Result<(), KeyListError> {
        if self.next()? == wanted { Ok(()) } else { Err(self.error(KeyListProblem::Form)) }
    }

    fn after(&mut self, prefix: &str) -> Result<&'a str, KeyListError> {
        let rest = self.next()?.strip_prefix(prefix);
        rest.filter(|rest| !rest.is_empty() && !rest.chars().any(char::is_control))
            .ok_or_else(|| self.error(KeyListProblem::Form))
    }

    fn key(&self, line: &str) -> Result<ListedKey, KeyListError> {
        let mut words = line.split(' ');
        let mut word = || words.next().ok_or_else(|| self.error(KeyListProblem::Form));
        let form = self.error(KeyListProblem::Form);
        if word()? != "key" {
            return Err(form);
        }
        let id = KeyId::parse(word()?).ok_or(self.error(KeyListProblem::Id))?;
        let mut bytes = [0; 32];
        let read = Base64::decode(word()?, &mut bytes).map_err(|_| form)?.len();
        if read != bytes.len() {
            return Err(form);
        }
        let key = IssuerKey::from_bytes(&bytes)
            .map_err(|error| self.error(KeyListProblem::Key(error)))?;
        if key.id() != id {
            return Err(self.error(KeyListProblem::Id));
        }
        if word()? != "certificate" {
            return Err(form);
        }
        let not_before = self.day(word()?)?;
        let not_after = match word()? {
            "-" => None,
            day => Some(self.day(day)?),
        };
        if not_after.is_some_and(|day| day < not_before) {
            return Err(self.error(KeyListProblem::Date));
        }
        let state = word()?;
        let bound = match word()? {
            "-" => None,
            bound => Some(LogBound::parse(bound).ok_or(form)?),
        };
        let state = match (state, bound) {
            ("active", None) => KeyState::Active,
            ("retired", None) => KeyState::Retired,
            ("compromised", bound) => KeyState::Compromised { bound },
            _ => return Err(form),
        };
        if words.next().is_some() {
            return Err(form);
        }
        Ok(ListedKey { key, validity: Validity { not_before, not_after }, state })
    }

    fn day(&self, text: &str) -> Result<Day, KeyListError> {
        Day::parse(text).map_err(|_| self.error(KeyListProblem::Date))
    }

    fn error(&self, problem: KeyListProblem) -> KeyListError {
        KeyListError { line: self.number, problem }
    }
}

impl fmt::Display for KeyListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the key list: ", self.line)?;
        match self.problem {
            KeyListProblem::Date => {
                f.write_str("a date that is none, or a period that ends before it begins")
            }
            KeyListProblem::Duplicate => f.write_str("the same key twice"),
            KeyListProblem::Form => f.write_str("not in the form of a key list"),
            KeyListProblem::Id => f.write_str("the identifier is not the one of this key"),
            KeyListProblem::Key(error) => error.fmt(f),
            KeyListProblem::Size => f.write_str("no keys, too many keys, or too long a text"),
        }
    }
}

impl core::error::Error for KeyListError {}
