//! `cargo fuzz-all`: every parser against the fuzzer, on the nightly compiler.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{self, read, which};
use crate::workspace::Workspace;

const CARGO_FUZZ: &str = "0.13.2";

/// Bytes of an input, mebibytes of memory and seconds for one input, at most.
const LIMITS: [&str; 4] =
    ["-max_len=16384", "-rss_limit_mb=2048", "-timeout=20", "-print_final_stats=1"];

/// What a run of a target found.
#[derive(Default)]
struct Found {
    executions: u64,
    edges: u64,
    inputs: String,
    /// The last lines, which say what failed.
    end: VecDeque<String>,
}

/// Runs each target of `tests/fuzz`, or those that are named, for the minutes given. A target that
/// fails leaves its input in `artifacts` and does not keep the others from running.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let (minutes, wanted) = match arguments.split_first() {
        None => (1, arguments),
        Some((first, rest)) => {
            (first.parse::<u32>().with_context(|| format!("`{first}` is no number"))?, rest)
        }
    };
    install(workspace)?;
    let list = read(fuzz(workspace).args(["list", "--fuzz-dir", "."]))?;
    if let Some(other) = wanted.iter().find(|name| list.lines().all(|target| target != *name)) {
        bail!("there is no target `{other}`; these are:\n{list}");
    }
    let targets: Vec<_> = list
        .lines()
        .filter(|target| wanted.is_empty() || wanted.iter().any(|name| name == target))
        .collect();
    // One build for all, so that a target's minutes are its own.
    process::run(fuzz(workspace).args(["build", "--fuzz-dir", "."]))?;
    let mut failed = Vec::new();
    for target in targets {
        let (good, found) = one(workspace, target, minutes)?;
        let Found { executions, edges, inputs, end } = found;
        let word = if good { "ok    " } else { "FAILED" };
        println!("{word} {target}: {executions} executions, {edges} edges, {inputs} inputs");
        if !good {
            end.iter().for_each(|line| println!("    {line}"));
            failed.push(target);
        }
    }
    if !failed.is_empty() {
        bail!("failed: {}; the inputs are in tests/fuzz/artifacts", failed.join(", "));
    }
    Ok(())
}

fn install(workspace: &Workspace) -> Result<()> {
    let tool_chains = read(workspace.command("rustup").args(["toolchain", "list"]))?;
    if !tool_chains.lines().any(|line| line.starts_with("nightly")) {
        let mut command = workspace.command("rustup");
        process::run(command.args(["toolchain", "install", "nightly", "--profile", "minimal"]))?;
    }
    if which("cargo-fuzz").is_none() {
        let install = ["install", "cargo-fuzz", "--locked", "--version", CARGO_FUZZ];
        process::run(workspace.cargo().args(install))?;
    }
    Ok(())
}

/// `cargo fuzz` of the nightly compiler, in the folder of the targets.
fn fuzz(workspace: &Workspace) -> Command {
    let mut command = workspace.command("rustup");
    command.current_dir(workspace.path("tests/fuzz"));
    command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").env_remove("CARGO_TARGET_DIR");
    // Flags in the environment replace those of `.cargo/config.toml`: the one that matters again.
    command.env("RUSTFLAGS", "--cfg erase_components");
    command.args(["run", "nightly", "cargo", "fuzz"]);
    command
}

/// Runs a target on what it found before and on its seeds.
fn one(workspace: &Workspace, target: &str, minutes: u32) -> Result<(bool, Found)> {
    let folder = workspace.path("tests/fuzz");
    let corpus = format!("corpus/{target}");
    std::fs::create_dir_all(folder.join(&corpus)).context("could not make the corpus folder")?;
    let mut command = fuzz(workspace);
    command.args(["run", "--fuzz-dir", ".", target, &corpus]);
    command.args([format!("seeds/{target}"), "--".to_owned()]).args(LIMITS);
    command.arg(format!("-max_total_time={}", u64::from(minutes).saturating_mul(60)));
    let mut child = command.stderr(Stdio::piped()).spawn().context("could not start the fuzzer")?;
    let mut found = Found::default();
    if let Some(output) = child.stderr.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.context("could not read the fuzzer's report")?;
            found.see(&String::from_utf8_lossy(&line));
        }
    }
    Ok((child.wait().context("lost the fuzzer")?.success(), found))
}

impl Found {
    /// Reads one line of the report, as in `#2048 NEW cov: 31 ft: 40 corp: 6/57b exec/s: 512 …`.
    fn see(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        while let Some(word) = words.next() {
            match word {
                "cov:" => self.edges = number(words.next()).unwrap_or(self.edges),
                "corp:" => words.next().unwrap_or_default().clone_into(&mut self.inputs),
                "stat::number_of_executed_units:" => {
                    self.executions = number(words.next()).unwrap_or(self.executions);
                }
                _ => {}
            }
        }
        if self.end.len() == 40 {
            self.end.pop_front();
        }
        self.end.push_back(line.to_owned());
    }
}

fn number(word: Option<&str>) -> Option<u64> {
    word?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_read() {
        let mut found = Found::default();
        found.see("#2048\tNEW    cov: 31 ft: 40 corp: 6/57b lim: 4 exec/s: 512 rss: 40Mb");
        found.see("stat::number_of_executed_units: 4096");
        assert_eq!((found.executions, found.edges, found.inputs.as_str()), (4096, 31, "6/57b"));
    }
}
