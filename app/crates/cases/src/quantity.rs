//! Amounts of money and of area, whole numbers of their smallest unit.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;

/// An amount in rials, up to 10¹⁵. Rulings are in rials; a toman is ten of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Rials(u64);

impl Rials {
    /// The largest amount.
    pub const LIMIT: u64 = 1_000_000_000_000_000;

    /// The amount of so many rials.
    pub const fn from_number(number: u64) -> Result<Self, Malformed> {
        if number > Self::LIMIT {
            Err(Malformed::Range { limit: Self::LIMIT })
        } else {
            Ok(Self(number))
        }
    }

    /// Reads ASCII digits and nothing else: no separators, no sign, no decimals.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        whole(text, Self::LIMIT).and_then(Self::from_number)
    }

    /// How many rials.
    pub const fn number(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Rials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<u64> for Rials {
    type Error = Malformed;

    fn try_from(number: u64) -> Result<Self, Malformed> {
        Self::from_number(number)
    }
}

impl From<Rials> for u64 {
    fn from(amount: Rials) -> Self {
        amount.0
    }
}

/// An area in tenths of a square metre, up to 10⁶ m². Zero is an area: some violations have
/// none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Area(u32);

impl Area {
    /// The largest area, in tenths of a square metre.
    pub const LIMIT: u32 = 10_000_000;

    /// The area of so many tenths of a square metre.
    pub fn from_tenths(tenths: u32) -> Result<Self, Malformed> {
        if tenths > Self::LIMIT {
            Err(Malformed::Range { limit: u64::from(Self::LIMIT) })
        } else {
            Ok(Self(tenths))
        }
    }

    /// Reads square metres in ASCII digits, with at most one decimal after a point: `85`, `85.5`.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let (metres, tenth) = match text.split_once('.') {
            None => (text, 0),
            Some((metres, decimal)) => {
                let mut decimals = decimal.chars();
                match (decimals.next(), decimals.next()) {
                    (Some(digit), None) => {
                        let position = metres.chars().count() + 1;
                        let wrong = Malformed::Character { character: digit, position };
                        (metres, u64::from(digit.to_digit(10).ok_or(wrong)?))
                    }
                    _ => return Err(Malformed::Decimals),
                }
            }
        };
        let limit = u64::from(Self::LIMIT);
        let tenths = whole(metres, limit)? * 10 + tenth;
        u32::try_from(tenths).map_err(|_| Malformed::Range { limit }).and_then(Self::from_tenths)
    }

    /// How many tenths of a square metre.
    pub const fn tenths(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Area {
    /// Square metres, with a decimal where there is one: what [`Area::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

impl TryFrom<u32> for Area {
    type Error = Malformed;

    fn try_from(tenths: u32) -> Result<Self, Malformed> {
        Self::from_tenths(tenths)
    }
}

impl From<Area> for u32 {
    fn from(area: Area) -> Self {
        area.0
    }
}

/// Reads a whole number of ASCII digits, at most `limit`.
pub(crate) fn whole(text: &str, limit: u64) -> Result<u64, Malformed> {
    if text.is_empty() {
        return Err(Malformed::Empty);
    }
    let mut value = 0_u64;
    for (position, character) in text.chars().enumerate() {
        let wrong = Malformed::Character { character, position };
        let digit = character.to_digit(10).ok_or(wrong)?;
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(u64::from(digit)))
            .filter(|&value| value <= limit)
            .ok_or(Malformed::Range { limit })?;
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rials_are_digits_within_the_limit() {
        assert_eq!(Rials::parse("72000000").unwrap().number(), 72_000_000);
        assert_eq!(Rials::parse("1000000000000000").unwrap().number(), Rials::LIMIT);
        let beyond = Err(Malformed::Range { limit: Rials::LIMIT });
        assert_eq!(Rials::parse("1000000000000001"), beyond);
        assert_eq!(Rials::parse("99999999999999999999999999"), beyond);
        assert_eq!(Rials::parse(""), Err(Malformed::Empty));
        for text in ["-1", "+1", "1.0", "1,000", " 1", "۱"] {
            assert!(matches!(Rials::parse(text), Err(Malformed::Character { .. })), "{text}");
        }
    }

    #[test]
    fn areas_keep_one_decimal() {
        for (text, tenths) in
            [("85", 850), ("85.5", 855), ("0", 0), ("0.1", 1), ("1000000", 10_000_000)]
        {
            let area = Area::parse(text).unwrap();
            assert_eq!(area.tenths(), tenths);
            assert_eq!(area.to_string(), text);
        }
        for text in ["85.", "85.55", "85.5.5"] {
            assert_eq!(Area::parse(text), Err(Malformed::Decimals), "{text}");
        }
        assert_eq!(Area::parse(".5"), Err(Malformed::Empty));
        assert_eq!(Area::parse("1000000.1"), Err(Malformed::Range { limit: 10_000_000 }));
        assert!(
            Area::parse("-1").is_err()
                && Area::parse("1e3").is_err()
                && Area::parse("1.x").is_err()
        );
    }
}
