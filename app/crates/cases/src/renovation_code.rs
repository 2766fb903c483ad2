//! The code by which the city's renovation office knows a property.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Malformed;
use crate::quantity::whole;

/// A renovation code (کد نوسازی): 1 to 7 whole numbers, as in `4-12-37-8-1-0-0` — district,
/// region, block, house, building, apartment, shop. It identifies one property and is never
/// published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RenovationCode(Vec<u32>);

impl RenovationCode {
    /// The most parts that a code has.
    pub const LIMIT: usize = 7;

    /// The code of these parts.
    pub fn from_parts(parts: &[u32]) -> Result<Self, Malformed> {
        match parts.len() {
            1..=Self::LIMIT => Ok(Self(parts.to_vec())),
            0 => Err(Malformed::Empty),
            found => Err(Malformed::Parts { found, limit: Self::LIMIT }),
        }
    }

    /// Reads numbers of ASCII digits with `-` between them. Leading zeros are refused: they would
    /// give one property two spellings.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let found = text.split('-').count();
        if found > Self::LIMIT {
            return Err(Malformed::Parts { found, limit: Self::LIMIT });
        }
        let mut parts = Vec::with_capacity(found);
        let mut start = 0;
        for part in text.split('-') {
            parts.push(number(part).map_err(|malformed| shifted(malformed, start))?);
            start += part.chars().count() + 1;
        }
        Self::from_parts(&parts)
    }

    /// The numbers, from the district on.
    pub fn parts(&self) -> &[u32] {
        &self.0
    }
}

impl fmt::Display for RenovationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("-")?;
            }
            write!(f, "{part}")?;
        }
        Ok(())
    }
}

impl TryFrom<String> for RenovationCode {
    type Error = Malformed;

    fn try_from(text: String) -> Result<Self, Malformed> {
        Self::parse(&text)
    }
}

impl From<RenovationCode> for String {
    fn from(code: RenovationCode) -> Self {
        code.to_string()
    }
}

fn number(part: &str) -> Result<u32, Malformed> {
    let limit = u64::from(u32::MAX);
    if part.len() > 1 && part.starts_with('0') {
        return Err(Malformed::Character { character: '0', position: 0 });
    }
    let number = whole(part, limit)?;
    u32::try_from(number).map_err(|_| Malformed::Range { limit })
}

/// The same finding, with its position counted from the start of the whole code.
fn shifted(malformed: Malformed, start: usize) -> Malformed {
    match malformed {
        Malformed::Character { character, position } => {
            Malformed::Character { character, position: position + start }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back() {
        for text in ["4-12-37-8-1-0-0", "4", "0", "4294967295-1"] {
            assert_eq!(RenovationCode::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(RenovationCode::parse("4-12").unwrap().parts(), [4, 12]);
    }

    #[test]
    fn other_forms_are_refused() {
        let vectors = [
            ("", Malformed::Empty),
            ("4--1", Malformed::Empty),
            ("4-12-", Malformed::Empty),
            ("1-2-3-4-5-6-7-8", Malformed::Parts { found: 8, limit: 7 }),
            ("4-12-03", Malformed::Character { character: '0', position: 5 }),
            ("4/12", Malformed::Character { character: '/', position: 1 }),
            ("4-۱۲", Malformed::Character { character: '۱', position: 2 }),
            ("4294967296", Malformed::Range { limit: 4_294_967_295 }),
        ];
        for (text, malformed) in vectors {
            assert_eq!(RenovationCode::parse(text), Err(malformed), "{text}");
        }
    }
}
