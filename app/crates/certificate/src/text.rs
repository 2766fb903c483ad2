//! The address that the QR code holds: `https://HOST/v#`, the profile digit 1, eight digits of
//! the log index, and the statement in base10 (specification §3.1).

use alloc::format;
use alloc::string::String;

use crate::base10;
use crate::rejection::{Rejection, TextProblem};
use crate::statement::Statement;

/// Digits of a statement, at most.
pub const MAX_DIGITS: usize = 1_400;
/// Characters that are looked at, at most: what people paste may have words around it.
pub const MAX_INPUT: usize = 8_192;

/// The largest place in the log that the eight digits can state.
pub const MAX_INDEX: u32 = 99_999_999;

const PROFILE: u8 = b'1';
const INDEX_DIGITS: usize = 8;
/// 86 bytes around 24 of payload are 110; fewer digits than those have are no statement.
const MIN_DIGITS: usize = 255;

/// A certificate's digits, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The place in the log that the text states; zero where it states none, because the log's own
    /// first entry has that place. It is not signed: a wrong one leads to another entry of the log
    /// and never makes anything good.
    pub log_index: u32,
    /// The statement.
    pub statement: Statement,
}

/// The digits after the `#`; `log_index` is at most [`MAX_INDEX`].
#[must_use]
pub fn digits(log_index: u32, statement: &Statement) -> String {
    format!("1{log_index:08}{}", base10::encode(&statement.to_bytes()))
}

/// The whole address. `origin` is as in `https://gavah.tabriz.ir`, without a slash at its end.
#[must_use]
pub fn address(origin: &str, log_index: u32, statement: &Statement) -> String {
    format!("{origin}/v#{}", digits(log_index, statement))
}

/// Reads the digits strictly.
///
/// # Errors
///
/// [`Rejection`] that says which step of the reading refuses.
pub fn parse(digits: &str) -> Result<Carried, Rejection> {
    let length = digits.chars().count();
    let limit = 1 + INDEX_DIGITS + MAX_DIGITS;
    if digits.is_empty() {
        return Err(Rejection::Text(TextProblem::Empty));
    }
    if length > limit {
        return Err(Rejection::Text(TextProblem::TooLong { length, limit }));
    }
    if let Some(position) = digits.chars().position(|character| !character.is_ascii_digit()) {
        return Err(Rejection::Text(TextProblem::NotDigit { position }));
    }
    let digits = digits.as_bytes();
    match digits.first() {
        Some(&PROFILE) => {}
        found => {
            let found = found.map_or(0, |digit| digit.wrapping_sub(b'0'));
            return Err(Rejection::Text(TextProblem::UnknownProfile { found }));
        }
    }
    if length < 1 + INDEX_DIGITS + MIN_DIGITS {
        return Err(Rejection::Text(TextProblem::TooShort { length }));
    }
    let (index, body) = digits
        .get(1..)
        .and_then(|rest| rest.split_at_checked(INDEX_DIGITS))
        .ok_or(Rejection::Text(TextProblem::TooShort { length }))?;
    let log_index =
        index.iter().fold(0_u32, |index, digit| index * 10 + u32::from(digit.wrapping_sub(b'0')));
    let bytes = base10::decode(body).map_err(Rejection::Base10)?;
    Ok(Carried { log_index, statement: Statement::parse(&bytes)? })
}

/// What a person pasted, scanned or typed, as the digits that [`parse`] takes: spaces, line ends
/// and bidirectional marks dropped, Persian and Arabic digits folded, the address before the `#`
/// and words behind the digits cut off. This is the only place that forgives.
///
/// # Errors
///
/// [`TextProblem`] when there is nothing, too much, or an address of something else.
pub fn normalise(input: &str) -> Result<String, TextProblem> {
    let mut text = String::new();
    let mut after_space = false;
    let mut digits_begun = false;
    for (count, character) in input.chars().enumerate() {
        if count == MAX_INPUT {
            return Err(TextProblem::TooLong { length: input.chars().count(), limit: MAX_INPUT });
        }
        match fold(character) {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}' => {}
            space if space.is_whitespace() || space.is_control() => after_space = true,
            // Words behind the digits, or the same address a second time, are not part of it.
            other if digits_begun && after_space && !other.is_ascii_digit() => break,
            other => {
                digits_begun |= text.ends_with('#') && other.is_ascii_digit();
                after_space = false;
                text.push(other);
            }
        }
    }
    if text.is_empty() {
        return Err(TextProblem::Empty);
    }
    match text.split_once('#') {
        Some((before, digits))
            if before.is_empty() || before.ends_with("/v") || before.ends_with("/verify") =>
        {
            Ok(digits.into())
        }
        Some(_) => Err(TextProblem::NotOurs),
        None if text.starts_with(|character: char| character.is_ascii_digit()) => Ok(text),
        None => Err(TextProblem::NotOurs),
    }
}

/// Persian (U+06F0) and Arabic-Indic (U+0660) digits as ASCII ones.
fn fold(character: char) -> char {
    let code = u32::from(character);
    let digit = match code {
        0x6f0..=0x6f9 => code - 0x6f0,
        0x660..=0x669 => code - 0x660,
        _ => return character,
    };
    char::from_digit(digit, 10).unwrap_or(character)
}
