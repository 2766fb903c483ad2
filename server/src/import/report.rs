//! What an import found, in sentences.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use cases::contract::Field;

use super::{Batch, Fault};

/// What an import found: how much was taken, and what is wrong with the rest.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    batch: &'a Batch,
}

impl<'a> Report<'a> {
    /// The report of a batch.
    pub const fn new(batch: &'a Batch) -> Self {
        Self { batch }
    }

    /// How often each reason was found, by field and by the reason's word; reasons that concern a
    /// whole row come first.
    pub fn counts(&self) -> BTreeMap<(Option<Field>, &'static str), u64> {
        let mut counts = BTreeMap::new();
        for fault in self.batch.bad.iter().flat_map(|row| &row.faults) {
            let field = match fault {
                Fault::Field(problem) => Some(problem.field),
                _ => None,
            };
            *counts.entry((field, fault.word())).or_default() += 1;
        }
        counts
    }

    /// The summary: rows taken, rows refused, duplicates, and how often each reason was found.
    pub fn summary(&self) -> String {
        let Batch { rows, bad, duplicates, .. } = self.batch;
        let mut text = format!(
            "{} rows taken, {} rows refused, {duplicates} duplicates ignored\n",
            rows.len(),
            bad.len()
        );
        for ((field, word), count) in self.counts() {
            let field = field.map_or("row", Field::name);
            text.push_str(&format!("{count:>9}  {field}: {word}\n"));
        }
        text
    }

    /// Writes every fault of every refused row on a line of its own.
    pub fn write_rows(&self, output: &mut impl Write) -> io::Result<()> {
        self.lines().try_for_each(|line| writeln!(output, "{line}"))
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        self.batch.bad.iter().flat_map(|row| {
            row.faults.iter().map(|fault| match fault {
                // The value is written with escapes, so that it cannot forge a line.
                Fault::Field(problem) => format!(
                    "line {}, {} {:?}: {}",
                    row.line, problem.field, problem.value, problem.reason
                ),
                other => format!("line {}: {other}", row.line),
            })
        })
    }
}

impl fmt::Display for Report<'_> {
    /// The summary, and then every fault of every refused row on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary())?;
        self.lines().try_for_each(|line| writeln!(f, "{line}"))
    }
}
