//! What was found out about a certificate: a tuple of facts, each with its own "not checked".

use calendar::Day;
use sha2::{Digest as _, Sha256};

use crate::claims::Claims;
use crate::key::KeyId;
use crate::key_list::{KeyList, KeyState};
use crate::log_bound::LogBound;
use crate::log_check::{Age, LogCheck};
use crate::rejection::{Rejection, TextProblem};
use crate::statement::Statement;
use crate::text::{self, Carried};

/// The facts that were found, and those that were not looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the text has the form of a certificate.
    pub form: FormCheck,
    /// Whether the signature is good.
    pub signature: SignatureCheck,
    /// What the key list says of the key.
    pub key: KeyCheck,
    /// What the status list says.
    pub status: StatusCheck,
    /// What the log says.
    pub log: LogCheck,
    /// What the reader saw on the paper.
    pub paper: PaperCheck,
    /// The signed facts, present only when form and signature are good.
    pub claims: Option<Claims>,
    /// The place in the log that the text states, 0 where it states none; `None` where no text was
    /// read. It is not signed.
    pub place: Option<u32>,
    /// SHA-256 over the statement with its signature, which the log holds; present when the form is
    /// good.
    pub statement_sha256: Option<[u8; 32]>,
}

/// The form of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormCheck {
    /// The form of a certificate.
    WellFormed,
    /// Not the form of a certificate.
    Malformed(Rejection),
}

/// The signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
    /// Good, by the key named.
    Good,
    /// Not a signature of the key named over these bytes.
    Bad,
    /// The key named is not in the list.
    UnknownKey,
    /// Not looked at: the form was bad before.
    NotChecked,
}

/// The key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCheck {
    /// In use.
    Active(KeyId),
    /// Out of use since; what it signed in its time is good.
    Retired(KeyId),
    /// In other hands; whether this certificate is older is for the log to say.
    Compromised(KeyId, LogBound),
    /// In other hands, and nothing that it ever signed is trusted.
    Distrusted(KeyId),
    /// Not in use on the day of issue that the certificate states.
    OutsidePeriod(KeyId),
    /// Not in the list.
    Unknown(KeyId),
    /// Not looked at: the form was bad before.
    NotChecked,
}

/// The status list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusCheck {
    /// Not looked at: whether the ruling still stands is not known.
    NotChecked,
}

/// The paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaperCheck {
    /// Not compared.
    NotCompared,
}

/// The facts, in one word for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Summary {
    /// Signed by the issuer and unaltered. Whether it still stands was not checked.
    GenuineStatusNotChecked,
    /// Signed by the issuer and unaltered, but the public log does not hold it where it should.
    /// Somebody may have used the key past the log, or the place in the text is wrong.
    GenuineNotInLog,
    /// Not one of ours, or altered.
    NotGenuine,
    /// Nothing can be said: what would decide it was not at hand.
    CouldNotCheck,
}

impl Verdict {
    /// The facts in one word. "Could not check" is never "revoked" and never "valid".
    #[must_use]
    pub fn summary(&self) -> Summary {
        match (self.form, self.signature, self.key) {
            (
                FormCheck::WellFormed,
                SignatureCheck::Good,
                KeyCheck::Active(_) | KeyCheck::Retired(_),
            ) => match self.log {
                LogCheck::NotFound { .. } | LogCheck::NoPlace => Summary::GenuineNotInLog,
                LogCheck::NotChecked | LogCheck::Included { .. } => {
                    Summary::GenuineStatusNotChecked
                }
            },
            // Nothing was given: that says nothing about any paper.
            (FormCheck::Malformed(Rejection::Text(TextProblem::Empty)), ..) => {
                Summary::CouldNotCheck
            }
            (FormCheck::WellFormed, SignatureCheck::Good, KeyCheck::Compromised(_, bound)) => {
                match self.log.age(bound) {
                    Age::Before => Summary::GenuineStatusNotChecked,
                    Age::After => Summary::NotGenuine,
                    Age::Unknown => Summary::CouldNotCheck,
                }
            }
            _ => Summary::NotGenuine,
        }
    }

