//! Asking the log for a certificate: what is asked, and what an answer means. The same for the
//! browser, which reads the log's tiles, and for the server, which has them at hand.

use certificate::{KeyCheck, LogBound, LogCheck, Verdict};
use tlog::{Entry, EntryKind, Hash, JudgeError, Policy, Witnessed};

use crate::components::log_fact::LogProblem;

/// What a certificate is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The place that the text states, and the leaf that has to stand there; `None` where it states
    /// no place.
    pub wanted: Option<(u32, Hash)>,
    /// The bound of a compromised key. The place is then looked up in the tree of exactly so many
    /// entries, which everybody who checks a certificate of this key reads.
    pub bound: Option<LogBound>,
}

impl Question {
    /// The question about a certificate; `None` when it is not signed, or by a key with which the
    /// log decides nothing.
    #[must_use]
    pub fn of(verdict: &Verdict) -> Option<Self> {
        verdict.claims.as_ref()?;
        let bound = match verdict.key {
            KeyCheck::Active(_) | KeyCheck::Retired(_) => None,
            KeyCheck::Compromised(_, bound) => Some(bound),
            _ => return None,
        };
        let wanted = verdict.logged().map(|(place, sha256, day)| {
            let entry = Entry { kind: EntryKind::Certificate, sha256, day: day.number() };
            (place, entry.leaf())
        });
        Some(Self { wanted, bound })
    }

    /// Judges the checkpoint that the question is put to.
    ///
    /// # Errors
    ///
    /// [`LogProblem::NoQuorum`] when too few witnesses cosigned it, [`LogProblem::Refused`] when it
    /// does not read, is not signed by the log, or is not of the size that the bound names.
    pub fn judge(&self, policy: &Policy, note: &str) -> Result<Witnessed, LogProblem> {
        let witnessed = policy.judge(note).map_err(|error| match error {
            JudgeError::QuorumMissing { .. } => LogProblem::NoQuorum,
            _ => LogProblem::Refused,
        })?;
        let size = witnessed.checkpoint.head.size;
        match self.bound {
            Some(bound) if size != u64::from(bound.index) => Err(LogProblem::Refused),
            _ => Ok(witnessed),
        }
    }

    /// What the log says, when the leaf was found at its place in the tree of this checkpoint or
    /// was not.
    #[must_use]
    pub fn answer(&self, witnessed: &Witnessed, found: bool) -> LogCheck {
        let size = witnessed.checkpoint.head.size;
        match self.wanted {
            None => LogCheck::NoPlace,
            Some((index, _)) if found && u64::from(index) < size => {
                LogCheck::Included { index, size, cosigned_at: witnessed.at }
            }
            Some((index, _)) => LogCheck::NotFound { index, size },
        }
    }
}
