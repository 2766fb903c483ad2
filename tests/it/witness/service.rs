//! A running `gavah witness`, ended with its test.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};

use tlog::VerifierKey;

use crate::support::client::{Answer, Request};
use crate::support::folder::Folder;
use crate::support::program::{Ran, call, run};

pub(crate) const NAME: &str = "witness.example/w1";

/// A witness with its folder: key, verifier key, state.
pub(crate) struct Service {
    child: Child,
    pub(crate) address: SocketAddr,
}

/// Makes the witness's key in a folder.
pub(crate) fn make_key(folder: &Folder) -> VerifierKey {
    folder.write("passphrase.txt", "correct horse battery\n");
    run(
        folder,
        [
            "key",
            "witness",
            "--name",
            NAME,
            "--key",
            "witness.pem",
            "--passphrase-file",
            "passphrase.txt",
            "--vkey",
            "witness.vkey",
        ],
    )
    .ended(0);
    VerifierKey::parse(folder.read("witness.vkey").trim_end()).expect("a verifier key")
}

/// The call that starts it, for these logs.
fn arguments(logs: &[VerifierKey]) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "witness",
        "--key",
        "witness.pem",
        "--passphrase-file",
        "passphrase.txt",
        "--vkey",
        "witness.vkey",
        "--state",
        "state.txt",
        "--listen",
        "127.0.0.1:0",
    ]
    .map(str::to_owned)
    .to_vec();
    for log in logs {
        arguments.extend(["--log".to_owned(), log.to_string()]);
    }
    arguments
}

/// Starts it to its end, where it cannot start.
pub(crate) fn refused(folder: &Folder, logs: &[VerifierKey], more: &[&str]) -> Ran {
    let arguments = arguments(logs);
    run(folder, arguments.iter().map(String::as_str).chain(more.iter().copied()))
}

impl Service {
    /// A new witness of these logs, in a folder with its key.
    pub(crate) fn begin(folder: &Path, logs: &[VerifierKey]) -> Self {
        Self::start(folder, logs, &["--begin"])
    }

    /// A witness that goes on from its state.
    pub(crate) fn go_on(folder: &Path, logs: &[VerifierKey]) -> Self {
        Self::start(folder, logs, &[])
    }

    /// A witness that goes on from a state without lock file.
    pub(crate) fn trust(folder: &Path, logs: &[VerifierKey]) -> Self {
        Self::start(folder, logs, &["--trust-state"])
    }

    fn start(folder: &Path, logs: &[VerifierKey], more: &[&str]) -> Self {
        let errors = File::create(folder.join("witness.err")).expect("a file can be made");
        let mut command = call(folder);
        command.args(arguments(logs)).args(more);
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors).spawn();
        let mut child = spawned.expect("the witness starts");
        let output = child.stdout.take().expect("its output is a pipe");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("the witness writes a line");
        let address = line.trim_end().rsplit_once("http://").and_then(|(_, at)| at.parse().ok());
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            let errors = std::fs::read_to_string(folder.join("witness.err")).unwrap_or_default();
            panic!("the witness did not say where it listens: {line:?} {errors}");
        };
        Self { child, address }
    }

    /// Submits a checkpoint.
    pub(crate) fn add(&self, submission: impl Into<Vec<u8>>) -> Answer {
        Request::new("POST", "/add-checkpoint").body(submission).send(self.address)
    }

    /// Reads a file of it.
    pub(crate) fn get(&self, path: &str) -> Answer {
        Request::new("GET", path).send(self.address)
    }

    /// Ends it as a power cut would: without a word.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.end();
    }
}
