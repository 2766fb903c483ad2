//! One JSON object a line. Keys are the names of the contract's fields; values are text, numbers
//! or null.

use std::borrow::Cow;
use std::io::BufRead;

use cases::contract::{Field, Fields};
use data_encoding::BASE64;
use serde_json::Value;

use super::batch::{Reading, Subject, subject};
use super::lines::{Line, Lines};
use super::quarantine::{RAW, RAW_BASE64, is_note};
use super::{Batch, Fault, FileError, Raw, members};

/// Reads a file.
pub(super) fn read(input: impl BufRead, mut reading: Reading<'_>) -> Result<Batch, FileError> {
    let mut lines = Lines::new(input);
    while let Some(Line { number, bytes, whole }) = lines.next()? {
        if !whole {
            reading.bad(number, Fault::Long, Raw::Line(bytes), None)?;
        } else if !bytes.trim_ascii().is_empty() {
            object(number, bytes, &mut reading)?;
        }
    }
    Ok(reading.finish(Vec::new(), raw))
}

fn object(line: u64, bytes: Vec<u8>, reading: &mut Reading<'_>) -> Result<(), FileError> {
    let bytes = unwrapped(&bytes).unwrap_or(bytes);
    match parse(&bytes) {
        Ok(Members { pairs, twice }) => match twice.map_or_else(|| fields(&pairs), Err) {
            Ok(fields) => reading.row(line, &fields, bytes, raw),
            Err(fault) => reading.bad(line, fault, raw(bytes), about(&pairs)),
        },
        Err(fault) => reading.bad(line, fault, Raw::Line(bytes), None),
    }
}

/// The line that an earlier import could not read and wrapped into an object.
fn unwrapped(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains(RAW))?;
    let Value::Object(object) = serde_json::from_str(text).ok()? else { return None };
    let other = |key: &&String| !is_note(key) && *key != RAW && *key != RAW_BASE64;
    if object.keys().find(other).is_some() {
        return None;
    }
    if let Some(Value::String(text)) = object.get(RAW) {
        return Some(text.as_bytes().to_vec());
    }
    match object.get(RAW_BASE64) {
        Some(Value::String(text)) => BASE64.decode(text.as_bytes()).ok(),
        _ => None,
    }
}

/// The members of an object.
struct Members {
    /// Keys and values; of a key that occurs twice, none.
    pairs: Vec<(String, Value)>,
    /// The first key that occurs twice.
    twice: Option<Fault>,
}

/// The decision that an object is about.
fn about(pairs: &[(String, Value)]) -> Option<Subject> {
    let text = |field: Field| {
        let (_, value) = pairs.iter().find(|(key, _)| key == field.name())?;
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    };
    subject(&text(Field::CaseNo)?, &text(Field::DecisionNo)?)
}

/// The members of the line's object.
fn parse(bytes: &[u8]) -> Result<Members, Fault> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Fault::Utf8 { position: error.valid_up_to() })?;
    let value: Value =
        serde_json::from_str(text).map_err(|error| Fault::Json { column: error.column() })?;
    if !value.is_object() {
        return Err(Fault::NotAnObject);
    }
    // Read member by member, because a map keeps only the last of two equal keys.
    let mut pairs: Vec<(String, Value)> = Vec::new();
    let mut doubled: Vec<String> = Vec::new();
    for member in members::split(text) {
        let object: serde_json::Map<String, Value> = serde_json::from_str(&format!("{{{member}}}"))
            .map_err(|error| Fault::Json { column: error.column() })?;
        for (key, value) in object {
            if pairs.iter().any(|(other, _)| *other == key) {
                doubled.push(key);
                continue;
            }
            pairs.push((key, value));
        }
    }
    let twice = doubled.first().map(|key| Fault::KeyTwice { key: short(key) });
    pairs.retain(|(key, _)| !doubled.contains(key));
    Ok(Members { pairs, twice })
}

fn fields(pairs: &[(String, Value)]) -> Result<Fields<'_>, Fault> {
    let mut fields = Fields::new();
    for (key, value) in pairs.iter().filter(|(key, _)| !is_note(key)) {
        let field = Field::from_name(key).ok_or_else(|| Fault::UnknownKey { key: short(key) })?;
        match value {
            Value::Null => {}
            Value::String(text) => fields.set(field, Cow::Borrowed(text.as_str())),
            Value::Number(number) => fields.set(field, number.to_string()),
            _ => return Err(Fault::Nested { key: short(key) }),
        }
    }
    Ok(fields)
}

fn raw(bytes: Vec<u8>) -> Raw {
    match std::str::from_utf8(&bytes) {
        Ok(text) => Raw::Members(
            members::split(text)
                .filter(|member| !members::key(member).is_some_and(|key| is_note(&key)))
                .map(str::to_owned)
                .collect(),
        ),
        Err(_) => Raw::Line(bytes),
    }
}

fn short(key: &str) -> String {
    key.chars().take(100).collect()
}
