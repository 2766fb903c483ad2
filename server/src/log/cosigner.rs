//! Who cosigns checkpoints: the witnesses of a policy, or nobody.

use async_trait::async_trait;
use storage::log::Log;
use tlog::{JudgeError, Note, Policy, TreeHead, VerifierKey, cosignature};

use crate::witness::{self, Answer};

/// A signed checkpoint after its witnesses were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosigned {
    /// The note with every cosignature that is good.
    pub note: String,
    /// What each witness did.
    pub answers: Vec<Answer>,
    /// Why the note may not be published yet; `None` when it may.
    pub lacks: Option<JudgeError>,
}

/// Cosigns checkpoints of a log.
#[async_trait]
pub trait Cosigners: Send + Sync {
    /// The notes that they show of this log, under its own signature: what it once signed. Nobody
    /// can make it stop by a lie, and who does not answer is passed over.
    async fn shown(&self, log: &VerifierKey) -> Vec<(String, TreeHead)>;
    /// Asks everybody who has not cosigned this note.
    async fn gather(&self, log: &dyn Log, note: &str) -> Cosigned;
    /// Whether asking again may bring another cosignature.
    fn is_missing(&self, note: &str) -> bool;
    /// Whether checkpoints of this log can satisfy them at all.
    fn knows(&self, log: &VerifierKey) -> bool;
}

/// No policy: a checkpoint needs the log's own signature and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

#[async_trait]
impl Cosigners for Nobody {
    async fn shown(&self, _log: &VerifierKey) -> Vec<(String, TreeHead)> {
        Vec::new()
    }

    async fn gather(&self, _log: &dyn Log, note: &str) -> Cosigned {
        Cosigned { note: note.to_owned(), answers: Vec::new(), lacks: None }
    }

    fn is_missing(&self, _note: &str) -> bool {
        false
    }

    fn knows(&self, _log: &VerifierKey) -> bool {
        true
    }
}

/// The witnesses of a policy, over the network.
#[async_trait]
impl Cosigners for Policy {
    async fn shown(&self, log: &VerifierKey) -> Vec<(String, TreeHead)> {
        witness::shown(self, log).await
    }

    async fn gather(&self, log: &dyn Log, note: &str) -> Cosigned {
        let gathered = witness::gather(log, self, note).await;
        Cosigned { note: gathered.note, answers: gathered.answers, lacks: gathered.judged.err() }
    }

    fn is_missing(&self, note: &str) -> bool {
        if self.judge(note).is_err() {
            return true;
        }
        let Ok(note) = Note::parse(note) else { return true };
        self.witnesses().any(|witness| {
            witness.url.is_some()
                && !matches!(cosignature::verify(&note, &witness.key), Ok(Some(_)))
        })
    }

    fn knows(&self, log: &VerifierKey) -> bool {
        self.logs().any(|(key, _)| key == log)
    }
}
