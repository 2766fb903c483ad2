//! What a certificate states, and its one byte form.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::cbor::{Decoder, Encoder};
use crate::claims_reader::Reader;
use crate::number::CertificateNumber;
use crate::plain_text::is_plain;
use crate::rejection::{CborProblem, FieldProblem, Rejection};
use calendar::Day;

/// Claim key of the time of issue (RFC 8392).
pub(crate) const ISSUED_AT: i64 = 6;
/// Claim key of the certificate's number (RFC 8392).
pub(crate) const NUMBER: i64 = 7;
/// Claim key of the statement about the ruling; private use.
pub(crate) const STATEMENT: i64 = -65_537;

pub(crate) const CASE: u64 = 1;
pub(crate) const COMMISSION: u64 = 2;
pub(crate) const RULED_ON: u64 = 3;
pub(crate) const DISTRICT: u64 = 4;
pub(crate) const PROPERTY: u64 = 5;
pub(crate) const VIOLATIONS: u64 = 6;
pub(crate) const OUTCOME: u64 = 7;
pub(crate) const AMOUNT: u64 = 8;
pub(crate) const FINAL_ON: u64 = 9;
pub(crate) const ADDRESS: u64 = 10;
pub(crate) const TEXT_HASH: u64 = 11;
pub(crate) const STATUS_INDEX: u64 = 12;
pub(crate) const PARTY: u64 = 13;
pub(crate) const PREDECESSOR: u64 = 14;

/// Violations on one certificate, at most.
pub(crate) const MAX_VIOLATIONS: usize = 8;
/// Parts of a renovation code, at most.
pub(crate) const MAX_PROPERTY: usize = 7;
/// Characters of the case number, at most.
pub(crate) const MAX_CASE: usize = 40;
/// Characters of the short address, at most; the size of the QR code follows from it.
pub(crate) const MAX_ADDRESS: usize = 60;
/// Rials, at most: 10^15, a thousand times the largest fine that was ever plausible.
pub(crate) const MAX_AMOUNT: u64 = 1_000_000_000_000_000;

/// The facts of one ruling that a certificate signs (specification §3.2). No names, no national
/// identifiers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// When the certificate was issued: seconds since 1970-01-01T00:00:00Z.
    pub issued_at: u64,
    /// The certificate's own number.
    pub number: CertificateNumber,
    /// The case number, as the party has it.
    pub case: String,
    /// The kind of sitting, by its number.
    pub tier: u16,
    /// The commission, by its number in the city's list.
    pub commission: u16,
    /// The civil day of the ruling.
    pub ruled_on: Day,
    /// The district, by its number in the city's list.
    pub district: u16,
    /// The parts of the renovation code, when it is known.
    pub property: Vec<u32>,
    /// The violations ruled on, one at least.
    pub violations: Vec<Area>,
    /// What was ruled, by number in the city's list.
    pub outcome: Outcomes,
    /// The sum of the fines in rials, when there is one.
    pub amount: Option<u64>,
    /// The civil day on which the ruling became final, when it has.
    pub final_on: Option<Day>,
    /// A short address, when it is known.
    pub address: Option<String>,
    /// SHA-256 of the ruling's full text, when it is known.
    pub text_hash: Option<[u8; 32]>,
    /// Place in the status list of the signing key.
    pub status_index: Option<u32>,
    /// Commitment to the party's name.
    pub party: Option<[u8; 16]>,
    /// The certificate for the same property before this one.
    pub predecessor: Option<Predecessor>,
}

/// A violation and its area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The kind of violation, by its number in the city's list.
    pub violation: u16,
    /// Area in tenths of a square metre; `None` when none was recorded.
    pub tenths: Option<u32>,
}

/// One outcome for all violations, or one each, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcomes {
    /// The same for all.
    All(u16),
    /// One for each violation; not all the same.
    Each(Vec<u16>),
}

/// The certificate for the same property before this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// The place of this certificate in the property's sequence; 2 or more.
    pub sequence: u32,
    /// The first 8 bytes of SHA-256 over the signed bytes of the one before.
    pub hash: [u8; 8],
}

/// Claims that cannot be written because a field is outside the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimsError {
    /// The integer key of the claim.
    pub key: i64,
    /// What is wrong with it.
    pub problem: FieldProblem,
}

impl fmt::Display for ClaimsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Rejection::Field { key: self.key, problem: self.problem }.fmt(f)
    }
}

impl core::error::Error for ClaimsError {}

impl Outcomes {
    /// The one form of a list of outcomes: a single value when all are the same.
    #[must_use]
    pub fn of(outcomes: &[u16]) -> Option<Self> {
        let first = *outcomes.first()?;
        Some(if outcomes.iter().all(|outcome| *outcome == first) {
            Self::All(first)
        } else {
            Self::Each(outcomes.into())
        })
    }

    /// The outcome of the violation at this position.
    #[must_use]
    pub fn at(&self, position: usize) -> Option<u16> {
        match self {
            Self::All(outcome) => Some(*outcome),
            Self::Each(outcomes) => outcomes.get(position).copied(),
        }
    }
}

