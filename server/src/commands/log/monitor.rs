//! `gavah log monitor`: follows a log and says when it lies.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use storage::log::{LogStore as _, MonitorRun};

use crate::commands::End;
use crate::commands::output::{say, say_error};
use crate::commands::witness::vkey;
use crate::config::{LogSetting, PolicySetting};
use crate::monitor::{Memory, Monitor, Report, Trust};
use crate::remote::{RemoteProblem, Source};
use crate::witness::{Evidence, evidence_of};
use crate::{clock, storage as open};

/// Exit codes: 0 the log keeps its word, 1 it does not, or the state cannot be used, 2 wrong call,
/// 3 something could not be reached or compared.
#[derive(Debug, Args)]
pub(in crate::commands) struct MonitorCommand {
    /// The log: its address, as in https://gavah.example/log, or a folder with an export of it.
    #[arg(value_name = "URL|FOLDER")]
    source: String,
    /// The file of the log's verifier key.
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
        let monitor = self.monitor()?;
        let Some(seconds) = self.every else { return self.look(&monitor).await };
        loop {
            let end = match self.look(&monitor).await {
                // What could not be had now may be had later.
                Ok(End::Done | End::Unchecked) => None,
                ended => Some(ended),
            };
            if let Some(end) = end {
                return end;
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
                _ = tokio::signal::ctrl_c() => return Ok(End::Done),
            }
        }
    }

    fn monitor(&self) -> anyhow::Result<Monitor> {
        let trust = match (&self.vkey, self.policy.read()?) {
            // A key on the command line is meant; a policy may stand in the environment.
            (Some(file), _) => Trust::Key(vkey(file)?),
            (None, Some(policy)) => Trust::Policy(policy),
            (None, None) => bail!("whose log is it? give --vkey or --policy"),
        };
        let witnesses = self.witness.iter().map(|url| {
            Source::parse(url).with_context(|| format!("{url:?} is no address of a witness"))
        });
        Ok(Monitor {
            source: Source::parse(&self.source)
                .with_context(|| format!("{:?} is no log", self.source))?,
            trust,
            witnesses: witnesses.collect::<anyhow::Result<_>>()?,
            whole: self.whole,
        })
    }

    async fn look(&self, monitor: &Monitor) -> anyhow::Result<End> {
        let memory = Memory::open(&self.state, self.entries == Entries::Ours)?;
        let report = match monitor.run(&memory).await {
            Ok(report) => report,
            Err(error) if error.is::<RemoteProblem>() => {
                say_error(&format!("gavah: could not follow {}: {error}", monitor.source));
                return Ok(End::Unchecked);
            }
            Err(error) => return Err(error),
        };
        for (fault, earlier, later) in &report.evidence {
            let path = evidence_of(&self.state);
            Evidence::open(path.clone())
                .and_then(|mut evidence| evidence.keep(*fault, earlier, later))
                .with_context(|| format!("could not keep the evidence {}", path.display()))?;
            say_error(&format!("gavah: both signed notes are in {}", path.display()));
        }
        for line in lines(&report) {
            say(&line);
        }
        for finding in &report.findings {
            say_error(&format!("gavah: {finding}"));
        }
        for open in &report.open {
            say_error(&format!("gavah: not compared: {open}"));
        }
        if self.record {
            self.record(&report).await?;
        }
        if let Some(memory) = &report.memory {
            memory.keep(&self.state)?;
        }
        Ok(match (report.findings.is_empty(), report.open.is_empty()) {
            (false, _) => End::Refused,
            (true, false) => End::Unchecked,
            (true, true) => End::Done,
        })
    }

    async fn record(&self, report: &Report) -> anyhow::Result<()> {
        let findings: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
        let run = MonitorRun {
            ran_at: clock::now()?,
            size: report.head.map_or(0, |head| head.size),
            clean: findings.is_empty(),
            finding: findings.join("; "),
        };
        let log = open::existing_log(&self.log.url).await?;
        log.record_run(&run).await.context("could not record the run")
    }
}

/// What was checked.
fn lines(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(origin), Some(head)) = (&report.origin, report.head) {
        lines.push(format!("{origin}: {} entries, root {}", head.size, head.root));
    }
    if report.memory.is_some() {
        lines.push(format!(
            "{} entries read and the tree recomputed; {} older bundles read again",
            report.read, report.again
        ));
    }
    if let Some(counted) = report.counted {
        lines.push(format!("{counted} days compared with the published counts"));
    }
    if !report.cosigned.is_empty() {
        lines.push(format!("cosigned by {}", report.cosigned.join(", ")));
    }
    for witness in &report.agreeing {
        lines.push(format!("{witness} was shown the same tree"));
    }
    if report.findings.is_empty() && report.head.is_some() {
        lines.push("the log keeps its word".to_owned());
    }
    lines
}
