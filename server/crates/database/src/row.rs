//! Rows as values: everything that comes out of a database is parsed again.

use calendar::Day;
use cases::{
    Address, Area, Case, CaseNumber, Code, Decision, DecisionKind, DecisionNumber, Outcome,
    RenovationCode, Rials, Tier, Violation,
};
use certificate::{CertificateNumber, KeyId};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use storage::Error;
use storage::registry::{Issued, Ruled};

use crate::error::unavailable;

/// A column's value.
pub(crate) fn column<'r, T>(row: &'r SqliteRow, name: &'static str) -> Result<T, Error>
where
    T: sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    row.try_get(name).map_err(unavailable)
}

/// A column's text, parsed.
pub(crate) fn parsed<T, E>(
    row: &SqliteRow,
    name: &'static str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<T, Error> {
    parse(column::<&str>(row, name)?).map_err(|_| Error::Corrupt(name))
}

/// A column's text, parsed, when there is one.
fn parsed_optional<T, E>(
    row: &SqliteRow,
    name: &'static str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<Option<T>, Error> {
    let text: Option<&str> = column(row, name)?;
    text.map(parse).transpose().map_err(|_| Error::Corrupt(name))
}

/// A civil day.
pub(crate) fn day(row: &SqliteRow, name: &'static str) -> Result<Day, Error> {
    optional_day(row, name)?.ok_or(Error::Corrupt(name))
}

fn optional_day(row: &SqliteRow, name: &'static str) -> Result<Option<Day>, Error> {
    let number: Option<i64> = column(row, name)?;
    number
        .map(|number| {
            i32::try_from(number).ok().and_then(Day::from_number).ok_or(Error::Corrupt(name))
        })
        .transpose()
}

/// Exactly so many bytes.
pub(crate) fn bytes<const N: usize>(row: &SqliteRow, name: &'static str) -> Result<[u8; N], Error> {
    column::<&[u8]>(row, name)?.try_into().map_err(|_| Error::Corrupt(name))
}

/// A whole number of this type.
pub(crate) fn number<T: TryFrom<i64>>(row: &SqliteRow, name: &'static str) -> Result<T, Error> {
    T::try_from(column::<i64>(row, name)?).map_err(|_| Error::Corrupt(name))
}

fn optional_number<T: TryFrom<i64>>(
    row: &SqliteRow,
    name: &'static str,
) -> Result<Option<T>, Error> {
    let value: Option<i64> = column(row, name)?;
    value.map(T::try_from).transpose().map_err(|_| Error::Corrupt(name))
}

pub(crate) fn case(row: &SqliteRow) -> Result<Case, Error> {
    Ok(Case {
        number: parsed(row, "number", CaseNumber::parse)?,
        district: parsed(row, "district", Code::parse)?,
        detected_on: optional_day(row, "detected_on")?,
        renovation_code: parsed_optional(row, "renovation_code", RenovationCode::parse)?,
        address: parsed_optional(row, "address", Address::parse)?,
    })
}

pub(crate) fn violation(row: &SqliteRow) -> Result<Violation, Error> {
    let area: Option<u32> = optional_number(row, "area_tenths")?;
    Ok(Violation {
        case: parsed(row, "case_number", CaseNumber::parse)?,
        number: number(row, "number")?,
        kind: parsed(row, "kind", Code::parse)?,
        area: area.map(Area::from_tenths).transpose().map_err(|_| Error::Corrupt("area"))?,
    })
}

pub(crate) fn decision(row: &SqliteRow) -> Result<Decision, Error> {
    let text: Option<&[u8]> = column(row, "text_sha256")?;
    Ok(Decision {
        case: parsed(row, "case_number", CaseNumber::parse)?,
        number: parsed(row, "number", DecisionNumber::parse)?,
        kind: parsed(row, "kind", |code| DecisionKind::from_code(code).ok_or(()))?,
        tier: parsed(row, "tier", |code| Tier::from_code(code).ok_or(()))?,
        commission: parsed(row, "commission", Code::parse)?,
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

pub(crate) fn outcome(row: &SqliteRow) -> Result<Outcome, Error> {
    let amount: Option<u64> = optional_number(row, "amount")?;
    Ok(Outcome {
        case: parsed(row, "case_number", CaseNumber::parse)?,
        decision: parsed(row, "decision_number", DecisionNumber::parse)?,
        violation: number(row, "violation_number")?,
        outcome: parsed(row, "outcome", Code::parse)?,
        amount: amount.map(Rials::from_number).transpose().map_err(|_| Error::Corrupt("amount"))?,
    })
}

pub(crate) fn ruled(row: &SqliteRow) -> Result<Ruled, Error> {
    Ok(Ruled {
        case: parsed(row, "number", CaseNumber::parse)?,
        property: parsed_optional(row, "renovation_code", RenovationCode::parse)?,
        district: parsed(row, "district", Code::parse)?,
        commission: parsed(row, "commission", Code::parse)?,
        violation: parsed(row, "kind", Code::parse)?,
        outcome: parsed(row, "outcome", Code::parse)?,
    })
}

pub(crate) fn issued(row: &SqliteRow) -> Result<Issued, Error> {
    Ok(Issued {
        case: parsed(row, "case_number", CaseNumber::parse)?,
        decision: parsed(row, "decision_number", DecisionNumber::parse)?,
        number: CertificateNumber::from_bytes(bytes(row, "number")?),
        key: KeyId::from_bytes(bytes(row, "key_id")?),
        status_index: number(row, "status_index")?,
        issued_at: number(row, "issued_at")?,
        statement: column(row, "statement")?,
    })
}
