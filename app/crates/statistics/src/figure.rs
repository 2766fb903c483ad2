//! One published figure, or the statement that it is withheld.

/// What the public sees in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The exact count.
    Published(u64),
    /// The count is withheld. From the sums of its month's tables it can only be said to lie between
    /// `lower` and `upper`, both included.
    Withheld {
        /// The smallest count that fits everything published.
        lower: u64,
        /// The largest count that fits everything published; `None` when nothing bounds it.
        upper: Option<u64>,
    },
}

impl Figure {
    /// The largest number that a figure holds: 2⁵³ − 1, the largest that every JSON reader keeps
    /// exact (RFC 8259 §6).
    pub const MAX: u64 = (1 << 53) - 1;

    /// The only status code of a withheld figure. There is one code and not one for each reason,
    /// because the reason would tell which cells are small.
    pub const WITHHELD: &'static str = "c";

    /// The exact count, if it is published.
    #[must_use]
    pub const fn published(self) -> Option<u64> {
        match self {
            Self::Published(count) => Some(count),
            Self::Withheld { .. } => None,
        }
    }

    /// The members of a JSON object that say this figure, without the braces.
    #[must_use]
    pub fn json_members(self) -> String {
        match self {
            Self::Published(count) => format!("\"count\": {count}"),
            Self::Withheld { lower, upper } => {
                let upper = upper.map_or_else(|| "null".to_owned(), |upper| upper.to_string());
                format!(
                    "\"status\": \"{}\", \"lower\": {lower}, \"upper\": {upper}",
                    Self::WITHHELD
                )
            }
        }
    }

    /// Whether the numbers are within [`Self::MAX`] and the interval is not empty.
    pub(crate) fn is_sound(self) -> bool {
        match self {
            Self::Published(count) => count <= Self::MAX,
            Self::Withheld { lower, upper } => {
                lower <= Self::MAX && upper.is_none_or(|upper| lower <= upper && upper <= Self::MAX)
            }
        }
    }
}
