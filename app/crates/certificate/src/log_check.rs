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
    /// There is a log, and the text states no place in it: no place was looked at.
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
    ///
    /// [`Self::NotFound`] is "after" although the place in the text is not signed. What a
    /// compromised key signed is refused when it is not logged before the bound (specification
    /// §4.6), the reader has looked in the bound's own tree where the certificate itself says that
    /// it stands, and a thief could write any place: were a wrong one "unknown", no forgery would
    /// ever be refused. Whoever holds a good certificate with a wrong place shows it with a proof,
    /// which gives [`Self::Included`] at the place that the proof has. [`Self::NoPlace`] is
    /// "unknown" because nobody has looked anywhere.
    pub(crate) fn age(self, bound: LogBound) -> Age {
        match self {
            Self::Included { index, .. } if index >= bound.index => Age::After,
            Self::Included { cosigned_at: Some(time), .. } if time < bound.time => Age::Before,
            Self::NotFound { .. } => Age::After,
            Self::Included { .. } | Self::NotChecked | Self::NoPlace => Age::Unknown,
        }
    }
}
