//! What an import found, in sentences.

use std::collections::BTreeMap;
use std::fmt;

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
}

impl fmt::Display for Report<'_> {
    /// The summary, and then every fault of every refused row on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary())?;
        for row in &self.batch.bad {
            for fault in &row.faults {
                match fault {
                    Fault::Field(problem) => writeln!(
                        f,
                        "line {}, {} {:?}: {}",
                        row.line, problem.field, problem.value, problem.reason
                    )?,
                    other => writeln!(f, "line {}: {other}", row.line)?,
                }
            }
        }
        Ok(())
    }
}
