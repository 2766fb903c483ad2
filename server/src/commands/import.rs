//! `gavah import`: checks a file of rulings and takes it into the registry.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use calendar::Day;
use cases::contract::Row;
use cases::{CaseNumber, City, DecisionNumber};
use clap::{Args, ValueEnum};
use database::Registry;
use sha2::{Digest as _, Sha256};
use storage::registry::{CaseFile, Imported, Intake as _, Source};

use super::End;
use super::output::{say, say_error};
use crate::config::{CitySetting, RegistrySetting};
use crate::import::{Batch, Format, Report, quarantine, read};
use crate::{clock, storage as open};

/// The form of the file.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FileForm {
    /// Comma-separated values with a header line.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

/// Exit codes: 0 imported, 1 refused (every bad row is listed and nothing was imported) or bad
/// rows were put into quarantine, 2 wrong call or unreadable file.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The file, CSV or NDJSON by the contract in server/src/import/README.md.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The form of the file, where its name does not say it.
    #[arg(long, value_enum)]
    form: Option<FileForm>,
    /// Import the good rows and write the bad ones, with the reasons, to this new file.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    quarantine: Option<PathBuf>,
    /// Check only; import nothing.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    registry: RegistrySetting,
    #[command(flatten)]
    city: CitySetting,
}

impl Import {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        let city = self.city.read()?;
        let Some(format) = self.format() else {
            say_error("gavah: the name of the file does not say its form; give --form");
            return Ok(End::Usage);
        };
        let (batch, sha256) = match load(&self.file, format, &city, clock::today()?) {
            Ok(loaded) => loaded,
            Err(error) => {
                say_error(&format!("gavah: {error:#}"));
                return Ok(End::Usage);
            }
        };
        let report = Report::new(&batch);
        if self.quarantine.is_none() && !batch.bad.is_empty() {
            report.write_rows(&mut io::stderr().lock())?;
            say_error(report.summary().trim_end());
            say_error("nothing was imported; mend the rows, or give --quarantine FILE");
            return Ok(End::Refused);
        }
        if self.check {
            say_error(report.summary().trim_end());
            return Ok(End::Done);
        }
        // The registry first: a quarantine without its import would stand in the next one's way.
        let registry = open::registry(&self.registry.url).await?;
        let counts = self.take(&registry, &batch, sha256, format).await;
        registry.close().await;
        let Imported { new, changed, unchanged } = counts?;
        if !batch.bad.is_empty() {
            report.write_rows(&mut io::stderr().lock())?;
        }
        say_error(report.summary().trim_end());
        say(&format!("{new} new, {changed} changed, {unchanged} unchanged"));
        Ok(if batch.bad.is_empty() { End::Done } else { End::Refused })
    }

    /// Keeps the bad rows and stores the good ones; both or none.
    async fn take(
        &self,
        registry: &Registry,
        batch: &Batch,
        sha256: [u8; 32],
        format: Format,
    ) -> anyhow::Result<Imported> {
        let kept = self.quarantine.as_deref().filter(|_| !batch.bad.is_empty());
        if let Some(path) = kept {
            keep_bad_rows(path, batch, format)?;
        }
        let stored = store(registry, batch, sha256, clock::now()?).await;
        if let (Some(path), Err(_)) = (kept, &stored) {
            std::fs::remove_file(path)
                .with_context(|| format!("could not remove {}", path.display()))?;
        }
        stored
    }

    fn format(&self) -> Option<Format> {
        match self.form {
            Some(FileForm::Csv) => Some(Format::Csv),
            Some(FileForm::Ndjson) => Some(Format::Ndjson),
            None => Format::of_name(self.file.to_str()?),
        }
    }
}

/// Reads and checks a file; answers with what it holds and the file's sum.
pub(super) fn load(
    path: &Path,
    format: Format,
    city: &City,
    today: Day,
) -> anyhow::Result<(Batch, [u8; 32])> {
    let file = File::open(path).with_context(|| format!("could not open {}", path.display()))?;
    let mut summed = Summed { inner: file, sum: Sha256::new() };
    let batch = read(BufReader::new(&mut summed), format, city, today)
        .with_context(|| format!("could not read {}", path.display()))?;
    Ok((batch, summed.sum.finalize().into()))
}

/// Stores the good rows of a batch.
pub(super) async fn store(
    registry: &Registry,
    batch: &Batch,
    sha256: [u8; 32],
    now: u64,
) -> anyhow::Result<Imported> {
    let source = Source {
        sha256,
        imported_at: now,
        rows: u64::try_from(batch.rows.len())?,
        refused: u64::try_from(batch.bad.len())?,
    };
    let files = case_files(&batch.rows);
    registry.import(&source, &files).await.context("could not store the rows")
}

/// Rows grouped by case; the reader has made sure that rows of one case agree.
fn case_files(rows: &[Row]) -> Vec<CaseFile> {
    let mut files: BTreeMap<&CaseNumber, CaseFile> = BTreeMap::new();
    let mut violations: BTreeSet<(&CaseNumber, u16)> = BTreeSet::new();
    let mut decisions: BTreeSet<(&CaseNumber, &DecisionNumber)> = BTreeSet::new();
    for row in rows {
        let case = &row.case.number;
        let file = files.entry(case).or_insert_with(|| CaseFile {
            case: row.case.clone(),
            violations: Vec::new(),
            decisions: Vec::new(),
            outcomes: Vec::new(),
        });
        if violations.insert((case, row.violation.number)) {
            file.violations.push(row.violation.clone());
        }
        if decisions.insert((case, &row.decision.number)) {
            file.decisions.push(row.decision.clone());
        }
        file.outcomes.push(row.outcome.clone());
    }
    files.into_values().collect()
}

/// Writes the bad rows into a new file, which is its owner's alone: they are microdata.
fn keep_bad_rows(path: &Path, batch: &Batch, format: Format) -> anyhow::Result<()> {
    let file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("{} exists already; a quarantine is never overwritten", path.display())
        }
        Err(error) => {
            return Err(error).with_context(|| format!("could not make {}", path.display()));
        }
    };
    let mut output = BufWriter::new(file);
    let written = quarantine(batch, format, &mut output)
        .and_then(|()| output.flush())
        .and_then(|()| output.get_ref().sync_all());
    if written.is_err() {
        // Half of it would only stand in the way; the rows are where they came from.
        let _ = std::fs::remove_file(path);
    }
    written.with_context(|| format!("could not write {}", path.display()))
}

/// Sums what is read through it.
struct Summed {
    inner: File,
    sum: Sha256,
}

impl Read for &mut Summed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.sum.update(buffer.get(..length).unwrap_or_default());
        Ok(length)
    }
}
