//! The file of rows that were not taken: as they stood, with the reasons. It can be corrected
//! and imported again; the notes are passed over then.

use std::io::{self, Write};

use data_encoding::BASE64;

use super::{BadRow, Batch, Format, Raw};

/// The note that says on which line a row stood.
const LINE: &str = "_line";

/// The note that says what is wrong with it.
const REASONS: &str = "_reasons";

/// The key of a line that is not a JSON object.
pub(super) const RAW: &str = "_raw";

/// The key of a line that is not UTF-8 either.
pub(super) const RAW_BASE64: &str = "_raw_base64";

/// Whether a column or key is a note of an earlier import.
pub(super) fn is_note(name: &str) -> bool {
    name == LINE || name == REASONS
}

/// Writes the bad rows of a batch in the form of its file.
///
/// In CSV the notes are the first two columns, so that a record with too few or too many fields
/// keeps the ones that it has. A line that is no record at all stands in one field behind them.
pub fn quarantine(batch: &Batch, format: Format, output: impl Write) -> io::Result<()> {
    match format {
        Format::Csv => write_csv(batch, output),
        Format::Ndjson => write_ndjson(&batch.bad, output),
    }
}

fn write_csv(batch: &Batch, output: impl Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(output);
    let names = batch.columns.iter().map(|field| field.name());
    writer.write_record([LINE, REASONS].into_iter().chain(names))?;
    for row in &batch.bad {
        let line = row.line.to_string();
        let reasons = reasons(row).join("; ");
        let raw: Vec<&[u8]> = match &row.raw {
            Raw::Fields(fields) => fields.iter().map(Vec::as_slice).collect(),
            Raw::Members(members) => members.iter().map(String::as_bytes).collect(),
            Raw::Line(bytes) => vec![bytes],
        };
        let notes = [line.as_bytes(), reasons.as_bytes()];
        writer.write_byte_record(&notes.into_iter().chain(raw).collect())?;
    }
    writer.flush()
}

fn write_ndjson(bad: &[BadRow], mut output: impl Write) -> io::Result<()> {
    for row in bad {
        let reasons = serde_json::to_string(&reasons(row))?;
        write!(output, "{{\"{LINE}\":{},\"{REASONS}\":{reasons}", row.line)?;
        match &row.raw {
            Raw::Members(members) => {
                for member in members {
                    write!(output, ",{member}")?;
                }
            }
            Raw::Line(bytes) => write_line(bytes, &mut output)?,
            Raw::Fields(fields) => {
                for bytes in fields {
                    write_line(bytes, &mut output)?;
                }
            }
        }
        output.write_all(b"}\n")?;
    }
    output.flush()
}

fn write_line(bytes: &[u8], output: &mut impl Write) -> io::Result<()> {
    match std::str::from_utf8(bytes) {
        Ok(text) => write!(output, ",\"{RAW}\":{}", serde_json::to_string(text)?),
        Err(_) => write!(output, ",\"{RAW_BASE64}\":\"{}\"", BASE64.encode(bytes)),
    }
}

fn reasons(row: &BadRow) -> Vec<String> {
    row.faults.iter().map(ToString::to_string).collect()
}
