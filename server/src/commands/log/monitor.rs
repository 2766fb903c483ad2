//! `gavah log monitor`: follows a log and says when it lies.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use clap::{Args, ValueEnum};
use database::Address;
use storage::log::{LogStore as _, MonitorRun, RunResult};

use crate::amount::Amount;
use crate::commands::End;
use crate::commands::output::{say, say_error};
use crate::commands::witness::{LOG, vkey};
use crate::config::{LogSetting, PolicySetting};
use crate::monitor::{MAX_AGE, Memory, MemoryProblem, Monitor, Report, Trust, hold};
use crate::remote::{RemoteProblem, Source};
use crate::witness::{Evidence, evidence_of};
use crate::{clock, storage as open};

/// Exit codes: 0 the log keeps its word, 1 it does not, and nothing else, 2 wrong call, 3 something
/// could not be reached, compared, kept or recorded, is not fresh, or the state is damaged or held.
#[derive(Debug, Args)]
pub(in crate::commands) struct MonitorCommand {
    /// The log: its address, as in https://gavah.example/log, or a folder with an export of it.
    #[arg(value_name = "URL|FOLDER")]
    source: String,
    /// The file of the log's verifier key. Beside a policy both are asked for.
    #[arg(long, value_name = "FILE")]
    vkey: Option<PathBuf>,
    #[command(flatten)]
    policy: PolicySetting,
    /// The file of what was seen; made when it is not there.
    #[arg(long, value_name = "FILE")]
    state: PathBuf,
    /// Look once; the default.
    #[arg(long, conflicts_with = "every")]
    once: bool,
    /// Look again after so many seconds, until a lie is found or the process is told to stop.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    every: Option<u64>,
    /// Read everything from the beginning, and not only what is new.
    #[arg(long)]
    whole: bool,
    /// What the entries are.
    #[arg(long, value_enum, default_value_t = Entries::Ours, value_name = "ENTRIES")]
    entries: Entries,
    /// Compare with what a witness was shown: its address. Can be given again.
    #[arg(long, value_name = "URL")]
    witness: Vec<String>,
    /// How old a cosigned checkpoint may be.
    #[arg(long, value_name = "SECONDS", default_value_t = MAX_AGE)]
    max_age: u64,
    /// Record the run in the log's database, for the portal's page about the log.
    #[arg(long)]
    record: bool,
    #[command(flatten)]
    log: LogSetting,
}

/// What the entries of a log are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Entries {
    /// Those of a log of this kind: they are read and counted.
    Ours,
    /// Anything: only the tree is followed.
    Any,
}

