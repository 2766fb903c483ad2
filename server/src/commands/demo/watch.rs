//! A monitor follows the demonstration's log, as anybody's would: from what is published.

use anyhow::{Context as _, ensure};
use storage::log::{Log as _, LogStore as _, MonitorRun, RunResult};
use tlog::Policy;

use super::{Folder, Stores};
use crate::clock;
use crate::config::read_file;
use crate::log::{Extras, Target, export};
use crate::monitor::{MAX_AGE, Memory, Monitor, Trust};
use crate::remote::Source;

/// Exports the log into the folder `log` and, where the last recorded run has seen less, lets a
/// monitor follow it from there and records that run.
pub(super) async fn watch(
    folder: &Folder<'_>,
    stores: Stores<'_>,
    policy: &Policy,
) -> anyhow::Result<()> {
    let text = read_file(&folder.path("policy.txt"))?;
    let exported = folder.path("log");
    let target = exported.to_str().context("the folder's name is not UTF-8")?;
    let extras = Extras { policy: Some(&text), whole: false };
    let size = export(stores.log, &Target::parse(target, None)?, extras).await?.size;
    if stores
        .log
        .last_run()
        .await?
        .is_some_and(|run| run.size == size && run.result == RunResult::Clean)
    {
        return Ok(());
    }
    let monitor = Monitor {
        source: Source::folder(&exported),
        trust: Trust::Policy(policy.clone()),
        witnesses: Vec::new(),
        whole: false,
        max_age: MAX_AGE,
    };
    let state = folder.path("monitor.state");
    let report = monitor.run(&Memory::open(&state, true)?).await?;
    let findings: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    ensure!(findings.is_empty(), "the monitor found: {}", findings.join("; "));
    let open = [&report.open[..], &report.stale].concat();
    ensure!(open.is_empty(), "the monitor could not compare: {}", open.join("; "));
    let memory = report.memory.context("the monitor did not reach the end of the log")?;
    let (ran_at, result) = (clock::now()?, RunResult::Clean);
    let run = MonitorRun { ran_at, size, result, finding: String::new() };
    stores.log.record_run(&run).await.context("could not record the monitor's run")?;
    memory.keep(&state).context("could not keep what the monitor has seen")
}
