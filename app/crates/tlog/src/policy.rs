//! Trust policies: which logs and which witnesses are enough (C2SP tlog-policy).

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::cosignature;
use crate::judge_error::JudgeError;
use crate::key::VerifierKey;
use crate::note::Note;
use crate::policy_error::PolicyError;
use crate::policy_reader;

/// The bytes of a policy at most.
pub const MAX_POLICY: usize = 256 * 1024;

/// The logs, the witnesses and the groups of a policy at most, of each. The specification asks for
/// 32 at least.
pub const MAX_MEMBERS: usize = 256;

/// A policy: logs, witnesses, and the rule that says which of them must have seen a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub(crate) logs: Vec<(VerifierKey, Option<String>)>,
    pub(crate) witnesses: Vec<Witness>,
    /// Witnesses and groups in the order of their definition: a group's members stand before it.
    pub(crate) voters: Vec<Voter>,
    /// The place among the voters of the one that decides, or nothing for `quorum none`.
    pub(crate) quorum: Option<usize>,
}

/// A witness of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What the policy calls it: octets without meaning, usually UTF-8.
    pub name: Vec<u8>,
    /// Its key, of the kind of a cosignature.
    pub key: VerifierKey,
    /// Where it takes checkpoints. Octets that are not UTF-8 are replaced, and lead nowhere.
    pub url: Option<String>,
}

impl Witness {
    /// The name for people to read; what is not UTF-8 in it is replaced.
    #[must_use]
    pub fn label(&self) -> String {
        String::from_utf8_lossy(&self.name).into_owned()
    }
}

/// What may have seen a checkpoint: a witness, or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Voter {
    /// The place among the witnesses.
    Witness(usize),
    /// So many of these voters, by their places.
    Group { least: usize, members: Vec<usize> },
}

/// A checkpoint that a policy accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witnessed {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The log's key that signed it.
    pub log: VerifierKey,
    /// Each witness of the policy that cosigned it, with the time of that in seconds since 1970.
    pub cosigned: Vec<(String, u64)>,
    /// Since when the quorum stands: the smallest time such that those who cosigned until then are
    /// a quorum. Nothing when the policy demands no witness.
    pub at: Option<u64>,
}

