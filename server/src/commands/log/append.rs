//! `gavah log append`: what was made gets its place.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use tlog::Entry;
use tokio::sync::mpsc;

use super::super::End;
use super::super::output::say_error;
use super::existing_lock;
use crate::config::{KeysSetting, LockSetting, LogSetting, PortalSetting, RegistrySetting};
use crate::log::input::{self, LineProblem, MAX_LINE};
use crate::log::{BATCH, Sequencer, Sources, keys_entry, listing_hash};
use crate::{clock, storage as open};

/// Exit codes: 0 everything is in the log, 1 refused (an older state), 2 wrong call, or a line that
/// is no entry.
#[derive(Debug, Args)]
pub(super) struct Append {
    /// Entries to append instead of what was made: a file, or - for standard input; each line is
    /// `<kind> <sha256 in hex> <day>`.
    #[arg(long, value_name = "FILE|-", allow_hyphen_values = true)]
    from: Option<String>,
    /// The browser bundle whose build is logged.
    #[arg(long, value_name = "FOLDER", conflicts_with = "from")]
    site: Option<PathBuf>,
    #[command(flatten)]
    keys: KeysSetting,
    #[command(flatten)]
    registry: RegistrySetting,
    #[command(flatten)]
    portal: PortalSetting,
    #[command(flatten)]
    log: LogSetting,
    #[command(flatten)]
    lock: LockSetting,
}

/// A line with its number, or why there are no more.
type Line = (u64, Result<Entry, LineProblem>);

impl Append {
    pub(super) async fn run(self) -> anyhow::Result<End> {
        // A file is read before anything is appended; a stream cannot be.
        if let Some(path) = self.from.as_deref().filter(|from| *from != "-") {
            match first_wrong(Path::new(path)) {
                Ok(None) => {}
                Ok(Some((number, problem))) => {
                    say_error(&format!("gavah: line {number}: {problem}; nothing was appended"));
                    return Ok(End::Usage);
                }
                Err(error) => {
                    say_error(&format!("gavah: {error:#}"));
                    return Ok(End::Usage);
                }
            }
        }
        let log = open::existing_log(&self.log.url).await?;
        let lock = existing_lock(&self.lock).await?;
        let sequencer = Sequencer::new(&log, &lock);
        let end = match &self.from {
            Some(from) => given(&sequencer, from).await,
            None => self.made(&sequencer).await,
        };
        log.close().await;
        lock.close().await;
        end.context("could not append")
    }

    async fn made(&self, sequencer: &Sequencer<'_>) -> anyhow::Result<End> {
        let (text, keys) = self.keys.read()?;
        let build = self.site.as_deref().map(listing_hash).transpose()?;
        let today = clock::today()?;
        let registry = open::existing_registry(&self.registry.url).await?;
        let portal = open::portal(&self.portal.url).await?;
        let keys = Some(keys_entry(&text, &keys));
        let sources = Sources { registry: &registry, portal: &portal, keys, build, today };
        let new = sequencer.append_made(&sources).await;
        registry.close().await;
        portal.close().await;
        acknowledge(&new?);
        Ok(End::Done)
    }
}