    /// The reason for a summary other than genuine. That the log does not hold a certificate is
    /// said by [`Verdict::log`] alone.
    #[must_use]
    pub fn finding(&self) -> Option<Rejection> {
        match (self.form, self.signature, self.key) {
            (FormCheck::Malformed(rejection), ..) => Some(rejection),
            (_, _, KeyCheck::Unknown(key)) => Some(Rejection::UnknownKey { key }),
            (
                _,
                SignatureCheck::Bad,
                KeyCheck::Active(key)
                | KeyCheck::Retired(key)
                | KeyCheck::Compromised(key, _)
                | KeyCheck::Distrusted(key),
            ) => Some(Rejection::Signature { key }),
            (_, _, KeyCheck::OutsidePeriod(key)) => Some(Rejection::KeyPeriod { key }),
            (_, _, KeyCheck::Compromised(_, bound)) if self.log.age(bound) == Age::Before => None,
            (_, _, KeyCheck::Compromised(key, _) | KeyCheck::Distrusted(key)) => {
                Some(Rejection::CompromisedKey { key })
            }
            _ => None,
        }
    }

    /// The same verdict with what the log was found to say.
    #[must_use]
    pub fn with_log(self, log: LogCheck) -> Self {
        Self { log, ..self }
    }

    /// What to look up in the log: the place that the text states, the hash that has to stand
    /// there, and the day of issue in Tehran. `None` when form or signature is bad, or when the
    /// text states no place.
    #[must_use]
    pub fn logged(&self) -> Option<(u32, [u8; 32], Day)> {
        let place = self.place.filter(|place| *place != 0)?;
        // Claims are there only under a good signature.
        let day = self.claims.as_ref()?.issued_on()?;
        Some((place, self.statement_sha256?, day))
    }
}

/// Verifies what a person pasted, scanned or typed: cleans it with [`text::normalise`] and goes on
/// as [`verify`] does.
#[must_use]
pub fn judge(input: &str, keys: &KeyList) -> Verdict {
    match text::normalise(input) {
        Ok(digits) => verify(&digits, keys),
        Err(problem) => malformed(Rejection::Text(problem)),
    }
}

/// Verifies the digits of a certificate against a key list, in the order of the specification
/// §3.7: length, base10, form, key, signature, claims, period. Clean pasted text with
/// [`text::normalise`] first.
#[must_use]
pub fn verify(digits: &str, keys: &KeyList) -> Verdict {
    match text::parse(digits) {
        Ok(Carried { log_index, statement }) => {
            Verdict { place: Some(log_index), ..verify_statement(&statement, keys) }
        }
        Err(rejection) => malformed(rejection),
    }
}

/// Verifies a statement against a key list; without a text it states no place in the log.
#[must_use]
pub fn verify_statement(statement: &Statement, keys: &KeyList) -> Verdict {
    let sha256 = Sha256::digest(statement.to_bytes()).into();
    Verdict { statement_sha256: Some(sha256), ..verify_signature(statement, keys) }
}

fn verify_signature(statement: &Statement, keys: &KeyList) -> Verdict {
    let id = statement.key();
    let Some(listed) = keys.find(id) else {
        return Verdict {
            form: FormCheck::WellFormed,
            signature: SignatureCheck::UnknownKey,
            key: KeyCheck::Unknown(id),
            ..malformed_base()
        };
    };
    let key = match listed.state {
        KeyState::Active => KeyCheck::Active(id),
        KeyState::Retired => KeyCheck::Retired(id),
        KeyState::Compromised { bound: Some(bound) } => KeyCheck::Compromised(id, bound),
        KeyState::Compromised { bound: None } => KeyCheck::Distrusted(id),
    };
    if !listed.key.verifies(&statement.signed_bytes(), statement.signature()) {
        return Verdict {
            form: FormCheck::WellFormed,
            signature: SignatureCheck::Bad,
            key,
            ..malformed_base()
        };
    }
    // Signed by us and yet not in our form would be an error of ours: still refused.
    let claims = match Claims::decode(statement.payload()) {
        Ok(claims) => claims,
        Err(rejection) => {
            return Verdict { signature: SignatureCheck::Good, key, ..malformed(rejection) };
        }
    };
    let inside = claims.issued_on().is_some_and(|day| listed.validity.covers(day));
    Verdict {
        form: FormCheck::WellFormed,
        signature: SignatureCheck::Good,
        key: if inside { key } else { KeyCheck::OutsidePeriod(id) },
        claims: Some(claims),
        ..malformed_base()
    }
}

fn malformed(rejection: Rejection) -> Verdict {
    Verdict { form: FormCheck::Malformed(rejection), ..malformed_base() }
}

fn malformed_base() -> Verdict {
    Verdict {
        form: FormCheck::WellFormed,
        signature: SignatureCheck::NotChecked,
        key: KeyCheck::NotChecked,
        status: StatusCheck::NotChecked,
        log: LogCheck::NotChecked,
        paper: PaperCheck::NotCompared,
        claims: None,
        place: None,
        statement_sha256: None,
    }
}
