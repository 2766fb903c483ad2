//! A store that speaks S3: moto, on a port of this machine.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::support::program::{finish, python_with};
use crate::support::root;

/// A running store, empty at first; it ends with the test.
pub(super) struct Moto {
    child: Child,
    python: PathBuf,
    pub(super) endpoint: String,
}

impl Moto {
    /// Starts one on a port that the system chooses, and waits until it answers.
    pub(super) fn start() -> Option<Self> {
        let python = python_with("moto.server")?;
        let mut child = Command::new(&python)
            .args(["-m", "moto.server", "--host", "127.0.0.1", "--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("moto starts");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let endpoint = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("Running on ").map(|(_, rest)| rest.trim().to_owned()))
            .expect("moto says where it listens");
        // What it goes on to write is read, so that it never waits.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Some(Self { child, python, endpoint })
    }

    /// What the store holds, a line a file, in the order of the paths.
    pub(super) fn list(&self, arguments: &[&str]) -> Vec<String> {
        let mut command = Command::new(&self.python);
        command.arg(root().join("tests/python/list_store.py")).arg(&self.endpoint).args(arguments);
        for (name, value) in [
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
        ] {
            command.env(name, value);
        }
        finish(&mut command, None).ended(0).lines().map(str::to_owned).collect()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
