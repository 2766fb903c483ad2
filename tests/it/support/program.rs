//! Programs run to their end: the product itself, Python, the shell.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::{root, skip};

/// How a program ended and what it wrote.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// What it wrote to standard output, if it ended with this code.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        self.out
    }
}

/// The product: what `GAVAH` names, or the newest build of it.
pub(crate) fn gavah() -> PathBuf {
    if let Some(path) = std::env::var_os("GAVAH") {
        return path.into();
    }
    let age = |path: &PathBuf| path.metadata().and_then(|data| data.modified()).ok();
    ["target/release/gavah", "target/debug/gavah"]
        .map(|path| root().join(path))
        .into_iter()
        .filter(|path| path.is_file())
        .max_by_key(|path| age(path).unwrap_or(SystemTime::UNIX_EPOCH))
        .unwrap_or_else(|| {
            panic!("there is no gavah to test: build it with `cargo build --release -p server`")
        })
}

/// The browser bundle: what `GAVAH_SITE` names, or the one that was built.
pub(crate) fn bundle() -> PathBuf {
    let folder =
        std::env::var_os("GAVAH_SITE").map_or_else(|| root().join("target/site"), PathBuf::from);
    assert!(
        folder.join("assets.json").is_file(),
        "there is no browser bundle in {}: build it with `cargo xtask bundle`",
        folder.display()
    );
    folder
}

/// The Python that has what the independent verifier needs. `cargo test-all` makes it and names
/// it, and then it must be of use; where nobody did, this says so and the test ends.
pub(crate) fn python() -> Option<PathBuf> {
    python_with("cryptography")
}

/// The same Python, when it has this module too.
pub(crate) fn python_with(module: &str) -> Option<PathBuf> {
    let named = std::env::var_os("GAVAH_PYTHON").map(PathBuf::from);
    let path = named.clone().unwrap_or_else(|| root().join("target/python-venv/bin/python"));
    if has_module(&path, module) {
        return Some(path);
    }
    let found = format!("{} has no {module}", path.display());
    assert!(named.is_none(), "{found}, and GAVAH_PYTHON says that it is to be used");
    skip(&format!("{found}; `cargo test-all` installs it"));
    None
}

/// Whether a Python is there and finds a module; asked once for each.
fn has_module(python: &Path, module: &str) -> bool {
    static FOUND: Mutex<BTreeMap<String, bool>> = Mutex::new(BTreeMap::new());
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    *found.entry(module.to_owned()).or_insert_with(|| {
        let import = format!("import {module}");
        let ran = Command::new(python).args(["-B", "-c", &import]).stdin(Stdio::null()).output();
        ran.is_ok_and(|ran| ran.status.success())
    })
}

/// A call of the product in a folder, without any setting of whoever runs the tests.
pub(crate) fn call(folder: &Path) -> Command {
    clean(gavah(), folder)
}

/// A program in a folder, without any setting of whoever runs the tests.
pub(crate) fn clean(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GAVAH") || name == "RUST_LOG" {
            command.env_remove(name);
        }
    }
    command.current_dir(folder);
    command
}

/// Runs the product in a folder.
pub(crate) fn run<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Ran {
    finish(call(folder).args(arguments), None)
}

/// Runs a program to its end, with this on its standard input.
pub(crate) fn finish(command: &mut Command, input: Option<&[u8]>) -> Ran {
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let pipe = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // Beside the reading: a program that answers as it reads would wait for its reader.
        scope.spawn(move || {
            if let (Some(input), Some(mut pipe)) = (input, pipe) {
                // A program that read enough may close its end.
                let _ = pipe.write_all(input);
            }
        });
        child.wait_with_output().expect("a program can be waited for")
    });
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("programs write UTF-8"),
        err: String::from_utf8(output.stderr).expect("programs write UTF-8"),
    }
}
