//! `cargo fuzz-all`: every parser against the fuzzer, on the nightly compiler.

use anyhow::{Context, Result, bail};

use crate::process::{self, read, which};
use crate::workspace::Workspace;

const CARGO_FUZZ: &str = "0.13.2";

/// Runs each target of `tests/fuzz` for the minutes given; the first crash ends it.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let minutes = match arguments.first() {
        None => 1,
        Some(text) => text.parse::<u32>().with_context(|| format!("`{text}` is no number"))?,
    };
    let folder = workspace.path("tests/fuzz");
    if !folder.join("Cargo.toml").is_file() {
        bail!("there is no fuzz workspace at {}", folder.display());
    }
    if which("cargo-fuzz").is_none() {
        process::run(workspace.cargo().args([
            "install",
            "cargo-fuzz",
            "--locked",
            "--version",
            CARGO_FUZZ,
        ]))?;
    }
    let fuzz = || {
        let mut command = workspace.command("rustup");
        command.current_dir(&folder).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        command.args(["run", "nightly", "cargo", "fuzz"]);
        command
    };
    let list = read(fuzz().args(["list", "--fuzz-dir", "."]))?;
    for target in list.lines() {
        println!("fuzz {target}: {minutes} min");
        let seconds = format!("-max_total_time={}", u64::from(minutes).saturating_mul(60));
        process::run(fuzz().args(["run", "--fuzz-dir", ".", target, "--", &seconds]))?;
    }
    Ok(())
}