/// Appends the lines of a file or a stream, batch by batch, and acknowledges each batch.
async fn given(sequencer: &Sequencer<'_>, from: &str) -> anyhow::Result<End> {
    // A log that takes nothing says so before the first line comes.
    sequencer.append(&[]).await?;
    let reader: Box<dyn Read + Send> = match from {
        "-" => Box::new(std::io::stdin()),
        path => Box::new(File::open(path).with_context(|| format!("could not open {path}"))?),
    };
    let (send, mut lines) = mpsc::channel(BATCH);
    // A thread of its own: reading standard input cannot be stopped, and need not be.
    let reading = std::thread::spawn(move || read(reader, &send));
    let mut batch: Vec<Line> = Vec::new();
    let mut wrong = None;
    let mut before: u64 = 0;
    while wrong.is_none() && lines.recv_many(&mut batch, BATCH).await > 0 {
        let mut entries = Vec::with_capacity(batch.len());
        for (number, line) in batch.drain(..) {
            match line {
                Ok(entry) => entries.push(entry),
                Err(problem) => wrong = Some((number, problem)),
            }
        }
        let places = sequencer.append(&entries).await?;
        before = before.saturating_add(u64::try_from(places.len())?);
        acknowledge(&places.into_iter().zip(entries).collect::<Vec<_>>());
    }
    if let Some((number, problem)) = wrong {
        say_error(&format!(
            "gavah: line {number}: {problem}; the lines before it ({before}) are in the log, this \
             one and those behind it are not"
        ));
        return Ok(End::Usage);
    }
    match reading.join() {
        Ok(Ok(())) => Ok(End::Done),
        Ok(Err(error)) => {
            let error = anyhow::Error::new(error);
            say_error(&format!(
                "gavah: could not read line {}: {error:#}; the lines before it are in the log",
                before.saturating_add(1)
            ));
            Ok(End::Usage)
        }
        Err(_) => anyhow::bail!("the reader of the lines stopped"),
    }
}

/// Sends every line, and nothing behind the first that is no entry.
fn read(reader: impl Read, send: &mpsc::Sender<Line>) -> std::io::Result<()> {
    each_line(reader, |number, line| {
        let is_entry = line.is_ok();
        send.blocking_send((number, line)).is_ok() && is_entry
    })
}

/// The first line of a file that is no entry.
fn first_wrong(path: &Path) -> anyhow::Result<Option<(u64, LineProblem)>> {
    let wrong = || format!("could not read {}", path.display());
    let mut found = None;
    each_line(File::open(path).with_context(wrong)?, |number, line| {
        found = line.err().map(|problem| (number, problem));
        found.is_none()
    })
    .with_context(wrong)?;
    Ok(found)
}

/// Tells every line, counted from 1, as long as it is wanted.
fn each_line(
    reader: impl Read,
    mut tell: impl FnMut(u64, Result<Entry, LineProblem>) -> bool,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        // Room for a line that is one byte too long, so that it is told as one.
        let limit = u64::try_from(MAX_LINE).unwrap_or(u64::MAX).saturating_add(2);
        if reader.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if !tell(number, input::parse(line.strip_suffix(b"\n").unwrap_or(&line))) {
            break;
        }
    }
    Ok(())
}

/// Says the places of entries that are durable, in one write.
fn acknowledge(entries: &[(u64, Entry)]) {
    use std::fmt::Write as _;
    let mut text = String::new();
    for (place, entry) in entries {
        let _ = writeln!(text, "{place} {}", input::to_line(entry));
    }
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_and_stop_at_the_first_that_is_none() {
        let good = format!("keys {} 2024-10-04", "ab".repeat(32));
        let text = format!("{good}\n{good}\nkeys\n{good}\n");
        let mut told = Vec::new();
        each_line(text.as_bytes(), |number, line| {
            told.push((number, line.map(|_| ())));
            line.is_ok()
        })
        .unwrap();
        assert_eq!(told, [(1, Ok(())), (2, Ok(())), (3, Err(LineProblem::Parts))]);
    }

    #[test]
    fn the_last_line_needs_no_end_and_a_long_one_is_told_as_such() {
        let good = format!("keys {} 2024-10-04", "ab".repeat(32));
        let mut told = Vec::new();
        let text = format!("{good}\n{}\n{good}", "k".repeat(1_000));
        each_line(text.as_bytes(), |_, line| {
            told.push(line.map(|_| ()));
            line.is_ok()
        })
        .unwrap();
        assert_eq!(told, [Ok(()), Err(LineProblem::Length)]);
        told.clear();
        each_line(good.as_bytes(), |_, line| {
            told.push(line.map(|_| ()));
            true
        })
        .unwrap();
        assert_eq!(told, [Ok(())]);
    }
}
