//! What the log says of a certificate, and what that means for a compromised key.

use crate::log_bound::LogBound;

/// The log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogCheck {
    /// Not looked at, or nothing that could be checked came back.
    NotChecked,
    /// The certificate stands in the log.
    Included {
        /// Its place, from 0.
        index: u32,
        /// The size of the tree that was looked at, in entries.
        size: u64,
        /// The moment by which a quorum of witnesses had cosigned that tree, in seconds since
        /// 1970-01-01T00:00:00Z; `None` where no witness is asked for.
        cosigned_at: Option<u64>,
    },
    /// The tree was looked at, and another entry stands at the place that the text states, or none.
    NotFound {
        /// The place that the text states.
        index: u32,
        /// The size of the tree that was looked at, in entries.
        size: u64,
    },
    /// There is a log, and the text states no place in it.
    NoPlace,
}

/// Whether a certificate is older than the compromise of its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Age {
    /// Shown to be logged before the bound.
    Before,
    /// Not logged before it.
    After,
    /// Neither is shown.
    Unknown,
}

impl LogCheck {
    /// Whether the certificate was logged before a bound. Only the tree itself says "after": a
    /// checkpoint that is too young shows nothing about what an older one held.
    pub(crate) fn age(self, bound: LogBound) -> Age {
        match self {
            Self::Included { index, .. } if index >= bound.index => Age::After,
            Self::Included { cosigned_at: Some(time), .. } if time < bound.time => Age::Before,
            Self::NotFound { .. } | Self::NoPlace => Age::After,
            Self::Included { .. } | Self::NotChecked => Age::Unknown,
        }
    }
}
