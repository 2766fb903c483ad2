//! The form of a city's file: TOML, strictly.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::text::check_line;
use crate::{City, CityError, Code, Entry, List, Malformed, Name};

/// The file as it is written. Every list has its own type, so that a key of one list is an
/// unknown key in another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: Name,
    institution: Name,
    office: Name,
    contact: String,
    #[serde(default)]
    synthetic: bool,
    data_note: Option<Name>,
    districts: Vec<Plain>,
    commissions: Vec<Plain>,
    violations: Vec<Violation>,
    outcomes: Vec<Outcome>,
    orders: Vec<Plain>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    code: String,
    number: u16,
    name: Name,
    short: Option<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Violation {
    code: String,
    number: u16,
    name: Name,
    short: Option<Name>,
    note: Option<Name>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    code: String,
    number: u16,
    name: Name,
    short: Option<Name>,
    basis: Option<Name>,
    #[serde(default)]
    fine: bool,
    #[serde(default)]
    ends: bool,
}

/// An entry before its code is checked; the entry's own code is not read.
struct Draft {
    code: String,
    number: u16,
    name: Name,
    short: Option<Name>,
    note: Option<Name>,
    basis: Option<Name>,
    fine: bool,
    ends: bool,
}

pub(crate) fn parse(text: &str) -> Result<City, CityError> {
    if text.len() > City::FILE_LIMIT {
        return Err(CityError::Large { bytes: text.len() });
    }
    let file: File = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let (line, column) = place(text, start);
        CityError::Syntax { line, column }
    })?;
    let heading = |key, malformed| CityError::Text { key, malformed };
    for (key, name) in
        [("name", &file.name), ("institution", &file.institution), ("office", &file.office)]
    {
        check_name(name).map_err(|malformed| heading(key, malformed))?;
    }
    if let Some(note) = &file.data_note {
        check_name(note).map_err(|malformed| heading("data_note", malformed))?;
    }
    check_line(&file.contact, City::NAME_LIMIT)
        .map_err(|malformed| heading("contact", malformed))?;
    Ok(City {
        id: Code::parse(&file.id).map_err(|malformed| heading("id", malformed))?,
        name: file.name,
        institution: file.institution,
        office: file.office,
        contact: file.contact,
        synthetic: file.synthetic,
        data_note: file.data_note,
        districts: entries(List::Districts, file.districts)?,
        commissions: entries(List::Commissions, file.commissions)?,
        violations: entries(List::Violations, file.violations)?,
        outcomes: entries(List::Outcomes, file.outcomes)?,
        orders: entries(List::Orders, file.orders)?,
    })
}

