//! Signing the tree and making it public.
//!
//! The order is what keeps the log from forking: the tree is durable; no witness holds a signature
//! of this log that contradicts it; whoever replaces the note in
//! the lock has signed the next checkpoint; witnesses see it; when the policy is satisfied it is
//! public. A note that is in the lock and not yet public is finished before another is signed, by
//! whichever run comes next, so that a stop between two steps leaves nothing to repair by hand.

use keystore::NoteKey;
use tlog::{Checkpoint, JudgeError};

use super::sequencer::{Sequencer, State, TRIES, pause, signed};
use super::{Cosigned, Cosigners, LogProblem, proof, tree};
use crate::witness::{Answer, ahead};

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The entries of the public checkpoint; 0 before the first.
    pub size: u64,
    /// How it ended.
    pub outcome: Outcome,
    /// What each witness did with the last note that was shown to them.
    pub answers: Vec<Answer>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new checkpoint is public.
    Published,
    /// Every entry was public already, and witnesses added cosignatures.
    Cosigned,
    /// Every entry was public already.
    Unchanged,
    /// A checkpoint is signed that the policy does not accept yet; the next run goes on with it.
    Pending {
        /// Its entries.
        size: u64,
        /// What it lacks.
        lacks: JudgeError,
    },
}

/// What became of a note that was shown to the witnesses.
enum Shown {
    Public(Vec<Answer>),
    Pending(Vec<Answer>, JudgeError),
    /// Another writer was faster.
    Overtaken,
}

