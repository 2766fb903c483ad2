//! Whose checkpoints a monitor believes.

use tlog::{Checkpoint, Policy, VerifierKey};

use super::Finding;

/// Whose checkpoints are believed.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Those of one key.
    Key(VerifierKey),
    /// Those that satisfy a policy.
    Policy(Policy),
    /// Those of one key that satisfy a policy as well.
    Both(VerifierKey, Policy),
}

impl Trust {
    /// The policy, where there is one.
    pub(super) const fn policy(&self) -> Option<&Policy> {
        match self {
            Self::Key(_) => None,
            Self::Policy(policy) | Self::Both(_, policy) => Some(policy),
        }
    }

    /// The checkpoint of a note, when one of the keys has signed it.
    pub(super) fn signed(&self, note: &str) -> Result<Checkpoint, Finding> {
        match self {
            Self::Key(key) | Self::Both(key, _) => {
                Checkpoint::open(note, key).map_err(Finding::Checkpoint)
            }
            Self::Policy(policy) => {
                let mut keys = policy.logs().map(|(key, _)| key);
                match keys.find_map(|key| Checkpoint::open(note, key).ok()) {
                    Some(checkpoint) => Ok(checkpoint),
                    None => match policy.judge(note) {
                        Err(why) => Err(Finding::Policy(why)),
                        Ok(witnessed) => Ok(witnessed.checkpoint),
                    },
                }
            }
        }
    }
}
