//! How far a compromised key is still trusted: to a place in the log and a moment.

use core::fmt;

/// What a compromised key signed is good when the log holds it before this place, under a
/// checkpoint that the witnesses cosigned before this moment (specification §4.6). In a key list
/// it stands as `<index>@<time>`.
///
/// The log has a public checkpoint of exactly `index` entries whose quorum is older than `time`,
/// so that everybody looks the certificate up in the same tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogBound {
    /// The first place that is not trusted; at least 1.
    pub index: u32,
    /// The first moment that is not trusted, in seconds since 1970-01-01T00:00:00Z; below 2^63.
    pub time: u64,
}

impl LogBound {
    /// Reads `<index>@<time>`, both in decimal without leading zeros.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (index, time) = text.split_once('@')?;
        let (index, time) = (decimal(index)?, decimal(time)?);
        let bound = Self { index: u32::try_from(index).ok()?, time };
        // Before place 0 there is nothing; a key of which nothing is good is written with `-`.
        (bound.index > 0 && i64::try_from(time).is_ok()).then_some(bound)
    }
}

impl fmt::Display for LogBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.index, self.time)
    }
}

/// A number in its one spelling: `parse` alone also takes `+5` and `05`.
fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    (plain && (text == "0" || !text.starts_with('0'))).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;

    #[test]
    fn a_bound_has_one_spelling() {
        let bound = LogBound { index: 5, time: 1_763_800_000 };
        assert_eq!(LogBound::parse("5@1763800000"), Some(bound));
        assert_eq!(bound.to_string(), "5@1763800000");
        let last = LogBound { index: u32::MAX, time: (1 << 63) - 1 };
        assert_eq!(LogBound::parse(&last.to_string()), Some(last));
        for text in [
            "",
            "5",
            "@",
            "5@",
            "@5",
            "0@5",
            "05@5",
            "5@05",
            "+5@5",
            "5@+5",
            "5@ 5",
            "5@-1",
            "4294967296@5",
            "5@9223372036854775808",
            "5@5@5",
            "۵@5",
            "5@5.0",
        ] {
            assert_eq!(LogBound::parse(text), None, "{text}");
        }
    }
}
