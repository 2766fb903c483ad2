//! A log of a test's own, driven through the product's commands.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::engine::Engine;
use crate::support::folder::Folder;
use crate::support::program::{Ran, call, finish, python};
use crate::support::root;

/// The log's name.
const ORIGIN: &str = "log.example/durability";

/// A log in a folder, with its database on one of the engines.
pub(super) struct Log {
    pub(super) folder: Folder,
    engine: Engine,
    /// What was acknowledged: the line and its place.
    pub(super) acknowledged: BTreeMap<String, u64>,
}

impl Log {
    /// Makes keys and an empty log.
    pub(super) fn create(engine: Engine) -> Self {
        let folder = Folder::new();
        folder.write("passphrase.txt", "correct horse battery staple\n");
        let log = Self { folder, engine, acknowledged: BTreeMap::new() };
        let new = ["key", "new", "--key", "issuer.pem", "--keys", "keys.txt", "--demonstration"];
        log.finish(log.command(&new).args(["--passphrase-file", "passphrase.txt"])).ended(0);
        let new = ["key", "log", "--name", ORIGIN, "--key", "log.pem", "--vkey", "log.vkey"];
        log.finish(log.command(&new).args(["--passphrase-file", "passphrase.txt"])).ended(0);
        let create = ["log", "create", "--keys", "keys.txt", "--vkey", "log.vkey"];
        log.finish(&mut log.signing(&create)).ended(0);
        log
    }

    /// A call of the product in the log's folder.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = call(&self.folder);
        command.args(arguments);
        command
    }

    /// A call that names the log.
    fn about(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(arguments);
        command.args(["--log", &self.engine.log(&self.folder)]);
        command
    }

    /// A call that names the log and its lock.
    fn writing(&self, arguments: &[&str]) -> Command {
        let mut command = self.about(arguments);
        command.args(["--lock", &self.engine.lock(&self.folder)]);
        command
    }

    /// A call that appends what comes on its standard input.
    pub(super) fn appending(&self) -> Command {
        self.writing(&["log", "append", "--from", "-"])
    }

    /// A call that signs.
    fn signing(&self, arguments: &[&str]) -> Command {
        let mut command = self.writing(arguments);
        command.args(["--log-key", "log.pem", "--log-passphrase-file", "passphrase.txt"]);
        command
    }

    fn finish(&self, command: &mut Command) -> Ran {
        finish(command, None)
    }

    /// Appends these lines to the end; what the product says of it.
    pub(super) fn append(&mut self, lines: &[String]) -> Ran {
        let ran = finish(&mut self.appending(), Some(&text(lines)));
        for line in ran.out.lines() {
            self.acknowledge(line);
        }
        ran
    }

    /// Begins to append these lines, and kills the process after so long.
    pub(super) fn append_until(&mut self, lines: &[String], moment: Duration) {
        self.append_before(lines, moment, kill);
    }

    /// Begins to append these lines, lets something happen after so long, and waits for the end.
    pub(super) fn append_before(
        &mut self,
        lines: &[String],
        moment: Duration,
        blow: impl FnOnce(&mut Child),
    ) {
        let ended = start(&mut self.appending(), Some(text(lines)), moment, blow);
        for line in ended.complete_lines() {
            self.acknowledge(&line);
        }
    }

    /// Begins to sign a checkpoint, and kills the process after so long.
    pub(super) fn checkpoint_until(&self, moment: Duration) {
        self.checkpoint_before(moment, kill);
    }

    /// Begins to sign a checkpoint, lets something happen after so long, and waits for the end.
    pub(super) fn checkpoint_before(&self, moment: Duration, blow: impl FnOnce(&mut Child)) {
        let ended = start(&mut self.signing(&["log", "checkpoint"]), None, moment, blow);
        drop(ended);
    }

    /// How a call that may sign ends.
    pub(super) fn call(&self, arguments: &[&str]) -> Ran {
        self.finish(&mut self.signing(arguments))
    }

    /// How a call ends that names the log and its lock.
    pub(super) fn call_without_key(&self, arguments: &[&str]) -> Ran {
        self.finish(&mut self.writing(arguments))
    }

    /// The address of the log's database.
    pub(super) fn address(&self) -> String {
        self.engine.log(&self.folder)
    }

    /// Signs a checkpoint.
    pub(super) fn checkpoint(&self) {
        self.finish(&mut self.signing(&["log", "checkpoint"])).ended(0);
    }

    /// What `gavah log check` says, if it finds nothing wrong.
    pub(super) fn check(&self) {
        self.finish(&mut self.writing(&["log", "check"])).ended(0);
    }

    /// The public checkpoint: its size and root.
    pub(super) fn head(&self) -> (u64, String) {
        self.finish(&mut self.about(&["log", "export", "tree"])).ended(0);
        let note = self.folder.read("tree/checkpoint");
        let mut lines = note.lines().skip(1);
        let size = lines.next().and_then(|size| size.parse().ok()).expect("a checkpoint's size");
        (size, lines.next().expect("a checkpoint's root").to_owned())
    }

    /// Follows the exported log with the independent client, which proves every entry, and that
    /// the log is consistent with these sizes, whose checkpoints it kept.
    pub(super) fn follow(&self, sizes: &[u64]) {
        let Some(python) = python() else { return };
        self.finish(&mut self.about(&["log", "export", "tree"])).ended(0);
        let mut command = Command::new(python);
        command.current_dir(&*self.folder).arg("-B").arg(root().join("tests/python/log.py"));
        command.args(["log.vkey", "tree"]).args(sizes.iter().map(u64::to_string));
        self.finish(&mut command).ended(0);
    }

    /// Whether everything that was acknowledged is in its place: asked again, the log answers with
    /// the places that it gave, and no place has two entries.
    pub(super) fn has_kept_everything(&mut self) {
        let before = self.acknowledged.clone();
        let lines: Vec<String> = before.keys().cloned().collect();
        self.append(&lines).ended(0);
        assert_eq!(self.acknowledged, before);
        let mut places: Vec<u64> = before.into_values().collect();
        places.sort_unstable();
        let count = places.len();
        places.dedup();
        assert_eq!(places.len(), count, "two entries have one place");
    }

    /// Notes an acknowledgement, which must never contradict an earlier one.
    fn acknowledge(&mut self, answer: &str) {
        let (place, line) = answer.split_once(' ').expect("a place and a line");
        let place: u64 = place.parse().expect("a place is a number");
        let before = self.acknowledged.insert(line.to_owned(), place);
        assert!(before.is_none_or(|before| before == place), "{line} moved to {place}");
    }
}

