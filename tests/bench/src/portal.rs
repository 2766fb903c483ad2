//! The portal under measurement: the demonstration's data and a server of them.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use certificate::{KeyList, Rejection};

use crate::client::{Accept, Client};

/// The product, its browser bundle and the demonstration's folder.
pub(crate) struct Demo {
    gavah: PathBuf,
    site: PathBuf,
    folder: PathBuf,
}

/// A server that runs until it is dropped.
pub(crate) struct Portal {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// From before its start to its first answer.
    pub(crate) start: Duration,
}

impl Demo {
    /// Makes the demonstration's data; what is there already stays as it is.
    pub(crate) fn make(gavah: &str, site: &str, folder: &str) -> anyhow::Result<Self> {
        let demo = Self { gavah: gavah.into(), site: site.into(), folder: folder.into() };
        ensure!(demo.site.is_dir(), "there is no browser bundle at {}", demo.site.display());
        let mut command = demo.command();
        command.args(["demo", "--no-serve", "--dir"]).arg(&demo.folder);
        let status = command.stdout(Stdio::null()).status();
        let status = status.with_context(|| format!("could not start {gavah}"))?;
        ensure!(status.success(), "`{gavah} demo` ended with {status}");
        Ok(demo)
    }

    /// The product's binary as a command.
    pub(crate) fn command(&self) -> Command {
        Command::new(&self.gavah)
    }

    /// A folder beside the demonstration's, for what a measurement makes.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.with_file_name(name)
    }

    /// The address of the demonstration's log.
    pub(crate) fn log_address(&self) -> String {
        self.sqlite("log.db")
    }

    fn sqlite(&self, name: &str) -> String {
        format!("sqlite:{}", self.folder.join(name).display())
    }

    /// The text of one of the demonstration's files.
    pub(crate) fn text(&self, name: &str) -> anyhow::Result<String> {
        read(&self.folder.join(name))
    }

    /// The text of a file of the browser bundle.
    pub(crate) fn site_text(&self, name: &str) -> anyhow::Result<String> {
        read(&self.site.join(name))
    }

    /// The key list.
    pub(crate) fn keys(&self) -> anyhow::Result<KeyList> {
        Ok(KeyList::parse(&self.text("keys.txt")?)?)
    }

    /// Digits of certificates.
    pub(crate) fn digits(&self) -> anyhow::Result<Vec<String>> {
        let text = self.text("certificates.txt")?;
        let digits: Result<Vec<_>, _> = text.lines().map(certificate::text::normalise).collect();
        let digits = digits.map_err(Rejection::Text)?;
        ensure!(!digits.is_empty(), "the demonstration has no certificates");
        Ok(digits)
    }

    /// Starts a server on a free port.
    pub(crate) fn serve(&self) -> anyhow::Result<Portal> {
        let begin = Instant::now();
        let mut command = self.command();
        command.args(["serve", "--listen", "127.0.0.1:0", "--site"]).arg(&self.site);
        command.arg("--keys").arg(self.folder.join("keys.txt"));
        command.arg("--portal").arg(self.sqlite("portal.db")).arg("--log").arg(self.log_address());
        command.arg("--policy").arg(self.folder.join("policy.txt"));
        command.stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.env("RUST_LOG", "warn").spawn().context("could not serve")?;
        let output = child.stdout.take().context("the server has no output")?;
        let mut portal =
            Portal { child, address: SocketAddr::from(([127, 0, 0, 1], 0)), start: Duration::ZERO };
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address = line.trim().rsplit_once("http://").map(|(_, address)| address.parse());
        portal.address = address.context("the server does not say where it listens")??;
        let health = Client::connect(portal.address)?.get("/healthz", Accept::Plain)?;
        portal.start = begin.elapsed();
        ensure!(health.status == 200, "the server is not well: {}", health.status);
        Ok(portal)
    }
}

impl Portal {
    /// The number of bytes that the kernel reports under this name, as in `VmRSS`.
    pub(crate) fn memory(&self, name: &str) -> anyhow::Result<usize> {
        let text = read(Path::new(&format!("/proc/{}/status", self.child.id())))?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let number = line.and_then(|line| line.trim().strip_suffix(" kB"));
        let number: usize = number.with_context(|| format!("no {name}"))?.trim().parse()?;
        Ok(number * 1_024)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        // It may have ended by itself, which the measurement has noticed by then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))
}
