//! Strict reading of days and months.

use core::fmt;

use crate::{Day, Month};

/// The first year that is read as Gregorian; Jalali years of this range end at 1498.
const FIRST_GREGORIAN_YEAR: i32 = 1700;

/// Why a text is not a day or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// Too short or too long; the form has so many bytes.
    Length {
        /// The bytes of the form: 10 for a day, 7 for a month.
        expected: usize,
    },
    /// Not an ASCII digit where one belongs.
    Digit,
    /// Not the separator that belongs there.
    Separator,
    /// The year is outside the range.
    Year,
    /// The month is not 1 to 12.
    Month,
    /// The month has no such day.
    Day,
}

/// Why a text is not a day or a month, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong.
    pub kind: ParseErrorKind,
    /// The byte at which it starts, from 0.
    pub position: usize,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let position = self.position;
        match self.kind {
            ParseErrorKind::Length { expected } => {
                write!(f, "it is not {expected} characters long")
            }
            ParseErrorKind::Digit => write!(f, "not a digit at position {position}"),
            ParseErrorKind::Separator => write!(f, "not the separator at position {position}"),
            ParseErrorKind::Year => write!(f, "the year is out of range"),
            ParseErrorKind::Month => write!(f, "there is no such month"),
            ParseErrorKind::Day => write!(f, "the month has no such day"),
        }
    }
}

impl core::error::Error for ParseError {}

pub(crate) fn day(text: &str) -> Result<Day, ParseError> {
    let bytes = fixed::<10>(text)?;
    let year = number(bytes, 0, 4)?;
    let gregorian = year >= FIRST_GREGORIAN_YEAR;
    let separator = match bytes.get(4) {
        Some(b'-') => b'-',
        Some(b'/') if !gregorian => b'/',
        _ => return Err(ParseError { kind: ParseErrorKind::Separator, position: 4 }),
    };
    let month = two_digits(bytes, 5)?;
    expect(bytes, 7, separator)?;
    let day = two_digits(bytes, 8)?;
    if !(1..=12).contains(&month) {
        return Err(ParseError { kind: ParseErrorKind::Month, position: 5 });
    }
    let read = if gregorian { Day::from_gregorian } else { Day::from_jalali };
    // A day that is neither in the range nor in the calendar: the first of its month tells
    // which of the two it is.
    read(year, month, day).ok_or_else(|| match read(year, month, 1) {
        Some(_) => ParseError { kind: ParseErrorKind::Day, position: 8 },
        None => ParseError { kind: ParseErrorKind::Year, position: 0 },
    })
}

/// Only the written form of [`Day`]: a Gregorian date.
pub(crate) fn iso_day(text: &str) -> Result<Day, ParseError> {
    let bytes = fixed::<10>(text)?;
    if number(bytes, 0, 4)? < FIRST_GREGORIAN_YEAR {
        return Err(ParseError { kind: ParseErrorKind::Year, position: 0 });
    }
    day(text)
}

pub(crate) fn month(text: &str) -> Result<Month, ParseError> {
    let bytes = fixed::<7>(text)?;
    let year = number(bytes, 0, 4)?;
    expect(bytes, 4, b'-')?;
    let month = two_digits(bytes, 5)?;
    if !(1..=12).contains(&month) {
        return Err(ParseError { kind: ParseErrorKind::Month, position: 5 });
    }
    Month::from_year_month(year, month)
        .ok_or(ParseError { kind: ParseErrorKind::Year, position: 0 })
}

fn fixed<const N: usize>(text: &str) -> Result<&[u8; N], ParseError> {
    text.as_bytes().try_into().map_err(|_| ParseError {
        kind: ParseErrorKind::Length { expected: N },
        position: text.len().min(N),
    })
}

fn expect(bytes: &[u8], position: usize, separator: u8) -> Result<(), ParseError> {
    if bytes.get(position) == Some(&separator) {
        Ok(())
    } else {
        Err(ParseError { kind: ParseErrorKind::Separator, position })
    }
}

