//! What the tests share: programs, folders, the demonstration, a server and a client for it.

pub(crate) mod client;
pub(crate) mod demonstration;
pub(crate) mod folder;
pub(crate) mod pattern;
pub(crate) mod postgres;
pub(crate) mod program;
pub(crate) mod server;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests have a parent")
}

/// A file of the repository as text.
pub(crate) fn text_of(path: &str) -> String {
    read(&root().join(path))
}

/// A file as text.
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Test data that others made, which lies beside the repository and is never part of it. Where it
/// is absent, this says so and the test ends.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let full = root().join("../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    skip(&format!("../shared/{path} is absent"));
    None
}

/// Says that a test, or a part of it, does not run, and why. Whoever counts the tests cannot see
/// what a passing one prints, so the same goes to the file that `GAVAH_SKIPS` names.
pub(crate) fn skip(reason: &str) {
    println!("skipped: {reason}");
    let Some(path) = std::env::var_os("GAVAH_SKIPS") else { return };
    let thread = std::thread::current();
    let line = format!("{}: {reason}\n", thread.name().unwrap_or("a test"));
    let opened = OpenOptions::new().create(true).append(true).open(path);
    let mut file = opened.expect("the file of skips can be opened");
    // One write a line: tests run side by side.
    file.write_all(line.as_bytes()).expect("the file of skips can be written");
}

/// The files of a folder whose names end so, in the order of their names.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
}

/// The name of a file without what follows its first dot.
pub(crate) fn stem(path: &Path) -> String {
    let name = path.file_name().expect("a file has a name").to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}
