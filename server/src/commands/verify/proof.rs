//! The log's part of the verdict: a proof file and the policy that it has to satisfy. Nobody is
//! asked; what a proof does not show is "not checked" and never "not genuine".

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use certificate::{LogCheck, Verdict};
use tlog::{Entry, EntryKind, Policy, ProofFile, ProofFileError};

use crate::config::read_file;

/// Where the proof of a certificate is looked for.
pub(super) enum Wanted<'a> {
    /// In this file, or in the file of the certificate's number in this folder.
    Given(&'a Path),
    /// Beside the file of the certificate, if there is one.
    Beside(&'a Path),
    /// Nowhere: the certificate was no file.
    Nowhere,
}

/// What the log says, and why it says no more.
pub(super) struct Answer {
    pub(super) check: LogCheck,
    /// Why the log was not checked although a proof was asked for.
    pub(super) problem: Option<ProofProblem>,
    /// What is odd beside a good answer, and takes nothing from it.
    pub(super) warning: Option<ProofWarning>,
}

/// What a good proof shows to be odd about a certificate's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProofWarning {
    /// The certificate stands at another place than the one that its address states.
    OtherPlace { stated: u32, found: u32 },
}

/// Why a proof does not show what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ProofProblem {
    /// The folder has no proof of this certificate.
    Absent(PathBuf),
    /// The place is larger than any certificate's.
    Beyond(u64),
    /// The proof is malformed, of another certificate, or its checkpoint is not accepted.
    Refused(ProofFileError),
}

impl ProofProblem {
    /// A stable short code for machines.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Absent(_) => "proof-absent",
            Self::Beyond(_) => "proof-index-too-large",
            Self::Refused(error) => error.code(),
        }
    }
}

impl fmt::Display for ProofProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent(path) => write!(f, "there is no {}", path.display()),
            Self::Beyond(index) => write!(f, "no certificate has the place {index}"),
            Self::Refused(ProofFileError::Proof(error)) => {
                write!(f, "the proof is not one of this certificate: {error}")
            }
            Self::Refused(ProofFileError::Judge(error)) => {
                write!(f, "the policy does not accept the proof: {error}")
            }
            Self::Refused(error) => write!(f, "the proof: {error}"),
        }
    }
}

impl ProofWarning {
    /// A stable short code for machines.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::OtherPlace { .. } => "log-other-place",
        }
    }
}

impl fmt::Display for ProofWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherPlace { stated, found } => {
                write!(f, "the log holds it at place {found}, and its address states {stated}")
            }
        }
    }
}

impl Wanted<'_> {
    /// The text of the proof, where one is found.
    ///
    /// # Errors
    ///
    /// When a file that was asked for, or is there, cannot be read.
    pub(super) fn read(&self, verdict: &Verdict) -> anyhow::Result<Found> {
        let path = match self {
            Self::Nowhere => return Ok(Found::Nothing),
            Self::Beside(path) => {
                let path = path.with_extension("tlog-proof");
                if !path.is_file() {
                    return Ok(Found::Nothing);
                }
                path
            }
            Self::Given(path) if path.is_dir() => {
                let Some(claims) = &verdict.claims else { return Ok(Found::Nothing) };
                let path = path.join(format!("{}.tlog-proof", claims.number));
                if !path.is_file() {
                    return Ok(Found::Absent(path));
                }
                path
            }
            Self::Given(path) => path.to_path_buf(),
        };
        read_file(&path).map(Found::Text).context("could not read the proof")
    }
}

/// What was found where a proof may be.
pub(super) enum Found {
    /// A file.
    Text(String),
    /// A folder without the certificate's proof.
    Absent(PathBuf),
    /// Nothing, and nothing was asked for.
    Nothing,
}

/// What a proof says about a verdict. A verdict without signed facts has nothing to look up.
pub(super) fn answer(verdict: &Verdict, found: Found, policy: &Policy) -> Answer {
    let unchecked = |problem| Answer { check: LogCheck::NotChecked, problem, warning: None };
    let Some(entry) = entry(verdict) else { return unchecked(None) };
    let text = match found {
        Found::Text(text) => text,
        Found::Absent(path) => return unchecked(Some(ProofProblem::Absent(path))),
        // Nobody has looked at any log, whether the address states a place or none.
        Found::Nothing => return unchecked(None),
    };
    let proof = match ProofFile::parse(&text) {
        Ok(proof) => proof,
        Err(error) => return unchecked(Some(ProofProblem::Refused(error))),
    };
    let witnessed = match proof.verify(&entry.leaf(), policy) {
        Ok(witnessed) => witnessed,
        Err(error) => return unchecked(Some(ProofProblem::Refused(error))),
    };
    let size = witnessed.checkpoint.head.size;
    let Ok(index) = u32::try_from(proof.index) else {
        return unchecked(Some(ProofProblem::Beyond(proof.index)));
    };
    // The place in the address is not signed, and that of the proof is proved: it alone counts. An
    // address from before the log states none.
    let stated = verdict.place.filter(|stated| ![0, index].contains(stated));
    Answer {
        check: LogCheck::Included { index, size, cosigned_at: witnessed.at },
        problem: None,
        warning: stated.map(|stated| ProofWarning::OtherPlace { stated, found: index }),
    }
}

/// The entry that the log must hold for this certificate.
fn entry(verdict: &Verdict) -> Option<Entry> {
    let day = verdict.claims.as_ref()?.issued_on()?.number();
    Some(Entry { kind: EntryKind::Certificate, sha256: verdict.statement_sha256?, day })
}