impl Claims {
    /// The one byte form of these claims: deterministic CBOR.
    ///
    /// # Errors
    ///
    /// [`ClaimsError`] when a field is outside the profile; what this writes, [`Claims::decode`]
    /// reads.
    pub fn encode(&self) -> Result<Vec<u8>, ClaimsError> {
        self.check().map_err(|(key, problem)| ClaimsError { key, problem })?;
        let mut to = Encoder::default();
        to.map(3);
        to.integer(ISSUED_AT);
        to.unsigned(self.issued_at);
        to.integer(NUMBER);
        to.bytes(self.number.as_bytes());
        to.integer(STATEMENT);
        to.map(6 + self.optional_fields());
        to.unsigned(CASE);
        to.text(&self.case);
        to.unsigned(COMMISSION);
        to.array(2);
        to.unsigned(self.tier.into());
        to.unsigned(self.commission.into());
        to.unsigned(RULED_ON);
        to.integer(self.ruled_on.number().into());
        to.unsigned(DISTRICT);
        to.unsigned(self.district.into());
        if !self.property.is_empty() {
            to.unsigned(PROPERTY);
            to.array(self.property.len());
            self.property.iter().for_each(|part| to.unsigned((*part).into()));
        }
        to.unsigned(VIOLATIONS);
        to.array(self.violations.len());
        for area in &self.violations {
            to.array(1 + usize::from(area.tenths.is_some()));
            to.unsigned(area.violation.into());
            if let Some(tenths) = area.tenths {
                to.unsigned(tenths.into());
            }
        }
        to.unsigned(OUTCOME);
        match &self.outcome {
            Outcomes::All(outcome) => to.unsigned((*outcome).into()),
            Outcomes::Each(outcomes) => {
                to.array(outcomes.len());
                outcomes.iter().for_each(|outcome| to.unsigned((*outcome).into()));
            }
        }
        self.encode_optional(&mut to);
        Ok(to.finish())
    }

    /// Reads claims from exactly these bytes.
    ///
    /// # Errors
    ///
    /// [`Rejection`] when the bytes are not what [`Claims::encode`] writes for some claims.
    pub fn decode(payload: &[u8]) -> Result<Self, Rejection> {
        let mut from = Decoder::new(payload);
        let claims = Reader::default().read(&mut from)?;
        from.finish()?;
        claims.check().map_err(|(key, problem)| Rejection::Field { key, problem })?;
        let again = claims
            .encode()
            .map_err(|error| Rejection::Field { key: error.key, problem: error.problem })?;
        match again.iter().zip(payload).position(|(ours, theirs)| ours != theirs) {
            None if again.len() == payload.len() => Ok(claims),
            difference => Err(Rejection::Cbor {
                offset: difference.unwrap_or(again.len().min(payload.len())),
                problem: CborProblem::NotCanonical,
            }),
        }
    }

    /// The civil day of issue in Tehran's time (UTC+3:30 all year since 1401).
    #[must_use]
    pub fn issued_on(&self) -> Option<Day> {
        let days = self.issued_at.checked_add(12_600)? / 86_400;
        i32::try_from(days).ok().and_then(Day::from_number)
    }

    fn optional_fields(&self) -> usize {
        [
            !self.property.is_empty(),
            self.amount.is_some(),
            self.final_on.is_some(),
            self.address.is_some(),
            self.text_hash.is_some(),
            self.status_index.is_some(),
            self.party.is_some(),
            self.predecessor.is_some(),
        ]
        .into_iter()
        .filter(|present| *present)
        .count()
    }

    fn encode_optional(&self, to: &mut Encoder) {
        if let Some(amount) = self.amount {
            to.unsigned(AMOUNT);
            to.unsigned(amount);
        }
        if let Some(day) = self.final_on {
            to.unsigned(FINAL_ON);
            to.integer(day.number().into());
        }
        if let Some(address) = &self.address {
            to.unsigned(ADDRESS);
            to.text(address);
        }
        if let Some(hash) = &self.text_hash {
            to.unsigned(TEXT_HASH);
            to.bytes(hash);
        }
        if let Some(index) = self.status_index {
            to.unsigned(STATUS_INDEX);
            to.unsigned(index.into());
        }
        if let Some(commitment) = &self.party {
            to.unsigned(PARTY);
            to.bytes(commitment);
        }
        if let Some(predecessor) = &self.predecessor {
            to.unsigned(PREDECESSOR);
            to.array(2);
            to.unsigned(predecessor.sequence.into());
            to.bytes(&predecessor.hash);
        }
    }

    /// The rules of the profile that types do not hold.
    fn check(&self) -> Result<(), (i64, FieldProblem)> {
        let range = |key: u64, holds: bool| {
            if holds { Ok(()) } else { Err((key.cast_signed(), FieldProblem::Range)) }
        };
        check_text(CASE, &self.case, MAX_CASE)?;
        range(PROPERTY, self.property.len() <= MAX_PROPERTY)?;
        range(VIOLATIONS, (1..=MAX_VIOLATIONS).contains(&self.violations.len()))?;
        if let Outcomes::Each(outcomes) = &self.outcome {
            let varied = outcomes.iter().any(|outcome| Some(outcome) != outcomes.first());
            range(OUTCOME, outcomes.len() == self.violations.len() && varied)?;
        }
        range(AMOUNT, self.amount.is_none_or(|amount| (1..=MAX_AMOUNT).contains(&amount)))?;
        range(FINAL_ON, self.final_on.is_none_or(|day| day >= self.ruled_on))?;
        if let Some(address) = &self.address {
            check_text(ADDRESS, address, MAX_ADDRESS)?;
        }
        range(PREDECESSOR, self.predecessor.is_none_or(|before| before.sequence >= 2))?;
        match self.issued_on() {
            Some(day) if day >= self.ruled_on => Ok(()),
            _ => Err((ISSUED_AT, FieldProblem::Range)),
        }
    }
}

/// A text of one to so many characters that prints as it is written.
fn check_text(key: u64, text: &str, limit: usize) -> Result<(), (i64, FieldProblem)> {
    let key = key.cast_signed();
    if text.is_empty() || text.chars().count() > limit {
        return Err((key, FieldProblem::Range));
    }
    if is_plain(text) { Ok(()) } else { Err((key, FieldProblem::Text)) }
}
