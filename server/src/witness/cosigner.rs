//! A witness: it cosigns a checkpoint when it continues the last one that it cosigned.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keystore::NoteKey;
use tlog::{
    Accepted, Checkpoint, MAX_SIGNATURES, Note, ProofError, Refusal, SignatureKind, SignatureLine,
    Submission, SubmissionError, TreeHead, Unprocessable, VerifierKey, cosignature,
    judge_submission,
};

use super::{Evidence, Fault, StateFile, StateProblem};

/// The clock of a witness: seconds since 1970-01-01T00:00:00Z.
type Clock = fn() -> anyhow::Result<u64>;

/// Seconds by which the last cosignature may lie ahead of the clock: a clock that is set is set by
/// less. Beyond that one of the two times is wrong, and every time that could be stated is invented.
const MAX_AHEAD: u64 = 600;

/// A witness with its key, the logs that it knows, and what it cosigned. Clones are one witness.
#[derive(Clone)]
pub struct Witness(Arc<Inner>);

struct Inner {
    key: NoteKey,
    logs: Vec<VerifierKey>,
    clock: Clock,
    /// Held from the look at the last checkpoint until the next one is on the disk: between them
    /// no other request may come (C2SP tlog-witness has the race that would follow).
    state: Mutex<StateFile>,
    evidence: Mutex<Evidence>,
}

/// What a witness answers to a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Cosigned, and kept.
    Cosigned(SignatureLine),
    /// Not cosigned: no submission at all.
    Malformed(SubmissionError),
    /// Not cosigned.
    Refused(Refusal),
    /// Not cosigned, because the machine does not keep what it is given.
    Failed,
    /// Not cosigned, because the machine does not know what time it is.
    Clock,
}

impl Witness {
    /// A witness that goes on from a state.
    ///
    /// # Errors
    ///
    /// When the state holds what this key and these logs did not make.
    pub fn new(
        key: NoteKey,
        logs: Vec<VerifierKey>,
        state: StateFile,
        evidence: Evidence,
        clock: Clock,
    ) -> Result<Self, StateProblem> {
        for (origin, note) in state.notes() {
            let foreign = || StateProblem::Foreign(origin.to_owned());
            let read = Note::parse(note).map_err(|_| foreign())?;
            if !matches!(cosignature::verify(&read, key.vkey()), Ok(Some(_))) {
                return Err(foreign());
            }
            // A log that is no longer witnessed keeps its place, for the day it comes back.
            let mut keys = logs.iter().filter(|log| log.name() == origin).peekable();
            if keys.peek().is_some() && !keys.any(|log| Checkpoint::open(note, log).is_ok()) {
                return Err(foreign());
            }
        }
        let (state, evidence) = (Mutex::new(state), Mutex::new(evidence));
        Ok(Self(Arc::new(Inner { key, logs, clock, state, evidence })))
    }

    /// The public half of its key.
    #[must_use]
    pub fn vkey(&self) -> &VerifierKey {
        self.0.key.vkey()
    }

    /// The last note that it cosigned for a log it knows.
    #[must_use]
    pub fn last(&self, origin: &str) -> Option<String> {
        self.state().note(origin).map(str::to_owned)
    }

    /// The origins of the logs that it knows or once knew, each with its last note.
    #[must_use]
    pub fn cosigned(&self) -> Vec<(String, String)> {
        self.state().notes().map(|(origin, note)| (origin.to_owned(), note.to_owned())).collect()
    }

    /// Judges a submission and cosigns it when it is good. What is cosigned is on the disk before
    /// this answers. Blocks for as long as the disk takes.
    #[must_use]
    pub fn add(&self, submission: &str) -> Reply {
        let submission = match Submission::parse(submission) {
            Ok(submission) => submission,
            Err(problem) => return Reply::Malformed(problem),
        };
        let mut state = self.state();
        let last = origin_of(&submission).and_then(|origin| state.note(&origin)).map(str::to_owned);
        let known = last.as_deref().and_then(head_of);
        if last.is_some() && known.is_none() {
            // Cannot be: what is kept was parsed when it was opened. Never from the beginning again.
            return Reply::Failed;
        }
        match judge_submission(&submission, known, &self.0.logs) {
            Ok(accepted) => self.cosign(&mut state, &submission, last.as_deref(), &accepted),
            Err(refusal) => {
                drop(state);
                if let (Some(last), Some(known)) = (last, known) {
                    self.remember(&submission, &last, known, &refusal);
                }
                Reply::Refused(refusal)
            }
        }
    }

