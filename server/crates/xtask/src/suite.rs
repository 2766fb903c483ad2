//! `cargo test-all`: every check there is, from the formatting to a real browser.
//!
//! The first step that fails ends the run; the last line is always `N passed, M failed, K skipped`,
//! and the lines before it say which tests were skipped and what they lacked.

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, watch};
use crate::tally::Tally;
use crate::workspace::Workspace;
use crate::{bundle, demo, setup};

type Step = (&'static str, fn(&Workspace, &mut Tally) -> Result<()>);

const STEPS: [Step; 11] = [
    ("tools", |workspace, _| setup::test_tools(workspace)),
    ("format", |workspace, _| cargo(workspace, "fmt --all --check")),
    ("lints", |workspace, _| cargo(workspace, LINTS)),
    ("lints of the browser's side", |workspace, _| cargo(workspace, BROWSER_LINTS)),
    ("crates on wasm32", |workspace, _| cargo(workspace, WASM)),
    ("browser bundle", |workspace, _| bundle::build(workspace)),
    ("server", |workspace, _| demo::server(workspace)),
    ("unit and integration tests", cargo_tests),
    ("the independent verifiers' own tests", python_tests),
    ("demonstration data", |workspace, _| demonstration(workspace)),
    ("browser tests", browser_tests),
];

// `frontend` switches the pages to the browser's side and `server` to the server's; a build of
// both for one machine would switch both on, which neither ever is when it runs.
const LINTS: &str = "clippy --workspace --exclude frontend --all-targets -- -D warnings";
const BROWSER_LINTS: &str =
    "clippy --target wasm32-unknown-unknown -p frontend -p app -p scanner -p lookup -- -D warnings";
const WASM: &str = "check --target wasm32-unknown-unknown -p calendar -p cases -p certificate \
                    -p statistics -p disclosure -p storage -p tlog";
/// Where the integration tests say what they lacked.
const SKIPS: &str = "target/skips.txt";
const TESTS: &str = "test --workspace --exclude frontend --no-fail-fast";

/// Runs every step in order and says how it went.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    let mut tally = Tally::default();
    let mut times = Vec::new();
    let mut fault = None;
    let _ = std::fs::remove_file(workspace.path(SKIPS));
    for (name, step) in STEPS {
        println!("\n== {name}");
        let start = Instant::now();
        let result = step(workspace, &mut tally);
        times.push((name, start.elapsed(), result.is_ok()));
        if let Err(error) = result {
            fault = Some((name, error));
            break;
        }
    }
    println!();
    for (name, time, good) in &times {
        println!("{:>6} s  {}  {name}", seconds(*time), if *good { "ok    " } else { "FAILED" });
    }
    if let Some((name, error)) = &fault {
        println!("\n{name}: {error:#}");
        // A step that is no test, such as the lints, counts as one failure.
        tally.failed = tally.failed.max(1);
    }
    println!();
    for line in skips(workspace).lines() {
        println!("skipped: {line}");
    }
    println!("{} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped);
    Ok(if fault.is_none() && tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn cargo(workspace: &Workspace, line: &str) -> Result<()> {
    process::run(workspace.cargo().args(line.split_whitespace()))
}

fn cargo_tests(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let mut command = workspace.cargo();
    command.args(TESTS.split_whitespace()).env("GAVAH", workspace.gavah());
    command.env("GAVAH_PYTHON", workspace.python()).env("GAVAH_SKIPS", workspace.path(SKIPS));
    let mut found = Tally::default();
    let good = watch(&mut command, |line| found.see_cargo(line))?;
    found.see_skips(&skips(workspace));
    settle(good, found, tally)
}

/// What the tests lacked, a line `test: reason` each time.
fn skips(workspace: &Workspace) -> String {
    std::fs::read_to_string(workspace.path(SKIPS)).unwrap_or_default()
}

fn python_tests(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    for tests in ["tests/python/test_verify.py", "tests/python/test_log.py"] {
        let mut command = workspace.command(workspace.python());
        command.arg("-B").arg(workspace.path(tests));
        finish(&mut command, tally, Tally::see_tap)?;
    }
    Ok(())
}

/// Demonstration data for the browser tests, made anew: old ones may have another form.
fn demonstration(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path("target/demo-test");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).context("could not remove the old demonstration")?;
    }
    let mut command = workspace.command(workspace.gavah());
    command.args(["demo", "--no-serve", "--dir"]).arg(workspace.path("target/demo-test"));
    process::run(command.arg("--site").arg(workspace.path("target/site")))
}

fn browser_tests(workspace: &Workspace, tally: &mut Tally) -> Result<()> {
    let report = workspace.path("target/end2end.tap");
    let folder = workspace.path("end2end");
    let mut command = workspace.command("node");
    command.current_dir(&folder).arg("--test");
    // People read one report, the tally reads the other.
    command.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
    command.arg("--test-reporter=tap");
    command.arg(format!("--test-reporter-destination={}", report.display()));
    // One browser at a time: the machines that run this have few cores.
    command.args(["--test-concurrency=1", "--test-timeout=300000"]);
    command.env("GAVAH", workspace.gavah());
    command.env("GAVAH_DEMO", workspace.path("target/demo-test"));
    command.env("GAVAH_SITE", workspace.path("target/site"));
    command.env("GAVAH_PYTHON", workspace.python());
    let good = watch(&mut command, |_| {})?;
    let mut found = Tally::default();
    let text = std::fs::read_to_string(&report).context("the browser tests left no report")?;
    text.lines().for_each(|line| found.see_tap(line));
    settle(good, found, tally)
}

fn finish(command: &mut Command, tally: &mut Tally, see: fn(&mut Tally, &str)) -> Result<()> {
    let mut found = Tally::default();
    let good = watch(command, |line| see(&mut found, line))?;
    settle(good, found, tally)
}

/// A run without one passed test is a failure too: it says that nothing was tested.
fn settle(good: bool, found: Tally, tally: &mut Tally) -> Result<()> {
    tally.add(found);
    if !good || found.failed > 0 || found.passed == 0 {
        bail!("{} passed, {} failed", found.passed, found.failed);
    }
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64())
}
