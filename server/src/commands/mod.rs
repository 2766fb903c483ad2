//! The commands, one a file. Each says its exit codes; 2 is always a wrong call.

mod demo;
mod import;
mod issue;
mod key;
mod log;
mod output;
mod publish;
mod seal;
mod serve;
mod verify;
mod witness;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use output::say_error;

/// Gavah, the witness: figures, certificates and case status of Article 100 commissions.
#[derive(Debug, Parser)]
#[command(
    name = "gavah",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal (the default).
    Serve(serve::Serve),
    /// Make demonstration data and serve them.
    Demo(demo::Demo),
    /// Check a file of rulings and take it into the registry.
    Import(import::Import),
    /// Publish the figures of a month.
    Publish(publish::Publish),
    /// Issue certificates of rulings.
    Issue(issue::Issue),
    /// Seal the cases' timelines for the portal.
    Seal(seal::Seal),
    /// Make keys.
    Key(key::Key),
    /// Verify a certificate.
    Verify(verify::Verify),
    /// Keep the transparency log.
    Log(log::Log),
    /// Cosign the checkpoints of logs.
    Witness(witness::Command),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// As asked (0).
    Done,
    /// Checked and refused (1).
    Refused,
    /// A wrong call, or an input that cannot be read (2).
    Usage,
    /// Could not be checked (3).
    Unchecked,
}

impl End {
    /// Says what is wrong with a call.
    fn wrong_call(error: &anyhow::Error) -> Self {
        say_error(&format!("gavah: {error:#}"));
        Self::Usage
    }
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Refused => 1,
            End::Usage => 2,
            End::Unchecked => 3,
        })
    }
}

/// Parses the call and runs the command.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { End::Usage.into() } else { End::Done.into() };
        }
    };
    let command = cli.command.unwrap_or(Command::Serve(cli.serve));
    let end = match command {
        Command::Verify(verify) => verify.run(),
        Command::Key(key) => key.run(),
        Command::Serve(serve) => block_on(serve.run()),
        Command::Demo(demo) => block_on(demo.run()),
        Command::Import(import) => block_on(import.run()),
        Command::Publish(publish) => block_on(publish.run()),
        Command::Issue(issue) => block_on(issue.run()),
        Command::Seal(seal) => block_on(seal.run()),
        Command::Log(log) => block_on(log.run()),
        Command::Witness(witness) => block_on(witness.run()),
    };
    match end {
        Ok(end) => end.into(),
        Err(error) => {
            say_error(&format!("gavah: {error:#}"));
            End::Refused.into()
        }
    }
}

fn block_on(command: impl Future<Output = anyhow::Result<End>>) -> anyhow::Result<End> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    /// Two arguments of one id share their values without a word in a release build.
    #[test]
    fn every_command_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn settings_of_one_command_do_not_share_their_values() {
        let cli = Cli::try_parse_from([
            "gavah",
            "publish",
            "--month",
            "1404-06",
            "--registry",
            "sqlite:r",
            "--portal",
            "sqlite:p",
            "--city",
            "c.toml",
        ]);
        let Ok(Cli { command: Some(Command::Publish(publish)), .. }) = cli else {
            panic!("not publish: {cli:?}");
        };
        let text = format!("{publish:?}");
        for value in ["\"sqlite:r\"", "\"sqlite:p\"", "\"c.toml\""] {
            assert_eq!(text.matches(value).count(), 1, "{value} in {text}");
        }
    }
}
