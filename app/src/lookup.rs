//! Asking the log for a certificate: what is asked, and what an answer means. The same for the
//! browser, whose worker reads the log's tiles, and for the server, which has them at hand.

use calendar::Day;
use certificate::{KeyCheck, LogBound, LogCheck, Verdict};

use crate::components::log_fact::LogProblem;

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
    ///
    /// # Errors
    ///
    /// [`LogProblem::Older`] when the place lies beyond a tree of the log's choosing: whoever shows
    /// an old checkpoint must not make the certificates after it look absent. The tree of a bound
    /// is no such choice: what states a place behind it says itself that it came too late.
    pub fn answer(
        &self,
        size: u64,
        cosigned_at: Option<u64>,
        found: bool,
    ) -> Result<LogCheck, LogProblem> {
        let index = self.place;
        match (index, found) {
            (0, _) => Ok(LogCheck::NoPlace),
            (_, true) => Ok(LogCheck::Included { index, size, cosigned_at }),
            (_, false) if self.bound.is_none() && u64::from(index) >= size => {
                Err(LogProblem::Older)
            }
            (_, false) => Ok(LogCheck::NotFound { index, size }),
        }
    }
}
