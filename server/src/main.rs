//! `gavah`: one binary, one command at a time; `serve` is the default.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run()
}
