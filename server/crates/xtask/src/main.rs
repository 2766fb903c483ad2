//! The developer commands of the workspace, behind the aliases of `.cargo/config.toml`:
//! `cargo demo`, `cargo test-all`, `cargo bench-all`, `cargo fuzz-all`, `cargo xtask <command>`.
//!
//! Nothing here is part of the product: it starts the tools that build and test it.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a developer's tool reads files and the environment, times its steps and prints"
)]

mod bench;
mod bundle;
mod demo;
mod fuzz;
mod process;
mod setup;
mod standalone;
mod suite;
mod tally;
mod workspace;

use std::process::ExitCode;

use workspace::Workspace;

const USAGE: &str = "\
cargo xtask <command>

  setup            install what is missing: the wasm32 target, the components, the npm packages
  bundle           build the browser bundle into target/site; nothing when nothing changed
  demo [args]      set up, build and run `gavah demo`; the arguments go to it (see --help)
  test-all         format, lints, unit and integration tests, wasm32, the browser tests
  bench [args]     the benchmarks, optimised; the arguments go to them
  static           the product as one file that needs nothing of the machine it runs on
  fuzz [minutes [targets]]
                   every fuzz target, or these, for so many minutes each (1 when not given)
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    // `cargo demo -- --no-serve` hands the two dashes on: the alias has a pair of its own.
    let mut rest: Vec<String> = arguments.collect();
    if rest.first().is_some_and(|first| first == "--") {
        rest.remove(0);
    }
    match run(&command, &rest) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, rest: &[String]) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    match command {
        "setup" => setup::bundle_tools(&workspace).map(|()| ExitCode::SUCCESS),
        "bundle" => {
            setup::bundle_tools(&workspace)?;
            bundle::build(&workspace).map(|()| ExitCode::SUCCESS)
        }
        "demo" => demo::run(&workspace, rest),
        "test-all" => suite::run(&workspace),
        "bench" => bench::run(&workspace, rest).map(|()| ExitCode::SUCCESS),
        "static" => standalone::build(&workspace).map(|()| ExitCode::SUCCESS),
        "fuzz" => fuzz::run(&workspace, rest).map(|()| ExitCode::SUCCESS),
        "" | "help" | "-h" | "--help" => {
            print!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => anyhow::bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}
