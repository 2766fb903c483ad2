//! Files of the import contract: whatever stands in them, no row is lost.

use cases::contract::Row;
use serde_json::{Map, Value};
use server::import::{Batch, Format, Report, quarantine, read};

use crate::{CITY, TODAY};

/// Reads a file; then its quarantine, which holds every refused row again; then its accepted rows
/// in canonical form, which are accepted as the same rows.
///
/// # Panics
///
/// When a row is lost, made or changed on the way.
pub fn import(input: &[u8], format: Format) {
    let Some(batch) = accepted(input, format) else { return };
    let lines = input.split(|&byte| byte == b'\n').count();
    assert!(count(&batch) <= lines, "more rows than lines");
    assert_eq!(Report::new(&batch).counts().is_empty(), batch.bad.is_empty());

    let mut refused = Vec::new();
    quarantine(&batch, format, &mut refused).expect("memory takes all");
    let again = accepted(&refused, format).expect("the quarantine is a file of the same form");
    assert_eq!(count(&again), batch.bad.len(), "rows lost or made in the quarantine");

    let canonical: String = batch.rows.iter().map(line).collect();
    let same = accepted(canonical.as_bytes(), Format::Ndjson).expect("lines of objects");
    assert_eq!((same.rows, same.bad, same.duplicates), (batch.rows, Vec::new(), 0));
}

fn accepted(input: &[u8], format: Format) -> Option<Batch> {
    read(input, format, &CITY, *TODAY).ok()
}

fn count(batch: &Batch) -> usize {
    let duplicates = usize::try_from(batch.duplicates).expect("a small file");
    batch.rows.len() + batch.bad.len() + duplicates
}

fn line(row: &Row) -> String {
    let fields = row.to_fields();
    let object: Map<String, Value> =
        fields.present().map(|(field, value)| (field.name().to_owned(), value.into())).collect();
    format!("{}\n", Value::Object(object))
}