impl Sequencer<'_> {
    /// Signs what is stored, has it cosigned, and makes it the public checkpoint.
    ///
    /// # Errors
    ///
    /// When log or lock come from an older state than the one that was signed, when a witness knows
    /// of one, when the key or the policy is another log's, or when a database cannot be reached.
    pub async fn checkpoint(
        &self,
        key: &NoteKey,
        cosigners: &dyn Cosigners,
    ) -> Result<Run, LogProblem> {
        let mut done: Option<Vec<Answer>> = None;
        let mut wanted = None;
        let mut remembered = false;
        for attempt in 0..TRIES {
            pause(attempt.saturating_sub(2)).await;
            let state = self.state().await?;
            if *key.vkey() != state.key {
                return Err(LogProblem::ForeignKey {
                    wanted: state.key.to_string(),
                    given: key.vkey().to_string(),
                });
            }
            if !cosigners.knows(&state.key) {
                return Err(LogProblem::ForeignPolicy { wanted: state.key.to_string() });
            }
            // Entries that come while this runs are the next run's.
            let wanted = *wanted.get_or_insert(state.stored.head.size);
            let public = state.public.as_ref().map_or(0, |(_, public)| public.head.size);
            let locked = state.locked.1.head.size;
            let is_missing = |(note, _): &(String, Checkpoint)| cosigners.is_missing(note);
            let is_open = public < locked.max(wanted) || state.public.iter().any(is_missing);
            if is_open && !remembered {
                // Log and lock from one copy do not contradict each other; the witnesses remember.
                if self.is_behind(&state, cosigners).await? {
                    continue;
                }
                remembered = true;
            }
            if public < locked {
                let size = locked;
                match self.finish(&state, cosigners).await? {
                    Shown::Public(answers) => done = Some(answers),
                    Shown::Overtaken => {}
                    Shown::Pending(answers, lacks) => {
                        let outcome = Outcome::Pending { size, lacks };
                        return Ok(Run { size: public, outcome, answers });
                    }
                }
            } else if public < wanted {
                self.sign(&state, key).await?;
            } else if let Some(answers) = done {
                return Ok(Run { size: public, outcome: Outcome::Published, answers });
            } else if let Some(run) = self.improve(&state, cosigners).await? {
                return Ok(run);
            }
        }
        Err(LogProblem::Contended)
    }

    /// Whether a witness shows more than this state has signed because another writer has signed it
    /// meanwhile.
    ///
    /// # Errors
    ///
    /// [`LogProblem::Forked`] when the stored tree is not one that this log has signed, and
    /// [`LogProblem::WitnessAhead`] when nobody here has signed that much: log and lock come from an
    /// older state.
    async fn is_behind(
        &self,
        state: &State,
        cosigners: &dyn Cosigners,
    ) -> Result<bool, LogProblem> {
        let mut largest = 0;
        for (_, head) in cosigners.shown(&state.key).await {
            let size = head.size;
            if size <= state.stored.head.size && tree::head_at(self.log, size).await? != head {
                return Err(LogProblem::Forked { size });
            }
            largest = largest.max(size);
        }
        self.has_grown(state, largest).await
    }

    /// Signs the stored tree and puts it into the lock, unless another writer did meanwhile.
    async fn sign(&self, state: &State, key: &NoteKey) -> Result<(), LogProblem> {
        let (old, new) = (state.locked.1.head, state.stored.head);
        let proof = proof::consistency_of(self.log, old.size, new.size).await?;
        if tlog::verify_consistency(&old, &new, &proof).is_err() {
            return Err(LogProblem::Forked { size: old.size });
        }
        let note = signed(key, &state.stored)?;
        Checkpoint::open(&note, &state.key).map_err(LogProblem::LockedCheckpoint)?;
        self.lock.replace(state.key.name(), &state.locked.0, &note).await?;
        Ok(())
    }

    /// Shows the newest signed note to the witnesses and publishes it.
    async fn finish(&self, state: &State, cosigners: &dyn Cosigners) -> Result<Shown, LogProblem> {
        let (note, checkpoint) = &state.locked;
        let Cosigned { note, answers, lacks } = cosigners.gather(self.log, note).await;
        if self.is_overtaken(state, &answers).await? {
            return Ok(Shown::Overtaken);
        }
        if let Some(lacks) = lacks {
            return Ok(Shown::Pending(answers, lacks));
        }
        let old = state.public.as_ref().map(|(note, _)| note.as_str());
        Ok(match self.log.publish(old, &note, checkpoint.head.size).await? {
            true => Shown::Public(answers),
            false => Shown::Overtaken,
        })
    }

    /// Asks for the cosignatures that the public checkpoint lacks; `None` when another writer was
    /// faster.
    async fn improve(
        &self,
        state: &State,
        cosigners: &dyn Cosigners,
    ) -> Result<Option<Run>, LogProblem> {
        let Some((public, checkpoint)) = &state.public else { return Ok(None) };
        let size = checkpoint.head.size;
        let run = |outcome, answers| Ok(Some(Run { size, outcome, answers }));
        if !cosigners.is_missing(public) {
            return run(Outcome::Unchanged, Vec::new());
        }
        let Cosigned { note, answers, lacks } = cosigners.gather(self.log, public).await;
        if self.is_overtaken(state, &answers).await? {
            return Ok(None);
        }
        let more = note != *public;
        if more && !self.log.publish(Some(public), &note, size).await? {
            return Ok(None);
        }
        match lacks {
            Some(lacks) => run(Outcome::Pending { size, lacks }, answers),
            None if more => run(Outcome::Cosigned, answers),
            None => run(Outcome::Unchanged, answers),
        }
    }

    /// Whether a witness has seen more because another writer has signed more meanwhile.
    ///
    /// # Errors
    ///
    /// [`LogProblem::WitnessAhead`] when nobody here has: the lock comes from an older state.
    async fn is_overtaken(&self, state: &State, answers: &[Answer]) -> Result<bool, LogProblem> {
        match ahead(answers) {
            Some(witness) => self.has_grown(state, witness).await,
            None => Ok(false),
        }
    }

    /// Whether another writer has signed the size that a witness knows since this state was read;
    /// `false` when this state had signed it.
    async fn has_grown(&self, state: &State, witness: u64) -> Result<bool, LogProblem> {
        if witness <= state.locked.1.head.size {
            return Ok(false);
        }
        let signed = self.state().await?.locked.1.head.size;
        if witness > signed {
            return Err(LogProblem::WitnessAhead { witness, signed });
        }
        Ok(signed > state.locked.1.head.size)
    }
}