impl MonitorCommand {
    pub(in crate::commands) async fn run(self) -> anyhow::Result<End> {
        let monitor = match self.monitor() {
            Ok(monitor) => monitor,
            // A system without certificates is no fault of the call.
            Err(error) if error.is::<Unready>() => return Ok(unchecked(&error)),
            Err(error) => return Ok(End::wrong_call(&error)),
        };
        let _held = match hold(&self.state) {
            Ok(held) => held,
            Err(problem) => return Ok(unchecked(&problem.into())),
        };
        let mut memory = match Memory::open(&self.state, self.entries == Entries::Ours) {
            Ok(memory) => memory,
            Err(problem @ MemoryProblem::OtherEntries(_)) => {
                return Ok(End::wrong_call(&problem.into()));
            }
            Err(problem) => return Ok(unchecked(&problem.into())),
        };
        loop {
            let end = self.look(&monitor, &mut memory).await;
            // What could not be had or kept now may be later; a lie stays one.
            let (Some(seconds), End::Done | End::Unchecked) = (self.every, end) else {
                return Ok(end);
            };
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
                _ = tokio::signal::ctrl_c() => return Ok(End::Done),
            }
        }
    }

    /// What the call asks for, before anything is fetched.
    fn monitor(&self) -> anyhow::Result<Monitor> {
        let trust = match (&self.vkey, self.policy.read()?) {
            (Some(file), None) => Trust::Key(vkey(file, LOG)?),
            (Some(file), Some(policy)) => {
                let key = vkey(file, LOG)?;
                if !policy.logs().any(|(known, _)| *known == key) {
                    bail!("the policy does not know the key in {}", file.display());
                }
                Trust::Both(key, policy)
            }
            (None, Some(policy)) => Trust::Policy(policy),
            (None, None) => bail!("whose log is it? give --vkey or --policy"),
        };
        let witnesses = self.witness.iter().map(|url| source(url, "no address of a witness"));
        let monitor = Monitor {
            source: source(&self.source, "no log")?,
            trust,
            witnesses: witnesses.collect::<anyhow::Result<_>>()?,
            whole: self.whole,
            max_age: self.max_age,
        };
        let folder = match self.state.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            bail!("there is no folder {} for the state", folder.display());
        }
        if self.record {
            Address::parse(&self.log.url)?;
        }
        Ok(monitor)
    }

    /// Looks once, says what there was, keeps it, and then records it.
    async fn look(&self, monitor: &Monitor, memory: &mut Memory) -> End {
        let report = match monitor.run(memory).await {
            Ok(report) => report,
            Err(error) => {
                let why = format!("could not follow {}: {error:#}", monitor.source);
                say_error(&format!("gavah: {why}"));
                let unreached = Report { open: vec![why], ..Report::default() };
                self.record(&unreached).await;
                return End::Unchecked;
            }
        };
        for line in lines(&report) {
            say(&line);
        }
        for finding in &report.findings {
            say_error(&format!("gavah: {finding}"));
        }
        for open in &report.open {
            say_error(&format!("gavah: not compared: {open}"));
        }
        for stale in &report.stale {
            say_error(&format!("gavah: not fresh: {stale}"));
        }
        let kept = self.keep(&report, memory);
        let recorded = self.record(&report).await;
        match result(&report) {
            RunResult::Lie => End::Refused,
            RunResult::Clean if kept && recorded => End::Done,
            RunResult::Clean | RunResult::NotCompleted => End::Unchecked,
        }
    }

    /// Keeps what was seen, and what proves a lie; answers whether it could. What a lie ends with
    /// does not depend on it.
    fn keep(&self, report: &Report, memory: &mut Memory) -> bool {
        let mut kept = true;
        let path = evidence_of(&self.state);
        for (fault, earlier, later) in &report.evidence {
            let written = Evidence::open(path.clone())
                .and_then(|mut evidence| evidence.keep(*fault, earlier, later));
            match written {
                Ok(_) => {
                    say_error(&format!("gavah: both signed notes are in {}", path.display()));
                }
                Err(error) => {
                    kept = false;
                    let path = path.display();
                    say_error(&format!("gavah: could not keep the evidence {path}: {error}"));
                }
            }
        }
        if let Some(seen) = &report.memory {
            memory.clone_from(seen);
            if let Err(problem) = seen.keep(&self.state) {
                kept = false;
                say_error(&format!("gavah: {problem}"));
            }
        }
        kept
    }

    /// Records the run, where it is asked for; answers whether it could.
    async fn record(&self, report: &Report) -> bool {
        if !self.record {
            return true;
        }
        match self.try_record(report).await {
            Ok(()) => true,
            Err(error) => {
                say_error(&format!("gavah: could not record the run: {error:#}"));
                false
            }
        }
    }

    async fn try_record(&self, report: &Report) -> anyhow::Result<()> {
        let result = result(report);
        let findings: Vec<String> = match result {
            RunResult::Lie => report.findings.iter().map(ToString::to_string).collect(),
            RunResult::Clean | RunResult::NotCompleted => {
                [&report.open[..], &report.stale].concat()
            }
        };
        let run = MonitorRun {
            ran_at: clock::now()?,
            size: report.head.map_or(0, |head| head.size),
            result,
            finding: findings.join("; "),
        };
        let log = open::existing_log(&self.log.url).await?;
        let recorded = log.record_run(&run).await;
        log.close().await;
        Ok(recorded?)
    }
}

/// The system has not what a reading over the network needs.
#[derive(Debug)]
struct Unready(String);

impl fmt::Display for Unready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unready {}

/// A log or a witness as it is typed.
fn source(text: &str, not: &str) -> anyhow::Result<Source> {
    Source::parse(text).map_err(|error| match error.is::<RemoteProblem>() {
        true => error.context(format!("{text:?} is {not}")),
        false => Unready(format!("{error:#}")).into(),
    })
}

/// Says what could not be reached, read or kept.
fn unchecked(error: &anyhow::Error) -> End {
    say_error(&format!("gavah: {error:#}"));
    End::Unchecked
}

/// How a run ended.
fn result(report: &Report) -> RunResult {
    match (report.findings.is_empty(), report.is_complete()) {
        (false, _) => RunResult::Lie,
        (true, false) => RunResult::NotCompleted,
        (true, true) => RunResult::Clean,
    }
}

/// What was checked.
fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(origin), Some(head)) = (&report.origin, report.head) {
        lines.push(format!("{origin}: {}, root {}", Amount::entries(head.size), head.root));
    }
    if report.memory.is_some() {
        let again = u64::try_from(report.again).unwrap_or(u64::MAX);
        lines.push(format!(
            "{} read and the tree recomputed; {} read again",
            Amount::entries(report.read),
            Amount::new(again, "older bundle", "older bundles")
        ));
    }
    if let Some(counted) = report.counted {
        let counted = u64::try_from(counted).unwrap_or(u64::MAX);
        let days = Amount::new(counted, "day", "days");
        lines.push(format!("{days} compared with the published counts"));
    }
    if !report.cosigned.is_empty() {
        lines.push(format!("cosigned by {}", report.cosigned.join(", ")));
    }
    lines.extend(report.agreeing.iter().chain(&report.notices).cloned());
    match result(report) {
        RunResult::Clean => lines.push("the log keeps its word".to_owned()),
        RunResult::NotCompleted => lines.push("what was compared is as it must be".to_owned()),
        RunResult::Lie => {}
    }
    lines
}
