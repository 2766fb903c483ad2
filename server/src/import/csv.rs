//! Comma-separated values (RFC 4180), strictly: a quotation mark stands only around a field or
//! doubled inside one.
//!
//! A record is one line. No value of the contract holds a line break, and so a quotation mark
//! that is never closed costs its own line and not the rest of the file.

use std::borrow::Cow;
use std::io::BufRead;

use cases::contract::{Field, Fields};

use super::batch::{Reading, subject};
use super::lines::{Line, Lines};
use super::{Batch, Fault, FileError, Raw};

/// Reads a file.
pub(super) fn read(input: impl BufRead, mut reading: Reading<'_>) -> Result<Batch, FileError> {
    let mut lines = Lines::new(input);
    let header = next(&mut lines)?.ok_or(FileError::NoHeader)?;
    let header = split(&header.bytes).ok().filter(|_| header.whole).ok_or(FileError::Header)?;
    let columns = columns(&header)?;
    while let Some(Line { number, bytes, whole }) = next(&mut lines)? {
        match split(&bytes) {
            _ if !whole => reading.bad(number, Fault::Long, Raw::Line(bytes), None)?,
            Ok(values) => row(number, values, bytes, &columns, &mut reading)?,
            Err(position) => {
                reading.bad(number, Fault::Quote { position }, Raw::Line(bytes), None)?;
            }
        }
    }
    let fields = columns.iter().copied().flatten().collect();
    Ok(reading.finish(fields, |bytes| match split(&bytes) {
        Ok(values) => raw(values, &columns),
        Err(_) => Raw::Line(bytes),
    }))
}

/// What a column holds: a field of the contract, or a note of an earlier import.
type Column = Option<Field>;

fn columns(header: &[Vec<u8>]) -> Result<Vec<Column>, FileError> {
    let mut columns = Vec::with_capacity(header.len());
    for (index, name) in header.iter().enumerate() {
        let name = std::str::from_utf8(name).map_err(|_| FileError::Header)?;
        let column = Field::from_name(name);
        if column.is_none() && !super::quarantine::is_note(name) {
            let name = name.chars().take(100).collect();
            return Err(FileError::UnknownColumn { name, place: index + 1 });
        }
        if let Some(field) = column
            && columns.contains(&column)
        {
            return Err(FileError::ColumnTwice { field });
        }
        columns.push(column);
    }
    match Field::ALL.into_iter().find(|&field| !columns.contains(&Some(field))) {
        Some(field) => Err(FileError::MissingColumn { field }),
        None => Ok(columns),
    }
}

fn row(
    line: u64,
    values: Vec<Vec<u8>>,
    bytes: Vec<u8>,
    columns: &[Column],
    reading: &mut Reading<'_>,
) -> Result<(), FileError> {
    if values.len() != columns.len() {
        let fault = Fault::Columns { found: values.len(), expected: columns.len() };
        return reading.bad(line, fault, raw(values, columns), None);
    }
    // The position is that of the byte in the record, as far as its fields tell.
    let mut position = 0;
    let mut fields = Fields::new();
    let mut fault = None;
    for (value, column) in values.iter().zip(columns) {
        match std::str::from_utf8(value) {
            Ok(text) => {
                if let Some(field) = column {
                    fields.set(*field, Cow::Borrowed(text));
                }
            }
            Err(error) => {
                fault.get_or_insert(Fault::Utf8 { position: position + error.valid_up_to() });
            }
        }
        position += value.len() + 1;
    }
    match fault {
        None => reading.row(line, &fields, bytes, |_| raw(values.clone(), columns)),
        Some(fault) => {
            let about = subject(fields.value(Field::CaseNo), fields.value(Field::DecisionNo));
            reading.bad(line, fault, raw(values.clone(), columns), about)
        }
    }
}

/// The fields of a record without notes of an earlier import. Those are the first columns of a
/// quarantine file, so that records with too few or too many fields keep theirs in place.
fn raw(values: Vec<Vec<u8>>, columns: &[Column]) -> Raw {
    let is_note = |index: usize| matches!(columns.get(index), Some(None));
    let values = values.into_iter().enumerate().filter(|&(index, _)| !is_note(index));
    Raw::Fields(values.map(|(_, value)| value).collect())
}

/// The next line that is not empty.
fn next(lines: &mut Lines<impl BufRead>) -> Result<Option<Line>, FileError> {
    loop {
        match lines.next()? {
            Some(line) if line.bytes.is_empty() => {}
            other => return Ok(other),
        }
    }
}

/// The fields of a record, or the place of a quotation mark that is out of place.
fn split(record: &[u8]) -> Result<Vec<Vec<u8>>, usize> {
    let mut fields = Vec::new();
    let mut field = Vec::new();
    let mut rest = record.iter().copied().enumerate().peekable();
    // Where the field's quotation marks stand.
    let mut opened = None;
    let mut closed = None;
    while let Some((position, byte)) = rest.next() {
        if opened.is_some() && closed.is_none() {
            match (byte, rest.peek()) {
                (b'"', Some((_, b'"'))) => {
                    rest.next();
                    field.push(b'"');
                }
                (b'"', _) => closed = Some(position),
                _ => field.push(byte),
            }
            continue;
        }
        match (byte, closed) {
            (b',', _) => {
                fields.push(std::mem::take(&mut field));
                (opened, closed) = (None, None);
            }
            (_, Some(mark)) => return Err(mark),
            (b'"', None) if field.is_empty() => opened = Some(position),
            (b'"', None) => return Err(position),
            (_, None) => field.push(byte),
        }
    }
    if let (Some(mark), None) = (opened, closed) {
        return Err(mark);
    }
    fields.push(field);
    Ok(fields)
}