/// A process that ended early, and what it wrote before.
struct Ended {
    out: Vec<u8>,
}

impl Ended {
    /// The lines that were written whole.
    fn complete_lines(&self) -> Vec<String> {
        let text = String::from_utf8_lossy(&self.out);
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(str::to_owned).collect()
    }
}

fn kill(child: &mut Child) {
    let _ = child.kill();
}

/// Starts a program, feeds it, and strikes at a moment that only chance knows: that is what is
/// tested, so that here a test sleeps.
fn start(
    command: &mut Command,
    input: Option<Vec<u8>>,
    moment: Duration,
    blow: impl FnOnce(&mut Child),
) -> Ended {
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child: Child = command.spawn().expect("the product starts");
    let feed = child.stdin.take();
    let mut read = BufReader::new(child.stdout.take().expect("its output is a pipe"));
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // The other end vanishes when the process does.
            if let (Some(mut feed), Some(input)) = (feed, input) {
                let _ = feed.write_all(&input);
            }
        });
        let reader = scope.spawn(move || {
            let mut out = Vec::new();
            while read.read_until(b'\n', &mut out).is_ok_and(|length| length > 0) {}
            out
        });
        std::thread::sleep(moment);
        blow(&mut child);
        let _ = child.wait();
        Ended { out: reader.join().expect("the reader ends with the process") }
    })
}

fn text(lines: &[String]) -> Vec<u8> {
    let mut text = lines.join("\n").into_bytes();
    text.push(b'\n');
    text
}
