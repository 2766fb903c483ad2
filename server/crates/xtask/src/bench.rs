//! `cargo bench-all`: the benchmarks, each beside its limit and its peers.

use std::io::ErrorKind;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{bundle, demo, process, setup};

/// Builds bundle, product and benchmarks, optimised, and runs the parts that are named, or all.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    setup::bench_tools(workspace)?;
    bundle::build(workspace)?;
    demo::server(workspace)?;
    let folder = workspace.path("target/demo-bench");
    // Made anew each time: another schema or other data would measure another product.
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("could not clear {}", folder.display()));
        }
        _ => {}
    }
    let mut command = workspace.cargo();
    command.args(["run", "--release", "--quiet", "--package", "bench", "--"]);
    command.arg(workspace.gavah()).arg(workspace.path("target/site"));
    command.arg(folder).args(arguments);
    process::run(&mut command)
}
