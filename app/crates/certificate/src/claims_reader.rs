//! Reads claims from bytes, field by field.

use alloc::string::String;
use alloc::vec::Vec;

use calendar::Day;

use crate::cbor::Decoder;
use crate::claims::{
    ADDRESS, AMOUNT, Area, CASE, COMMISSION, Claims, DISTRICT, FINAL_ON, ISSUED_AT, MAX_PROPERTY,
    MAX_VIOLATIONS, NUMBER, OUTCOME, Outcomes, PARTY, PREDECESSOR, PROPERTY, Predecessor, RULED_ON,
    STATEMENT, STATUS_INDEX, TEXT_HASH, VIOLATIONS,
};
use crate::number::CertificateNumber;
use crate::rejection::{CborProblem, FieldProblem, Rejection};

/// Collects fields as they come; the order is the decoder's concern, their presence this one's.
#[derive(Default)]
pub(crate) struct Reader {
    case: Option<String>,
    commission: Option<(u16, u16)>,
    ruled_on: Option<Day>,
    district: Option<u16>,
    property: Vec<u32>,
    violations: Option<Vec<Area>>,
    outcome: Option<Outcomes>,
    amount: Option<u64>,
    final_on: Option<Day>,
    address: Option<String>,
    text_hash: Option<[u8; 32]>,
    status_index: Option<u32>,
    party: Option<[u8; 16]>,
    predecessor: Option<Predecessor>,
}

impl Reader {
    pub(crate) fn read(mut self, from: &mut Decoder<'_>) -> Result<Claims, Rejection> {
        let entries = from.map(3)?;
        let mut issued_at = None;
        let mut number = None;
        let mut previous = None;
        let mut stated = false;
        for _ in 0..entries {
            let offset = from.offset();
            let key = from.integer()?;
            // Deterministic order is by encoded bytes: unsigned before negative, each by size.
            let rank = if key >= 0 { (0, key) } else { (1, -1 - key) };
            if previous.is_some_and(|before| before >= rank) {
                return Err(Rejection::Cbor { offset, problem: CborProblem::KeyOrder });
            }
            previous = Some(rank);
            match key {
                ISSUED_AT => issued_at = Some(from.unsigned()?),
                NUMBER => number = Some(CertificateNumber::from_bytes(fixed(key, from.bytes()?)?)),
                STATEMENT => {
                    self.statement(from)?;
                    stated = true;
                }
                _ => return Err(Rejection::Field { key, problem: FieldProblem::Unknown }),
            }
        }
        if !stated {
            return Err(missing(STATEMENT));
        }
        let (tier, commission) = required(COMMISSION, self.commission)?;
        Ok(Claims {
            issued_at: issued_at.ok_or_else(|| missing(ISSUED_AT))?,
            number: number.ok_or_else(|| missing(NUMBER))?,
            case: required(CASE, self.case)?,
            tier,
            commission,
            ruled_on: required(RULED_ON, self.ruled_on)?,
            district: required(DISTRICT, self.district)?,
            property: self.property,
            violations: required(VIOLATIONS, self.violations)?,
            outcome: required(OUTCOME, self.outcome)?,
            amount: self.amount,
            final_on: self.final_on,
            address: self.address,
            text_hash: self.text_hash,
            status_index: self.status_index,
            party: self.party,
            predecessor: self.predecessor,
        })
    }

    fn statement(&mut self, from: &mut Decoder<'_>) -> Result<(), Rejection> {
        let entries = from.map(PREDECESSOR)?;
        let mut previous = 0;
        for _ in 0..entries {
            let offset = from.offset();
            let key = from.unsigned()?;
            if key <= previous {
                return Err(Rejection::Cbor { offset, problem: CborProblem::KeyOrder });
            }
            previous = key;
            self.field(key, from)?;
        }
        Ok(())
    }

