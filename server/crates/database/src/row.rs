//! Rows as values: everything that comes out of a database is parsed again.

use calendar::Day;
use cases::{
    Address, Area, Case, CaseNumber, Code, Decision, DecisionKind, DecisionNumber, Outcome,
    RenovationCode, Rials, Tier, Violation,
};
use certificate::{CertificateNumber, KeyId};
use storage::Error;
use storage::registry::{Issued, Ruled};

use crate::record::Record;

/// A civil day.
pub(crate) fn day(row: &Record, name: &'static str) -> Result<Day, Error> {
    optional_day(row, name)?.ok_or(Error::Corrupt(name))
}

fn optional_day(row: &Record, name: &'static str) -> Result<Option<Day>, Error> {
    let number: Option<i32> = row.optional_number(name)?;
    number.map(|number| Day::from_number(number).ok_or(Error::Corrupt(name))).transpose()
}

pub(crate) fn case(row: &Record) -> Result<Case, Error> {
    Ok(Case {
        number: row.parsed("number", CaseNumber::parse)?,
        district: row.parsed("district", Code::parse)?,
        detected_on: optional_day(row, "detected_on")?,
        renovation_code: row.optional_parsed("renovation_code", RenovationCode::parse)?,
        address: row.optional_parsed("address", Address::parse)?,
    })
}

pub(crate) fn violation(row: &Record) -> Result<Violation, Error> {
    let area: Option<u32> = row.optional_number("area_tenths")?;
    Ok(Violation {
        case: row.parsed("case_number", CaseNumber::parse)?,
        number: row.number("number")?,
        kind: row.parsed("kind", Code::parse)?,
        area: area.map(Area::from_tenths).transpose().map_err(|_| Error::Corrupt("area"))?,
    })
}

pub(crate) fn decision(row: &Record) -> Result<Decision, Error> {
    let text = row.optional_bytes("text_sha256")?;
    Ok(Decision {
        case: row.parsed("case_number", CaseNumber::parse)?,
        number: row.parsed("number", DecisionNumber::parse)?,
        kind: row.parsed("kind", |code| DecisionKind::from_code(code).ok_or(()))?,
        tier: row.parsed("tier", |code| Tier::from_code(code).ok_or(()))?,
        commission: row.parsed("commission", Code::parse)?,
        decided_on: day(row, "decided_on")?,
        notified_on: optional_day(row, "notified_on")?,
        final_on: optional_day(row, "final_on")?,
        due_on: optional_day(row, "due_on")?,
        text_sha256: text
            .map(<[u8; 32]>::try_from)
            .transpose()
            .map_err(|_| Error::Corrupt("text_sha256"))?,
    })
}

pub(crate) fn outcome(row: &Record) -> Result<Outcome, Error> {
    let amount: Option<u64> = row.optional_number("amount")?;
    Ok(Outcome {
        case: row.parsed("case_number", CaseNumber::parse)?,
        decision: row.parsed("decision_number", DecisionNumber::parse)?,
        violation: row.number("violation_number")?,
        outcome: row.parsed("outcome", Code::parse)?,
        amount: amount.map(Rials::from_number).transpose().map_err(|_| Error::Corrupt("amount"))?,
    })
}

pub(crate) fn ruled(row: &Record) -> Result<Ruled, Error> {
    Ok(Ruled {
        case: row.parsed("number", CaseNumber::parse)?,
        property: row.optional_parsed("renovation_code", RenovationCode::parse)?,
        district: row.parsed("district", Code::parse)?,
        commission: row.parsed("commission", Code::parse)?,
        violation: row.parsed("kind", Code::parse)?,
        outcome: row.parsed("outcome", Code::parse)?,
    })
}

pub(crate) fn issued(row: &Record) -> Result<Issued, Error> {
    Ok(Issued {
        case: row.parsed("case_number", CaseNumber::parse)?,
        decision: row.parsed("decision_number", DecisionNumber::parse)?,
        number: CertificateNumber::from_bytes(row.array("number")?),
        key: KeyId::from_bytes(row.array("key_id")?),
        status_index: row.number("status_index")?,
        issued_at: row.number("issued_at")?,
        statement: row.bytes("statement")?.to_vec(),
    })
}
