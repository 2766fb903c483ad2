//! A public server of a test's own, ended with its test.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::client::{Answer, Request};
use super::demonstration::Demonstration;
use super::folder::Folder;
use super::program::{bundle, call};

/// A running `gavah serve`.
pub(crate) struct Server {
    child: Child,
    address: SocketAddr,
    folder: Folder,
}

impl Server {
    /// Serves the demonstration.
    pub(crate) fn of_demonstration() -> Self {
        Self::start(|_| ())
    }

    /// Serves the demonstration, with changes to the call.
    pub(crate) fn start(change: impl FnOnce(&mut Command)) -> Self {
        let demo = Demonstration::made();
        let log = format!("sqlite:{}", demo.path("log.db").display());
        Self::with_log(&log, &demo.path("policy.txt"), change)
    }

    /// Serves the demonstration with another log: the address of its database, and its policy.
    pub(crate) fn with_log(
        address: &str,
        policy: &Path,
        change: impl FnOnce(&mut Command),
    ) -> Self {
        let demo = Demonstration::made();
        let folder = Folder::new();
        let log = File::create(folder.join("log.txt")).expect("a file can be made");
        let mut command = call(&folder);
        // The system gives a free port, and the server says which.
        command.args(["serve", "--listen", "127.0.0.1:0", "--site"]).arg(bundle());
        command.arg("--portal").arg(format!("sqlite:{}", demo.path("portal.db").display()));
        command.arg("--keys").arg(demo.path("keys.txt"));
        command.args(["--log", address]).arg("--policy").arg(policy);
        change(&mut command);
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn();
        let mut child = spawned.expect("the server starts");
        let output = child.stdout.take().expect("its output is a pipe");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("the server writes a line");
        let address = line.trim_end().rsplit_once("http://").and_then(|(_, at)| at.parse().ok());
        let Some(address) = address else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the server did not say where it listens: {line:?} {}", folder.read("log.txt"));
        };
        Self { child, address, folder }
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Reads an address.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(&Request::new("GET", path))
    }

    /// Sends a form.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(&Request::form(path, fields))
    }

    /// Sends a request.
    pub(crate) fn send(&self, request: &Request) -> Answer {
        request.send(self.address)
    }

    /// Ends the server and hands back what it logged.
    pub(crate) fn end(mut self) -> String {
        self.stop();
        self.folder.read("log.txt")
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}
