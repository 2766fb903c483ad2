//! The demonstration that the tests read: made once for a build of the product.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

use super::program::{gavah, run};
use super::{read, root};

/// What `gavah demo` leaves behind. Tests read it and never write to it.
pub(crate) struct Demonstration {
    folder: PathBuf,
    /// Held as long as the process lives: nobody makes it anew under those who read it.
    _lock: File,
}

impl Demonstration {
    /// The demonstration, made at the first call.
    pub(crate) fn made() -> &'static Self {
        static MADE: OnceLock<Demonstration> = OnceLock::new();
        MADE.get_or_init(made)
    }

    /// The path of one of its files.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// One of its files as text, without the end of its last line.
    pub(crate) fn text(&self, name: &str) -> String {
        read(&self.path(name)).trim_end().to_owned()
    }

    /// The digits of the sample certificate.
    pub(crate) fn digits(&self) -> String {
        let address = self.text("certificate.txt");
        address.split_once("/v#").expect("a certificate's address has /v#").1.to_owned()
    }

    /// The sample case: its number and its code.
    pub(crate) fn case(&self) -> (String, String) {
        let text = self.text("case.txt");
        let (number, code) = text.split_once('\n').expect("a number and a code");
        (number.to_owned(), code.to_owned())
    }
}

/// Another build makes another demonstration: what it stores may have another form. Several test
/// runs at a time make it once for each build, and one whose build is another waits until those who
/// read the old one have ended.
fn made() -> Demonstration {
    let data = gavah().metadata().expect("the product is a file");
    let built = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let build = format!("{} {}", data.len(), built.map_or(0, |time| time.as_nanos()));
    let folder = root().join("target/it-demo");
    let stamp = folder.join("build");
    let is_made = || std::fs::read_to_string(&stamp).is_ok_and(|old| old == build);
    let lock = File::create(root().join("target/it-demo.lock")).expect("the lock can be made");
    loop {
        lock.lock_shared().expect("the lock can be had");
        if is_made() {
            return Demonstration { folder, _lock: lock };
        }
        lock.unlock().expect("the lock can be given back");
        lock.lock().expect("the lock can be had");
        if !is_made() {
            make(&folder);
            std::fs::write(&stamp, &build).expect("the stamp can be written");
        }
        // Between this and the shared lock another build may have its turn, so it is looked again.
        lock.unlock().expect("the lock can be given back");
    }
}

fn make(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
    let path = folder.to_string_lossy().into_owned();
    run(root(), ["demo", "--no-serve", "--dir", &path]).ended(0);
}
