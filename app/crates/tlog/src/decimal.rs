//! Decimal numbers as C2SP writes them: digits alone, no leading zeroes, less than 2^63.

use core::fmt;

/// Reads a number in its one spelling.
pub(crate) fn parse(text: &str) -> Result<u64, DecimalError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DecimalError::NotDigits);
    }
    if text.len() > 1 && text.starts_with('0') {
        return Err(DecimalError::LeadingZero);
    }
    match text.parse::<u64>() {
        Ok(value) if value < 1 << 63 => Ok(value),
        _ => Err(DecimalError::TooLarge),
    }
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecimalError {
    /// Empty, or with a character that is no ASCII digit.
    NotDigits,
    /// A zero in front of other digits.
    LeadingZero,
    /// 2^63 or more.
    TooLarge,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotDigits => "is no decimal number",
            Self::LeadingZero => "has a leading zero",
            Self::TooLarge => "is 2^63 or more",
        })
    }
}

impl core::error::Error for DecimalError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_only() {
        assert_eq!(parse("0"), Ok(0));
        assert_eq!(parse("9223372036854775807"), Ok((1 << 63) - 1));
        for text in ["", "+1", "-1", " 1", "1 ", "0x1", "۱", "1_0"] {
            assert_eq!(parse(text), Err(DecimalError::NotDigits), "{text}");
        }
        for text in ["00", "01", "09223372036854775808"] {
            assert_eq!(parse(text), Err(DecimalError::LeadingZero), "{text}");
        }
        for text in ["9223372036854775808", "18446744073709551616", "99999999999999999999999"] {
            assert_eq!(parse(text), Err(DecimalError::TooLarge), "{text}");
        }
    }
}
