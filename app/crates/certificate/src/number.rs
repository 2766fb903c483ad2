//! The certificate's own number: 64 random bits for people to read, type and quote.

use alloc::string::String;
use core::fmt;

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of the number itself: 64 bits in fives.
const SIGNS: usize = 13;
/// Check signs: the number modulo the largest prime that two signs hold. A single wrong sign and
/// an exchange of two signs are always found, because 1021 divides no power of 32 and no
/// difference of two of them that is in reach.
const CHECK_SIGNS: usize = 2;
const PRIME: u64 = 1_021;

/// A certificate's number (`cti` of RFC 8392): eight random bytes, shown as 13 signs and two check
/// signs in groups, as in `0F3K-7QWM-2XHB-9C4`.
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
    /// [`NumberError`] when a character is foreign, the length is wrong, or the check signs do not
    /// fit.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let mut value: u128 = 0;
        let mut length = 0_usize;
        for (position, character) in text.chars().enumerate() {
            if matches!(character, ' ' | '-' | '\u{a0}' | '\u{200c}') {
                continue;
            }
            let folded = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|sign| char::from(*sign) == folded);
            let digit = digit.ok_or(NumberError::Character { position })?;
            length += 1;
            if length > SIGNS + CHECK_SIGNS {
                return Err(NumberError::Length);
            }
            value = value << 5 | digit as u128;
        }
        if length < SIGNS + CHECK_SIGNS {
            return Err(NumberError::Length);
        }
        let check = u64::try_from(value & 0x3ff).map_err(|_| NumberError::Check)?;
        // Thirteen signs hold 65 bits: the first of them is below 16.
        let number = u64::try_from(value >> 10).map_err(|_| NumberError::Check)?;
        if number % PRIME != check {
            return Err(NumberError::Check);
        }
        Ok(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = u64::from_be_bytes(self.0);
        let value = u128::from(number) << 10 | u128::from(number % PRIME);
        let mut text = String::with_capacity(18);
        for index in (0..SIGNS + CHECK_SIGNS).rev() {
            let sign = usize::try_from(value >> (5 * index) & 31).ok();
            let sign =
                sign.and_then(|sign| ALPHABET.get(sign)).map_or('?', |sign| char::from(*sign));
            if !text.is_empty() && (SIGNS + CHECK_SIGNS - 1 - index).is_multiple_of(4) {
                text.push('-');
            }
            text.push(sign);
        }
        f.write_str(&text)
    }
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
    /// The check signs do not fit: something was mistyped.
    Check,
    /// Not 15 signs.
    Length,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { position } => {
                write!(f, "character {position} does not belong in a number")
            }
            Self::Check => f.write_str("the check signs do not fit: something was mistyped"),
            Self::Length => f.write_str("a certificate number has 15 signs"),
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
        fn round_trip_and_one_wrong_character(bytes in any::<[u8; 8]>(), at in 0_usize..15, other in 0_usize..32) {
            let number = CertificateNumber::from_bytes(bytes);
            let text = number.to_string();
            prop_assert_eq!(CertificateNumber::parse(&text.to_lowercase()), Ok(number));
            let mut signs: alloc::vec::Vec<char> = text.chars().filter(|sign| *sign != '-').collect();
            let wrong = char::from(ALPHABET[other]);
            prop_assume!(signs[at] != wrong);
            signs[at] = wrong;
            let text: alloc::string::String = signs.into_iter().collect();
            prop_assert!(CertificateNumber::parse(&text).is_err());
            let mut exchanged: alloc::vec::Vec<char> =
                number.to_string().chars().filter(|sign| *sign != '-').collect();
            if at + 1 < exchanged.len() && exchanged[at] != exchanged[at + 1] {
                exchanged.swap(at, at + 1);
                let text: alloc::string::String = exchanged.into_iter().collect();
                prop_assert!(CertificateNumber::parse(&text).is_err());
            }
        }
    }

    #[test]
    fn forgiving_where_it_can_be() {
        let number = CertificateNumber::from_bytes([0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(number.to_string(), "0000-0000-0000-101");
        assert_eq!(CertificateNumber::parse("oooo oooo oooo lol"), Ok(number));
        assert_eq!(CertificateNumber::parse("0000-0000-0000-10"), Err(NumberError::Length));
        assert_eq!(CertificateNumber::parse("0000-0000-0000-1011"), Err(NumberError::Length));
        assert_eq!(CertificateNumber::parse("0000-0000-0000-102"), Err(NumberError::Check));
        assert_eq!(CertificateNumber::parse("ZZZZ-ZZZZ-ZZZZ-ZZZ"), Err(NumberError::Check));
        assert_eq!(
            CertificateNumber::parse("0000-0000-0000-1u1"),
            Err(NumberError::Character { position: 16 })
        );
    }
}