    fn cosign(
        &self,
        state: &mut StateFile,
        submission: &Submission,
        last: Option<&str>,
        accepted: &Accepted,
    ) -> Reply {
        let own = self.vkey();
        let Ok(now) = (self.0.clock)() else { return Reply::Clock };
        let last = last.and_then(|note| Note::parse(note).ok());
        let before = last.as_ref().and_then(|note| cosignature::verify(note, own).ok().flatten());
        if let Some(before) = before.filter(|before| *before > now.saturating_add(MAX_AHEAD)) {
            let origin = &accepted.checkpoint.origin;
            tracing::error!(origin, before, now, "the last cosignature is of a time to come");
            return Reply::Clock;
        }
        // A clock that was set back must not take back what was said at a later time.
        let time = before.map_or(now, |before| before.max(now)).max(1);
        let line = match self.0.key.cosign(&accepted.text, time) {
            Ok(line) => line,
            Err(error) => {
                tracing::error!(%error, "the key does not cosign");
                return Reply::Failed;
            }
        };
        if before == Some(time) && last.is_some_and(|last| last.text() == accepted.text) {
            // The same checkpoint within a second has the same cosignature, which is kept already.
            return Reply::Cosigned(line);
        }
        let Some(note) = self.note_to_keep(submission, accepted, &line) else {
            return Reply::Failed;
        };
        match state.keep(&accepted.checkpoint.origin, note) {
            Ok(()) => Reply::Cosigned(line),
            Err(error) => {
                tracing::error!(%error, "the state could not be written; nothing was cosigned");
                Reply::Failed
            }
        }
    }

    /// The checkpoint with the log's own signatures and this cosignature, and no stranger's.
    fn note_to_keep(
        &self,
        submission: &Submission,
        accepted: &Accepted,
        line: &SignatureLine,
    ) -> Option<String> {
        let mut lines = self.log_lines(&submission.note, &accepted.checkpoint.origin)?;
        lines.push(line.clone());
        Note::compose(&accepted.text, &lines).ok()
    }

    /// The signatures of known keys of a log under a note: one of each key that verifies, however
    /// often it is there, and with room for one signature more.
    fn log_lines(&self, note: &str, origin: &str) -> Option<Vec<SignatureLine>> {
        let note = Note::parse(note).ok()?;
        let mut lines: Vec<SignatureLine> = Vec::new();
        for log in &self.0.logs {
            let is_of_log = log.name() == origin && log.kind() == SignatureKind::Ed25519;
            if !is_of_log || note.signed_by(log) != Ok(true) {
                continue;
            }
            let own = |line: &&SignatureLine| line.name == log.name() && line.id == log.id();
            let line = note.signatures().iter().find(own);
            // A key may be given twice, in the call and in the policy.
            lines.extend(line.filter(|line| !lines.contains(line)).cloned());
        }
        lines.truncate(MAX_SIGNATURES - 1);
        Some(lines)
    }

    /// Keeps what a refused checkpoint shows about its log, when the log has signed it.
    fn remember(&self, submission: &Submission, last: &str, known: TreeHead, refusal: &Refusal) {
        let signed =
            self.0.logs.iter().find_map(|log| Checkpoint::open(&submission.note, log).ok());
        let Some(checkpoint) = signed else { return };
        let fault = if checkpoint.head.size == known.size && checkpoint.head.root != known.root {
            Fault::Conflict
        } else if is_unproven(refusal) {
            Fault::Unproven
        } else {
            return;
        };
        // Strangers' lines would make endless variants of one note.
        let note = Note::parse(&submission.note).ok().and_then(|note| {
            let lines = self.log_lines(&submission.note, &checkpoint.origin)?;
            Note::compose(note.text(), &lines).ok()
        });
        let Some(note) = note else { return };
        let mut evidence = self.0.evidence.lock().unwrap_or_else(PoisonError::into_inner);
        match evidence.keep(fault, last, &note) {
            Ok(true) => {
                let file = evidence.path().display().to_string();
                tracing::warn!(%fault, origin = checkpoint.origin, file, "evidence was kept");
            }
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the evidence could not be written"),
        }
    }

    fn state(&self) -> MutexGuard<'_, StateFile> {
        // Whoever panicked held a state that was kept or put back whole.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a larger tree came with as many hashes as its proof has, and they lead elsewhere. Any
/// other proof is a mistake of whoever sent it, and says nothing about the log.
const fn is_unproven(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Unprocessable(Unprocessable::Proof(ProofError::OldRoot | ProofError::Root))
    )
}

fn origin_of(submission: &Submission) -> Option<String> {
    let note = Note::parse(&submission.note).ok()?;
    Some(Checkpoint::parse(note.text()).ok()?.origin)
}

fn head_of(note: &str) -> Option<TreeHead> {
    Some(Checkpoint::parse(Note::parse(note).ok()?.text()).ok()?.head)
}