    fn field(&mut self, key: u64, from: &mut Decoder<'_>) -> Result<(), Rejection> {
        let signed = i64::try_from(key).unwrap_or(i64::MAX);
        match key {
            CASE => self.case = Some(from.text()?),
            COMMISSION => {
                exactly(key, from.array(2)?, 2)?;
                self.commission = Some((small(key, from)?, small(key, from)?));
            }
            RULED_ON => self.ruled_on = Some(day(signed, from)?),
            DISTRICT => self.district = Some(small(key, from)?),
            PROPERTY => {
                let parts = from.array(MAX_PROPERTY as u64)?;
                at_least_one(key, parts)?;
                for _ in 0..parts {
                    self.property.push(u32::try_from(from.unsigned()?).map_err(|_| range(signed))?);
                }
            }
            VIOLATIONS => self.violations = Some(violations(key, from)?),
            OUTCOME if from.at_array() => {
                let entries = from.array(MAX_VIOLATIONS as u64)?;
                let mut outcomes = Vec::new();
                for _ in 0..entries {
                    outcomes.push(small(key, from)?);
                }
                self.outcome = Some(Outcomes::Each(outcomes));
            }
            OUTCOME => self.outcome = Some(Outcomes::All(small(key, from)?)),
            AMOUNT => self.amount = Some(from.unsigned()?),
            FINAL_ON => self.final_on = Some(day(signed, from)?),
            ADDRESS => self.address = Some(from.text()?),
            TEXT_HASH => self.text_hash = Some(fixed(signed, from.bytes()?)?),
            STATUS_INDEX => {
                self.status_index =
                    Some(u32::try_from(from.unsigned()?).map_err(|_| range(signed))?);
            }
            PARTY => self.party = Some(fixed(signed, from.bytes()?)?),
            PREDECESSOR => {
                exactly(key, from.array(2)?, 2)?;
                let sequence = u32::try_from(from.unsigned()?).map_err(|_| range(signed))?;
                self.predecessor =
                    Some(Predecessor { sequence, hash: fixed(signed, from.bytes()?)? });
            }
            _ => return Err(Rejection::Field { key: signed, problem: FieldProblem::Unknown }),
        }
        Ok(())
    }
}

fn violations(key: u64, from: &mut Decoder<'_>) -> Result<Vec<Area>, Rejection> {
    let entries = from.array(MAX_VIOLATIONS as u64)?;
    at_least_one(key, entries)?;
    let mut violations = Vec::new();
    for _ in 0..entries {
        let parts = from.array(2)?;
        at_least_one(key, parts)?;
        let violation = small(key, from)?;
        let tenths = match parts {
            2 => Some(u32::try_from(from.unsigned()?).map_err(|_| range(key.cast_signed()))?),
            _ => None,
        };
        violations.push(Area { violation, tenths });
    }
    Ok(violations)
}

fn small(key: u64, from: &mut Decoder<'_>) -> Result<u16, Rejection> {
    u16::try_from(from.unsigned()?).map_err(|_| range(key.cast_signed()))
}

fn day(key: i64, from: &mut Decoder<'_>) -> Result<Day, Rejection> {
    let number = i32::try_from(from.integer()?).map_err(|_| range(key))?;
    Day::from_number(number).ok_or_else(|| range(key))
}

fn fixed<const N: usize>(key: i64, bytes: &[u8]) -> Result<[u8; N], Rejection> {
    bytes.try_into().map_err(|_| range(key))
}

fn exactly(key: u64, found: u64, wanted: u64) -> Result<(), Rejection> {
    if found == wanted { Ok(()) } else { Err(range(key.cast_signed())) }
}

fn at_least_one(key: u64, found: u64) -> Result<(), Rejection> {
    if found > 0 { Ok(()) } else { Err(range(key.cast_signed())) }
}

fn required<T>(key: u64, value: Option<T>) -> Result<T, Rejection> {
    value.ok_or_else(|| missing(key.cast_signed()))
}

fn missing(key: i64) -> Rejection {
    Rejection::Field { key, problem: FieldProblem::Missing }
}

fn range(key: i64) -> Rejection {
    Rejection::Field { key, problem: FieldProblem::Range }
}
