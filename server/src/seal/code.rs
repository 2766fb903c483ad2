//! The code that is printed on a notice beside the case number.

use std::fmt;

/// Letters and digits that are not mistaken for each other: no I, L, O, U, and no Z, because 31 is
/// a prime and a weighted sum modulo a prime finds every slip.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKMNPQRSTVWXY";
/// Random signs; one check sign follows. 31^11 is 54 bits.
const RANDOM: usize = 11;

/// An access code, as in `7KQM-2XHB-9C4T`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode([u8; RANDOM + 1]);

/// Why a typed text is no access code. None of these says anything about a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeError {
    /// A sign that codes do not have.
    Sign,
    /// The check sign does not fit: something was mistyped.
    Check,
    /// Not twelve signs.
    Length,
    /// Nothing.
    Empty,
}

impl AccessCode {
    /// The code of sixteen random bytes.
    #[must_use]
    pub fn from_entropy(entropy: &[u8; 16]) -> Self {
        // 128 bits modulo 31^11: the bias is below 2^-73.
        let mut value = u128::from_le_bytes(*entropy);
        let mut digits = [0; RANDOM + 1];
        for digit in digits.iter_mut().take(RANDOM) {
            *digit = u8::try_from(value % 31).unwrap_or(0);
            value /= 31;
        }
        let check = check(&digits);
        if let Some(last) = digits.last_mut() {
            *last = check;
        }
        Self(digits)
    }

    /// Reads what a person typed: any digits, either case, dashes and spaces as they like; O is
    /// 0, I and L are 1.
    ///
    /// # Errors
    ///
    /// [`CodeError`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let mut digits = [0; RANDOM + 1];
        let mut length = 0;
        for character in super::folded(text).chars() {
            let sign = match character {
                '-' | '.' | '_' => continue,
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|known| char::from(*known) == sign);
            let digit = digit.and_then(|digit| u8::try_from(digit).ok()).ok_or(CodeError::Sign)?;
            *digits.get_mut(length).ok_or(CodeError::Length)? = digit;
            length += 1;
        }
        match length {
            0 => Err(CodeError::Empty),
            length if length < digits.len() => Err(CodeError::Length),
            _ if digits.last() != Some(&check(&digits)) => Err(CodeError::Check),
            _ => Ok(Self(digits)),
        }
    }

    /// The twelve signs without dashes.
    pub(super) fn letters(&self) -> String {
        self.0
            .iter()
            .filter_map(|digit| ALPHABET.get(usize::from(*digit)))
            .map(|sign| char::from(*sign))
            .collect()
    }
}

/// Weighted sum modulo 31 of all but the last: finds every single slip and every exchange of two
/// neighbours.
fn check(digits: &[u8; RANDOM + 1]) -> u8 {
    let sum: u32 = digits
        .iter()
        .take(RANDOM)
        .zip(1_u32..)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    u8::try_from(sum % 31).unwrap_or(0)
}

impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, sign) in self.letters().chars().enumerate() {
            if position > 0 && position % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{sign}")?;
        }
        Ok(())
    }
}

/// Codes are secrets of their holders: no log shows one.
impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slip_and_every_exchange_is_found() {
        for seed in 0..50_u8 {
            let code = AccessCode::from_entropy(&[seed.wrapping_mul(37).wrapping_add(11); 16]);
            let text = code.letters();
            assert_eq!(AccessCode::parse(&code.to_string().to_lowercase()), Ok(code.clone()));
            let signs: Vec<char> = text.chars().collect();
            for position in 0..signs.len() {
                for other in ALPHABET {
                    let mut slip = signs.clone();
                    slip[position] = char::from(*other);
                    let slip: String = slip.into_iter().collect();
                    assert_eq!(AccessCode::parse(&slip).is_ok(), slip == text);
                }
            }
            for position in 0..RANDOM - 1 {
                let mut swapped = signs.clone();
                swapped.swap(position, position + 1);
                let swapped: String = swapped.into_iter().collect();
                assert_eq!(AccessCode::parse(&swapped).is_ok(), swapped == text);
            }
        }
    }

    #[test]
    fn other_texts_are_no_codes() {
        assert_eq!(AccessCode::parse(" -"), Err(CodeError::Empty));
        assert_eq!(AccessCode::parse("7KQM"), Err(CodeError::Length));
        assert_eq!(AccessCode::parse("7KQM-2XHB-9C4T-5"), Err(CodeError::Length));
        assert_eq!(AccessCode::parse("7KQM-2XHB-9C4Z"), Err(CodeError::Sign));
        assert_eq!(AccessCode::parse("۱۲۳;"), Err(CodeError::Sign));
        assert_eq!(format!("{:?}", AccessCode::from_entropy(&[1; 16])), "AccessCode(…)");
    }
}
