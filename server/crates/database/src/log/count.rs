//! What is said about the log: the counts of each day, and the last run of a monitor.

use storage::Error;
use storage::log::{CountLine, MonitorRun, RunResult};

use crate::pool::Pools;
use crate::statement::{FIND_MONITOR_RUN, INSERT_COUNT, INSERT_MONITOR_RUN, LIST_COUNTS};
use crate::value::whole;

/// All lines, by day and revision.
pub(super) async fn list(pools: &Pools) -> Result<Vec<CountLine>, Error> {
    let rows = pools.rows(LIST_COUNTS, &[]).await?;
    rows.iter()
        .map(|found| {
            Ok(CountLine {
                day: found.number("day")?,
                revision: found.number("revision")?,
                text: found.text("line")?.to_owned(),
            })
        })
        .collect()
}

/// Keeps a line for ever.
pub(super) async fn put(pools: &Pools, line: &CountLine) -> Result<(), Error> {
    let values = [line.day.into(), line.revision.into(), (&line.text).into()];
    match pools.execute(INSERT_COUNT, &values).await? {
        0 => Err(Error::Exists("count")),
        _ => Ok(()),
    }
}

/// The run that was recorded last.
pub(super) async fn last_run(pools: &Pools) -> Result<Option<MonitorRun>, Error> {
    let Some(found) = pools.row(FIND_MONITOR_RUN, &[]).await? else { return Ok(None) };
    Ok(Some(MonitorRun {
        ran_at: found.number("ran_at")?,
        size: found.number("size")?,
        result: result(found.number("result")?)?,
        finding: found.text("finding")?.to_owned(),
    }))
}

/// Records a run instead of the last one.
pub(super) async fn record_run(pools: &Pools, run: &MonitorRun) -> Result<(), Error> {
    let ran_at = whole(run.ran_at, "monitor run")?;
    let size = whole(run.size, "monitor run")?;
    let values = [ran_at, size, number(run.result).into(), (&run.finding).into()];
    pools.execute(INSERT_MONITOR_RUN, &values).await?;
    Ok(())
}

/// A result as the engines keep it.
const fn number(result: RunResult) -> i64 {
    match result {
        RunResult::Lie => 0,
        RunResult::Clean => 1,
        RunResult::NotCompleted => 2,
    }
}

fn result(number: u8) -> Result<RunResult, Error> {
    match number {
        0 => Ok(RunResult::Lie),
        1 => Ok(RunResult::Clean),
        2 => Ok(RunResult::NotCompleted),
        _ => Err(Error::Corrupt("monitor run")),
    }
}
