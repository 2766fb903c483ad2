//! `cargo bench-all`: what is promised of speed and size, each figure beside its limit and, where
//! there is one, beside a peer measured in the same run.
//!
//! Machines are shared and differ, so that times are medians and are compared as ratios. Nothing
//! here fails because something is slow: the table says `over`, and people read it. The exit code
//! is 1 only when something could not be measured.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads clocks, files and its arguments, and prints"
)]

mod client;
mod import;
mod load;
mod log;
mod median;
mod page;
mod portal;
mod start;
mod table;
mod verification;

use std::process::ExitCode;

use anyhow::Context as _;

use portal::Demo;
use table::Table;

type Part = (&'static str, fn(&Demo, &mut Table) -> anyhow::Result<()>);

/// The parts, in the order in which they run; an argument names one to run alone.
const PARTS: [Part; 6] = [
    ("verification", verification::measure),
    ("page", page::measure),
    ("start", start::measure),
    ("load", load::measure),
    ("import", import::measure),
    ("log", log::measure),
];

const USAGE: &str =
    "bench <gavah> <site folder> <demo folder> [verification|page|start|load|import|log]…";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> anyhow::Result<()> {
    let [gavah, site, folder, wanted @ ..] = arguments else { anyhow::bail!("usage: {USAGE}") };
    if let Some(other) = wanted.iter().find(|name| PARTS.iter().all(|(part, _)| part != name)) {
        anyhow::bail!("there is no part `{other}`\nusage: {USAGE}");
    }
    let demo = Demo::make(gavah, site, folder).context("could not make the demonstration")?;
    let mut table = Table::default();
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|part| part == name) {
            eprintln!("measuring: {name}");
            // What was measured before is printed in any case.
            if let Err(error) = measure(&demo, &mut table) {
                print!("{table}");
                return Err(error.context(format!("could not measure: {name}")));
            }
        }
    }
    print!("{table}");
    Ok(())
}
