//! Asking the log for a certificate: what is asked, and what an answer means. The same for the
//! browser, whose worker reads the log's tiles, and for the server, which has them at hand.

use calendar::Day;
use certificate::{KeyCheck, LogBound, LogCheck, Verdict};

/// What a certificate is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The place that the text states, 0 where it states none.
    pub place: u32,
    /// SHA-256 over the statement with its signature.
    pub sha256: [u8; 32],
    /// The day of issue.
    pub day: Day,
    /// The bound of a compromised key. The place is then looked up in the tree of exactly so many
    /// entries, which everybody who checks a certificate of this key reads.
    pub bound: Option<LogBound>,
}

impl Question {
    /// The question about a certificate; `None` when it is not signed, or by a key with which the
    /// log decides nothing.
    #[must_use]
    pub fn of(verdict: &Verdict) -> Option<Self> {
        let bound = match verdict.key {
            KeyCheck::Active(_) | KeyCheck::Retired(_) => None,
            KeyCheck::Compromised(_, bound) => Some(bound),
            _ => return None,
        };
        Some(Self {
            place: verdict.place.unwrap_or(0),
            sha256: verdict.statement_sha256?,
            // Claims are there only under a good signature.
            day: verdict.claims.as_ref()?.issued_on()?,
            bound,
        })
    }

    /// What the log says, when a tree of this size was looked at, by this time cosigned by a
    /// quorum, and the certificate was found at its place or was not.
    #[must_use]
    pub const fn answer(&self, size: u64, cosigned_at: Option<u64>, found: bool) -> LogCheck {
        let index = self.place;
        match (index, found) {
            (0, _) => LogCheck::NoPlace,
            (_, true) => LogCheck::Included { index, size, cosigned_at },
            (_, false) => LogCheck::NotFound { index, size },
        }
    }
}