/// Line and column of a byte, both from 1.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn entries<T: Into<Draft>>(list: List, drafts: Vec<T>) -> Result<Vec<Entry>, CityError> {
    match drafts.len() {
        0 => return Err(CityError::NoEntry { list }),
        1..=City::LIST_LIMIT => {}
        found => return Err(CityError::TooMany { list, found }),
    }
    let mut codes = BTreeSet::new();
    let mut numbers = BTreeSet::new();
    let mut entries = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.into_iter().enumerate() {
        let entry = entry(list, index + 1, draft.into())?;
        if !codes.insert(entry.code.clone()) {
            return Err(CityError::CodeTwice { list, code: entry.code });
        }
        if !numbers.insert(entry.number) {
            return Err(CityError::NumberTwice { list, number: entry.number });
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn entry(list: List, place: usize, draft: Draft) -> Result<Entry, CityError> {
    let wrong = |key| move |malformed| CityError::EntryText { list, place, key, malformed };
    if draft.number == 0 {
        return Err(CityError::Zero { list, place });
    }
    check_name(&draft.name).map_err(wrong("name"))?;
    for (key, name) in [("short", &draft.short), ("note", &draft.note), ("basis", &draft.basis)] {
        if let Some(name) = name {
            check_name(name).map_err(wrong(key))?;
        }
    }
    Ok(Entry {
        code: Code::parse(&draft.code).map_err(wrong("code"))?,
        number: draft.number,
        name: draft.name,
        short: draft.short,
        note: draft.note,
        basis: draft.basis,
        fine: draft.fine,
        ends: draft.ends,
    })
}

fn check_name(name: &Name) -> Result<(), Malformed> {
    [&name.fa, &name.azb, &name.en]
        .into_iter()
        .try_for_each(|text| check_line(text, City::NAME_LIMIT))
}

impl From<Plain> for Draft {
    fn from(Plain { code, number, name, short }: Plain) -> Self {
        Self { code, number, name, short, note: None, basis: None, fine: false, ends: false }
    }
}

impl From<Violation> for Draft {
    fn from(Violation { code, number, name, short, note }: Violation) -> Self {
        Self { code, number, name, short, note, basis: None, fine: false, ends: false }
    }
}

impl From<Outcome> for Draft {
    fn from(Outcome { code, number, name, short, basis, fine, ends }: Outcome) -> Self {
        Self { code, number, name, short, note: None, basis, fine, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
id = "small"
name = { fa = "شهر", azb = "شهر", en = "Small" }
institution = { fa = "شهرداری", azb = "بلدیه", en = "Municipality" }
office = { fa = "دفتر", azb = "دفتر", en = "Office" }
contact = "office@example.org"

[[districts]]
code = "1"
number = 1
name = { fa = "منطقه ۱", azb = "بؤلگه ۱", en = "District 1" }

[[districts]]
code = "2"
number = 2
name = { fa = "منطقه ۲", azb = "بؤلگه ۲", en = "District 2" }

[[commissions]]
code = "1"
number = 1
name = { fa = "کمیسیون ۱", azb = "کومیسیون ۱", en = "Commission 1" }

[[violations]]
code = "no_permit"
number = 1
name = { fa = "بدون پروانه", azb = "ایجازه‌سیز", en = "Without permit" }
note = { fa = "تبصره ۱", azb = "تبصره ۱", en = "Note 1" }

[[outcomes]]
code = "fine"
number = 3
name = { fa = "جریمه", azb = "جریمه", en = "Fine" }
basis = { fa = "تبصره ۲", azb = "تبصره ۲", en = "Note 2" }
fine = true

[[orders]]
code = "inquiry"
number = 101
name = { fa = "استعلام", azb = "سورغو", en = "Inquiry" }
"#;

    fn changed(from: &str, to: &str) -> Result<City, CityError> {
        assert!(SMALL.contains(from), "{from}");
        City::parse(&SMALL.replacen(from, to, 1))
    }

    #[test]
    fn a_file_is_read_whole() {
        let city = City::parse(SMALL).unwrap();
        assert!(!city.synthetic && city.data_note.is_none());
        let fine = city.entry(List::Outcomes, "fine").unwrap();
        assert!(fine.fine && !fine.ends && fine.basis.is_some());
        assert_eq!(city.numbered(List::Outcomes, 3), Some(fine));
        assert_eq!(city.entry(List::Orders, "fine"), None);
        assert_eq!(city.numbered(List::Districts, 2).unwrap().code.as_str(), "2");
        assert_eq!(city.list(List::Violations), city.violations);
    }

    #[test]
    fn unknown_missing_and_foreign_keys_are_refused_where_they_stand() {
        let unknown = changed("contact = ", "kontact = ");
        assert!(matches!(unknown, Err(CityError::Syntax { .. })), "{unknown:?}");
        assert_eq!(
            changed("note = {", "basis = {"),
            Err(CityError::Syntax { line: 27, column: 1 })
        );
        assert!(matches!(changed("fine = true", "fine = 1"), Err(CityError::Syntax { .. })));
        assert!(matches!(changed("number = 101", "number = -1"), Err(CityError::Syntax { .. })));
        assert!(matches!(changed("number = 3", "number = 65536"), Err(CityError::Syntax { .. })));
    }

    #[test]
    fn codes_and_numbers_are_unique_in_their_list() {
        let list = List::Districts;
        let code = Code::parse("1").unwrap();
        assert_eq!(
            changed("code = \"2\"", "code = \"1\""),
            Err(CityError::CodeTwice { list, code })
        );
        assert_eq!(
            changed("number = 2", "number = 1"),
            Err(CityError::NumberTwice { list, number: 1 })
        );
        assert_eq!(changed("number = 2", "number = 0"), Err(CityError::Zero { list, place: 2 }));
    }

    #[test]
    fn names_are_neither_empty_nor_tricky() {
        let wrong = |key, malformed| {
            Err(CityError::EntryText { list: List::Districts, place: 2, key, malformed })
        };
        assert_eq!(changed("District 2", ""), wrong("name", Malformed::Empty));
        assert_eq!(changed("District 2", " District 2"), wrong("name", Malformed::Edge));
        assert_eq!(
            changed("District 2", "\u{202E}2"),
            wrong("name", Malformed::Character { character: '\u{202E}', position: 0 })
        );
        assert_eq!(
            changed("code = \"2\"", "code = \"B\""),
            wrong("code", Malformed::Character { character: 'B', position: 0 })
        );
        assert_eq!(
            changed("\"Small\"", "\"\""),
            Err(CityError::Text { key: "name", malformed: Malformed::Empty })
        );
    }

    #[test]
    fn lists_and_files_are_bounded() {
        let entry = |number: usize| {
            format!(
                "[[orders]]\ncode = \"o{number}\"\nnumber = {number}\n\
                 name = {{ fa = \"ا\", azb = \"ا\", en = \"o\" }}\n"
            )
        };
        let with = |count: usize| {
            let more: String = (1000..1000 + count).map(entry).collect();
            City::parse(&format!("{SMALL}{more}"))
        };
        assert!(with(999).is_ok());
        assert_eq!(with(1000), Err(CityError::TooMany { list: List::Orders, found: 1001 }));
        let empty = SMALL.split("[[orders]]").next().unwrap().replace("id =", "orders = []\nid =");
        assert_eq!(City::parse(&empty), Err(CityError::NoEntry { list: List::Orders }));
        let large = format!("{SMALL}#{}", " ".repeat(City::FILE_LIMIT));
        assert!(matches!(City::parse(&large), Err(CityError::Large { .. })));
    }
}
