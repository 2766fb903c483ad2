//! Bytes as decimal digits: 7 bytes make 17 digits, because a QR code's numeric mode then spends
//! 8.10 bits a byte and digits survive every text they pass through (specification §3.6).
//!
//! Every byte string has exactly one form, and every accepted form is the form of exactly one
//! byte string.

use alloc::string::String;
use alloc::vec::Vec;

use crate::rejection::Base10Problem;

/// Bytes in a full block.
const BLOCK_BYTES: usize = 7;
/// Digits in a full block.
const BLOCK_DIGITS: usize = 17;
/// Digits that a block of so many bytes has, by index.
const DIGITS: [usize; 8] = [0, 3, 5, 8, 10, 13, 15, 17];

/// Writes bytes as digits.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(BLOCK_BYTES) * BLOCK_DIGITS);
    for block in bytes.chunks(BLOCK_BYTES) {
        let value = block.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
        let width = DIGITS.get(block.len()).copied().unwrap_or(BLOCK_DIGITS);
        let start = text.len();
        push_digits(&mut text, value, width);
        debug_assert_eq!(text.len() - start, width);
    }
    text
}

/// Reads digits as bytes.
///
/// # Errors
///
/// [`Base10Problem`] when a character is no ASCII digit, when the last block has a length that no
/// number of bytes has, or when a block's value does not fit its bytes.
pub fn decode(digits: &[u8]) -> Result<Vec<u8>, Base10Problem> {
    if let Some(position) = digits.iter().position(|digit| !digit.is_ascii_digit()) {
        return Err(Base10Problem::NotDigit { position });
    }
    let mut bytes = Vec::with_capacity(digits.len() / BLOCK_DIGITS * BLOCK_BYTES + BLOCK_BYTES);
    for (index, block) in digits.chunks(BLOCK_DIGITS).enumerate() {
        let Some(width) = DIGITS.iter().position(|digits| *digits == block.len()) else {
            return Err(Base10Problem::TailLength { length: block.len() });
        };
        // At most 17 digits: below 10^17, so nothing overflows.
        let value = block
            .iter()
            .fold(0_u64, |value, digit| value * 10 + u64::from(digit.wrapping_sub(b'0')));
        if value >> (8 * width) != 0 {
            return Err(Base10Problem::Overflow { block: index });
        }
        bytes.extend(value.to_be_bytes().iter().skip(8 - width));
    }
    Ok(bytes)
}

fn push_digits(text: &mut String, mut value: u64, width: usize) {
    let mut digits = [b'0'; BLOCK_DIGITS];
    for slot in digits.iter_mut().rev() {
        *slot = b'0' + u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
    }
    text.extend(digits.iter().skip(BLOCK_DIGITS - width).map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    #[test]
    fn lengths_and_limits() {
        assert_eq!(encode(&[]), "");
        assert_eq!(encode(&[0]), "000");
        assert_eq!(encode(&[255]), "255");
        assert_eq!(encode(&[255; 7]), "72057594037927935");
        assert_eq!(encode(&[255; 8]), "72057594037927935255");
        assert_eq!(decode(b"256"), Err(Base10Problem::Overflow { block: 0 }));
        assert_eq!(decode(b"72057594037927936"), Err(Base10Problem::Overflow { block: 0 }));
        assert_eq!(decode(b"72057594037927935256"), Err(Base10Problem::Overflow { block: 1 }));
        for length in [1, 2, 4, 6, 7, 9, 11, 12, 14, 16] {
            assert_eq!(decode(&vec![b'0'; length]), Err(Base10Problem::TailLength { length }));
        }
        assert_eq!(decode(b"0 0"), Err(Base10Problem::NotDigit { position: 1 }));
        assert_eq!(decode("۰۰۰".as_bytes()), Err(Base10Problem::NotDigit { position: 0 }));
    }

    proptest! {
        #[test]
        fn one_form_each(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(decode(encode(&bytes).as_bytes()), Ok(bytes));
        }

        #[test]
        fn accepted_means_re_encoded(digits in "[0-9]{0,60}") {
            if let Ok(bytes) = decode(digits.as_bytes()) {
                prop_assert_eq!(encode(&bytes), digits);
            }
        }
    }
}
