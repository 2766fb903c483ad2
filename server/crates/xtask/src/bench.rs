//! `cargo bench-all`: the benchmarks, each beside its limit and its peers.

use anyhow::Result;

use crate::process;
use crate::workspace::Workspace;

/// Builds the benchmarks optimised and runs them with the arguments given.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let mut command = workspace.cargo();
    command.args(["run", "--release", "--quiet", "--package", "bench", "--"]).args(arguments);
    process::run(&mut command)
}
