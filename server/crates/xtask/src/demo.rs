//! `cargo demo`: everything from a fresh clone to a portal that answers, in one command.

use std::os::unix::process::CommandExt;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::process;
use crate::workspace::Workspace;
use crate::{bundle, setup};

/// Sets up, builds the bundle and the server, and becomes `gavah demo` with the arguments given.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    setup::bundle_tools(workspace)?;
    bundle::build(workspace)?;
    server(workspace)?;
    let mut command = workspace.command(workspace.gavah());
    command.args(["demo", "--site"]).arg(workspace.path("target/site")).args(arguments);
    // The server takes this program's place, so that Ctrl-C reaches it and its exit code is ours.
    Err(command.exec()).context("could not start the server")
}

/// Builds the product, optimised.
pub(crate) fn server(workspace: &Workspace) -> Result<()> {
    process::run(workspace.cargo().args([
        "build",
        "--release",
        "--package",
        "server",
        "--bin",
        "gavah",
    ]))
}
