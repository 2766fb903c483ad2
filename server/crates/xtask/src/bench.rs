//! `cargo bench-all`: the benchmarks, each beside its limit and its peers.

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{bundle, demo, process, setup};

/// Builds bundle, product and benchmarks, optimised, and runs the parts that are named, or all.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    setup::bundle_tools(workspace)?;
    bundle::build(workspace)?;
    demo::server(workspace)?;
    let mut command = workspace.cargo();
    command.args(["run", "--release", "--quiet", "--package", "bench", "--"]);
    command.arg(workspace.gavah()).arg(workspace.path("target/site"));
    command.arg(workspace.path("target/demo-bench")).args(arguments);
    process::run(&mut command)
}