/// What a quorum asks of the witnesses, and so what two accepted trees would take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// No witness is asked for: the log's own signature is enough.
    Nothing,
    /// So few that two quorums need not have a witness in common.
    Some,
    /// So many that any two quorums have a witness in common, as with more than half of them. Two
    /// accepted trees that do not go together then have the signatures of one witness.
    Majority,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] with the line for everything that is not of the form.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        policy_reader::read(bytes)
    }

    /// The logs, each with where it is to be reached.
    pub fn logs(&self) -> impl Iterator<Item = (&VerifierKey, Option<&str>)> {
        self.logs.iter().map(|(key, url)| (key, url.as_deref()))
    }

    /// The witnesses, in the order of the file. Also those that the quorum does not need.
    pub fn witnesses(&self) -> impl Iterator<Item = &Witness> {
        self.witnesses.iter()
    }

    /// Whether these witnesses are a quorum. Names that the policy does not know count nothing.
    pub fn is_satisfied<'a>(&self, names: impl IntoIterator<Item = &'a [u8]>) -> bool {
        let mut seen = vec![false; self.witnesses.len()];
        for name in names {
            let place = self.witnesses.iter().position(|witness| witness.name == name);
            if let Some(slot) = place.and_then(|place| seen.get_mut(place)) {
                *slot = true;
            }
        }
        self.decides(&seen)
    }

    /// What the quorum asks of the witnesses.
    #[must_use]
    pub fn demand(&self) -> Demand {
        // Whether two sides that share no witness can both win a voter. A voter is in one group at
        // most, so a member goes to one side, or to both where its own members can be split.
        let mut split: Vec<bool> = Vec::with_capacity(self.voters.len());
        for voter in &self.voters {
            split.push(match voter {
                Voter::Witness(_) => false,
                Voter::Group { least, members } => {
                    let both = members.iter().filter(|place| split.get(**place) == Some(&true));
                    both.count().saturating_add(members.len()) >= least.saturating_mul(2)
                }
            });
        }
        match self.quorum.map(|quorum| split.get(quorum) == Some(&true)) {
            None => Demand::Nothing,
            Some(true) => Demand::Some,
            Some(false) => Demand::Majority,
        }
    }

    /// Judges a signed checkpoint.
    ///
    /// # Errors
    ///
    /// [`JudgeError`] when it is no checkpoint, no log of the policy signed it, the cosignatures
    /// are no quorum, or when a signature of any key of the policy is bad.
    pub fn judge(&self, note: &str) -> Result<Witnessed, JudgeError> {
        let note = Note::parse(note).map_err(JudgeError::Note)?;
        let checkpoint = Checkpoint::parse(note.text()).map_err(JudgeError::Checkpoint)?;
        let log = self.log_of(&checkpoint, &note)?;
        if checkpoint.has_false_empty_root() {
            return Err(JudgeError::Checkpoint(CheckpointError::EmptyRoot));
        }
        let mut times = Vec::with_capacity(self.witnesses.len());
        for witness in &self.witnesses {
            let bad = |reason| JudgeError::BadCosignature { key: witness.key.id(), reason };
            times.push(cosignature::verify(&note, &witness.key).map_err(bad)?);
        }
        let have = times.iter().flatten().count();
        let missing = JudgeError::QuorumMissing { have, known: times.len() };
        let at = match self.quorum {
            Some(_) => Some(self.since(&times).ok_or(missing)?),
            None => None,
        };
        let seen = self.witnesses.iter().zip(&times);
        let cosigned = seen.filter_map(|(witness, time)| Some((witness.label(), (*time)?)));
        Ok(Witnessed { checkpoint, log, cosigned: cosigned.collect(), at })
    }

    /// The log's key that signed the checkpoint. Every log's key is tried, for a known key's bad
    /// signature spoils the note whatever its origin; only a key of this origin can vouch for it.
    fn log_of(&self, checkpoint: &Checkpoint, note: &Note) -> Result<VerifierKey, JudgeError> {
        if !self.logs.iter().any(|(key, _)| key.name() == checkpoint.origin) {
            return Err(JudgeError::UnknownLog);
        }
        let mut signer = None;
        for (key, _) in &self.logs {
            let bad = |reason| JudgeError::BadLogSignature { key: key.id(), reason };
            let signed = note.signed_by(key).map_err(bad)?;
            if signed && key.name() == checkpoint.origin && signer.is_none() {
                signer = Some(key.clone());
            }
        }
        signer.ok_or(JudgeError::Unsigned)
    }

    /// Since when those who cosigned at these times are a quorum, if they are one.
    fn since(&self, times: &[Option<u64>]) -> Option<u64> {
        let mut moments: Vec<u64> = times.iter().flatten().copied().collect();
        moments.sort_unstable();
        let seen = |until: u64| -> Vec<bool> {
            times.iter().map(|time| time.is_some_and(|time| time <= until)).collect()
        };
        moments.into_iter().find(|until| self.decides(&seen(*until)))
    }

    /// Whether the quorum stands when these witnesses have seen the checkpoint. A group follows its
    /// members, so one pass decides, whatever the depth.
    fn decides(&self, seen: &[bool]) -> bool {
        let Some(quorum) = self.quorum else { return true };
        let mut votes: Vec<bool> = Vec::with_capacity(self.voters.len());
        for voter in &self.voters {
            let vote = match voter {
                Voter::Witness(place) => seen.get(*place) == Some(&true),
                Voter::Group { least, members } => {
                    let yes = members.iter().filter(|place| votes.get(**place) == Some(&true));
                    yes.count() >= *least
                }
            };
            votes.push(vote);
        }
        votes.get(quorum) == Some(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every policy of up to three groups in a row over eight witnesses, against every division of
    /// them into two sides: what the demand says is what the divisions do.
    #[test]
    fn a_majority_is_what_no_division_wins_twice() {
        const WITNESSES: usize = 8;
        let mut seen = [0_u32; 2];
        for first in 1..WITNESSES {
            for second in 1..=WITNESSES - first {
                for [a, b, c] in thresholds(first, second, WITNESSES - first - second) {
                    let policy = nested([first, second, WITNESSES - first - second], [a, b, c]);
                    let twice = (0..1_u32 << WITNESSES).any(|side| {
                        let on = |yes: bool| -> Vec<bool> {
                            (0..WITNESSES).map(|place| (side >> place & 1 == 1) == yes).collect()
                        };
                        policy.decides(&on(true)) && policy.decides(&on(false))
                    });
                    let expected = if twice { Demand::Some } else { Demand::Majority };
                    assert_eq!(policy.demand(), expected, "{:?}", policy.voters);
                    seen[usize::from(twice)] += 1;
                }
            }
        }
        assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
        let nothing = Policy { quorum: None, ..nested([4, 4, 0], [4, 4, 1]) };
        assert_eq!(nothing.demand(), Demand::Nothing);
        let one = Policy { quorum: Some(0), ..nested([4, 4, 0], [1, 1, 1]) };
        assert_eq!(one.demand(), Demand::Majority, "a witness that must sign is in every quorum");
    }

    /// Thresholds for a group of so many witnesses, for the group of that one and so many more,
    /// and for the group of that one and the rest.
    fn thresholds(first: usize, second: usize, rest: usize) -> impl Iterator<Item = [usize; 3]> {
        (1..=first).flat_map(move |a| {
            (1..=second + 1).flat_map(move |b| (1..=rest + 1).map(move |c| [a, b, c]))
        })
    }

    fn nested(sizes: [usize; 3], least: [usize; 3]) -> Policy {
        let count = sizes.iter().sum();
        let mut voters: Vec<Voter> = (0..count).map(Voter::Witness).collect();
        let (mut begin, mut inner) = (0, None);
        for (size, least) in sizes.into_iter().zip(least) {
            let members = (begin..begin + size).chain(inner).collect();
            begin += size;
            inner = Some(voters.len());
            voters.push(Voter::Group { least, members });
        }
        Policy { logs: Vec::new(), witnesses: Vec::new(), voters, quorum: inner }
    }
}