fn number(bytes: &[u8], start: usize, length: usize) -> Result<i32, ParseError> {
    let mut value = 0;
    for (position, &byte) in bytes.iter().enumerate().skip(start).take(length) {
        if !byte.is_ascii_digit() {
            return Err(ParseError { kind: ParseErrorKind::Digit, position });
        }
        value = value * 10 + i32::from(byte - b'0');
    }
    Ok(value)
}

fn two_digits(bytes: &[u8], start: usize) -> Result<u8, ParseError> {
    let value = number(bytes, start, 2)?;
    u8::try_from(value).map_err(|_| ParseError { kind: ParseErrorKind::Digit, position: start })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(kind: ParseErrorKind, position: usize) -> ParseError {
        ParseError { kind, position }
    }

    #[test]
    fn the_three_forms_are_one_day() {
        let day = Day::from_jalali(1404, 6, 1);
        for text in ["2025-08-23", "1404-06-01", "1404/06/01"] {
            assert_eq!(Day::parse(text).ok(), day, "{text}");
        }
    }

    #[test]
    fn other_forms_are_refused_where_they_differ() {
        use ParseErrorKind::{Digit, Length, Separator};
        let vectors = [
            ("", Length { expected: 10 }, 0),
            ("1404-6-1", Length { expected: 10 }, 8),
            ("1404-06-01 ", Length { expected: 10 }, 10),
            ("۱۴۰۴-۰۶-۰۱", Length { expected: 10 }, 10),
            (" 404-06-01", Digit, 0),
            ("+404-06-01", Digit, 0),
            ("-404-06-01", Digit, 0),
            ("1404-0a-01", Digit, 6),
            ("1404-06--1", Digit, 8),
            ("1404.06.01", Separator, 4),
            ("1404-06/01", Separator, 7),
            ("1404/06-01", Separator, 7),
            ("2025/08/23", Separator, 4),
        ];
        for (text, kind, position) in vectors {
            assert_eq!(Day::parse(text), Err(error(kind, position)), "{text}");
        }
    }

    #[test]
    fn days_outside_calendar_or_range_are_refused() {
        use ParseErrorKind::{Day as NoDay, Month as NoMonth, Year};
        let vectors = [
            ("1404-07-31", NoDay, 8),
            ("1404-12-30", NoDay, 8),
            ("1404-00-10", NoMonth, 5),
            ("1404-13-10", NoMonth, 5),
            ("1404-01-00", NoDay, 8),
            ("2025-02-29", NoDay, 8),
            ("1299-12-29", Year, 0),
            ("1499-01-01", Year, 0),
            ("1700-01-01", Year, 0),
            ("2200-01-01", Year, 0),
            ("0000-01-01", Year, 0),
        ];
        for (text, kind, position) in vectors {
            assert_eq!(Day::parse(text), Err(error(kind, position)), "{text}");
        }
    }

    #[test]
    fn months_are_strict() {
        use ParseErrorKind::{Digit, Length, Month as NoMonth, Separator, Year};
        let vectors = [
            ("1404-6", Length { expected: 7 }, 6),
            ("1404-006", Length { expected: 7 }, 7),
            ("1404/06", Separator, 4),
            ("140a-06", Digit, 3),
            ("1404-00", NoMonth, 5),
            ("1404-13", NoMonth, 5),
            ("1299-12", Year, 0),
            ("1499-01", Year, 0),
            ("2025-08", Year, 0),
        ];
        for (text, kind, position) in vectors {
            assert_eq!(Month::parse(text), Err(error(kind, position)), "{text}");
        }
    }

    #[test]
    fn what_is_stored_is_iso_only() {
        assert!(iso_day("2025-08-23").is_ok());
        assert_eq!(iso_day("1404-06-01"), Err(error(ParseErrorKind::Year, 0)));
    }
}
