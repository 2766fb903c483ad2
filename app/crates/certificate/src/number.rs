//! The certificate's own number: 64 random bits for people to read, type and quote.

use alloc::string::String;
use core::fmt;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The five further signs of the check character, modulo 37.
const CHECK: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// A certificate's number (`cti` of RFC 8392): eight random bytes, shown as 13 characters and one
/// check character in groups, as in `0F3K-7QWM-2XHB-9C`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CertificateNumber([u8; 8]);

impl CertificateNumber {
    /// The number with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The eight bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }

    /// Reads what a person typed: case, spaces and dashes do not matter, O is 0, I and L are 1.
    ///
    /// # Errors
    ///
    /// [`NumberError`] when a character is foreign, the length is wrong, or the check character
    /// does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let mut value: u128 = 0;
        let mut length = 0_usize;
        let mut check = None;
        for (position, character) in text.chars().enumerate() {
            if matches!(character, ' ' | '-' | '\u{a0}' | '\u{200c}') {
                continue;
            }
            let folded = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = CHECK.iter().position(|sign| char::from(*sign) == folded);
            let digit = digit.ok_or(NumberError::Character { position })?;
            match length {
                0..13 if digit < 32 => value = value << 5 | digit as u128,
                13 => check = Some(digit),
                0..13 => return Err(NumberError::Character { position }),
                _ => return Err(NumberError::Length),
            }
            length += 1;
        }
        let check = check.ok_or(NumberError::Length)?;
        let value = u64::try_from(value).map_err(|_| NumberError::Length)?;
        if value % 37 != check as u64 {
            return Err(NumberError::Check);
        }
        Ok(Self(value.to_be_bytes()))
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = u64::from_be_bytes(self.0);
        let mut text = String::with_capacity(17);
        for index in 0..13_u32 {
            if index > 0 && index % 4 == 0 {
                text.push('-');
            }
            text.push(sign(ALPHABET, value >> (60 - 5 * index) & 31));
        }
        text.push(sign(CHECK, value % 37));
        f.write_str(&text)
    }
}

fn sign(signs: &[u8], index: u64) -> char {
    usize::try_from(index)
        .ok()
        .and_then(|index| signs.get(index))
        .map_or('?', |sign| char::from(*sign))
}

/// Why a typed text is no certificate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberError {
    /// A character that numbers do not have, at this position.
    Character {
        /// Position, counted in characters.
        position: usize,
    },
    /// The check character does not fit: something was mistyped.
    Check,
    /// Not 14 characters.
    Length,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { position } => {
                write!(f, "character {position} does not belong in a number")
            }
            Self::Check => f.write_str("the check character does not fit: something was mistyped"),
            Self::Length => f.write_str("a certificate number has 14 characters"),
        }
    }
}

impl core::error::Error for NumberError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trip_and_one_wrong_character(bytes in any::<[u8; 8]>(), at in 0_usize..13, other in 0_usize..32) {
            let number = CertificateNumber::from_bytes(bytes);
            let text = number.to_string();
            prop_assert_eq!(CertificateNumber::parse(&text.to_lowercase()), Ok(number));
            let mut signs: alloc::vec::Vec<char> = text.chars().filter(|sign| *sign != '-').collect();
            let wrong = char::from(ALPHABET[other]);
            prop_assume!(signs[at] != wrong);
            signs[at] = wrong;
            let text: alloc::string::String = signs.into_iter().collect();
            prop_assert!(CertificateNumber::parse(&text).is_err());
        }
    }

    #[test]
    fn forgiving_where_it_can_be() {
        let number = CertificateNumber::from_bytes([0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(number.to_string(), "0000-0000-0000-11");
        assert_eq!(CertificateNumber::parse("oooo oooo oooo il"), Ok(number));
        assert_eq!(CertificateNumber::parse("0000-0000-0000-1"), Err(NumberError::Length));
        assert_eq!(CertificateNumber::parse("0000-0000-0000-12"), Err(NumberError::Check));
    }
}
