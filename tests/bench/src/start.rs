//! The server's start, from its process to its first answer.

use anyhow::ensure;
use std::process::Stdio;

use crate::median::{median, time};
use crate::portal::Demo;
use crate::table::{Line, Table, milliseconds};

const STARTS: usize = 9;
/// Seconds to the first answer, at most.
const LIMIT: f64 = 0.3;

/// Measures the start, beside the same binary started to say its version.
pub(crate) fn measure(demo: &Demo, table: &mut Table) -> anyhow::Result<()> {
    let (mut starts, mut processes) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        starts.push(demo.serve()?.start.as_secs_f64());
        let (status, spent) =
            time(|| demo.command().arg("--version").stdout(Stdio::null()).status());
        ensure!(status?.success(), "the product does not say its version");
        processes.push(spent.as_secs_f64());
    }
    let (ours, peer) = (median(starts), median(processes));
    table.push(
        Line::new("start to first answer, beside --version", milliseconds(ours))
            .beside(milliseconds(peer), ours / peer)
            .limit(milliseconds(LIMIT), ours < LIMIT),
    );
    Ok(())
}
