//! Lines of entries as somebody gives them: `<kind> <sha256 in hex> <day>`, as in
//! `certificate 9f86…0a08 2026-11-22`. The kinds are the words of the published counts.

use std::fmt;

use calendar::Day;
use data_encoding::HEXLOWER;
use tlog::{Entry, EntryKind};

/// Bytes of a line, at most; a right one has fewer than a hundred.
pub const MAX_LINE: usize = 256;

/// Why a line is no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineProblem {
    /// It has not three parts with one space between them.
    Parts,
    /// No kind has this name.
    Kind,
    /// Counts are made from registry and portal, never given.
    Count,
    /// The hash is not 64 hexadecimal digits in lower case.
    Hash,
    /// The day is no Gregorian one as in 2026-11-22.
    Day,
    /// It is longer than any line of entries.
    Length,
    /// It is not UTF-8.
    Text,
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parts => "a line is a kind, a hash and a day, with one space between them",
            Self::Kind => "no kind has this name: certificate, status, keys, build or release",
            Self::Count => "counts are made by `gavah log append` itself",
            Self::Hash => "a hash is 64 hexadecimal digits in lower case",
            Self::Day => "a day is as in 2026-11-22",
            Self::Length => "the line is too long",
            Self::Text => "the line is not UTF-8",
        })
    }
}

impl std::error::Error for LineProblem {}

/// Reads a line, without its end.
///
/// # Errors
///
/// What is wrong with it.
pub fn parse(line: &[u8]) -> Result<Entry, LineProblem> {
    if line.len() > MAX_LINE {
        return Err(LineProblem::Length);
    }
    let line = std::str::from_utf8(line).map_err(|_| LineProblem::Text)?;
    let mut parts = line.split(' ');
    let (Some(kind), Some(hash), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(LineProblem::Parts);
    };
    let kind = EntryKind::ALL.into_iter().find(|known| known.word() == kind);
    let kind = kind.ok_or(LineProblem::Kind)?;
    if kind == EntryKind::DailyCount {
        return Err(LineProblem::Count);
    }
    let hash = HEXLOWER.decode(hash.as_bytes()).map_err(|_| LineProblem::Hash)?;
    let sha256 = hash.try_into().map_err(|_| LineProblem::Hash)?;
    let parsed = Day::parse(day).map_err(|_| LineProblem::Day)?;
    let entry = Entry { kind, sha256, day: parsed.number() };
    // The calendar reads Jalali days too; here a day has one spelling.
    if to_line(&entry) != line {
        return Err(LineProblem::Day);
    }
    Ok(entry)
}

/// Writes an entry as a line, without its end.
#[must_use]
pub fn to_line(entry: &Entry) -> String {
    let day = match Day::from_number(entry.day).map(Day::gregorian) {
        Some((year, month, day)) => format!("{year:04}-{month:02}-{day:02}"),
        None => entry.day.to_string(),
    };
    format!("{} {} {day}", entry.kind.word(), HEXLOWER.encode(&entry.sha256))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_as_it_was_written() {
        let entry = Entry { kind: EntryKind::KeyList, sha256: [0xab; 32], day: 20_000 };
        let line = to_line(&entry);
        assert_eq!(line, format!("keys {} 2024-10-04", "ab".repeat(32)));
        assert_eq!(parse(line.as_bytes()), Ok(entry));
    }

    #[test]
    fn every_other_line_has_its_reason() {
        let hash = "ab".repeat(32);
        for (line, problem) in [
            (String::new(), LineProblem::Parts),
            (format!("keys {hash}"), LineProblem::Parts),
            (format!("keys  {hash} 2024-10-04"), LineProblem::Parts),
            (format!("keys {hash} 2024-10-04 "), LineProblem::Parts),
            (format!("key {hash} 2024-10-04"), LineProblem::Kind),
            (format!("count {hash} 2024-10-04"), LineProblem::Count),
            (format!("keys {} 2024-10-04", "AB".repeat(32)), LineProblem::Hash),
            (format!("keys {hash}ab 2024-10-04"), LineProblem::Hash),
            (format!("keys {} 2024-10-04", &hash[2..]), LineProblem::Hash),
            (format!("keys {hash} 2024-10-32"), LineProblem::Day),
            (format!("keys {hash} 1403-07-13"), LineProblem::Day),
            (format!("keys {hash} 20000"), LineProblem::Day),
            (format!("keys {hash} 2024-10-04\r"), LineProblem::Day),
            ("k".repeat(MAX_LINE + 1), LineProblem::Length),
        ] {
            assert_eq!(parse(line.as_bytes()), Err(problem), "{line}");
        }
        assert_eq!(parse(b"keys \xff 2024-10-04"), Err(LineProblem::Text));
    }
}
