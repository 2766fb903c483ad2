//! The files of the repository.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What is made and not written, as `.gitignore` has it.
const MADE: [&str; 11] = [
    "target",
    "var",
    "node_modules",
    ".git",
    ".venv",
    "__pycache__",
    "end2end/out",
    "tests/fuzz/target",
    "tests/fuzz/artifacts",
    "tests/fuzz/corpus",
    "tests/fuzz/coverage",
];

/// A file that is text.
pub(super) struct File {
    /// Its path from the root.
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    /// Whether an identifier stands in the file, comments aside.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.text
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default())
            .any(|line| words(line).any(|found| found == word))
    }
}

/// Every text of the repository.
pub(super) struct Tree {
    pub(super) files: Vec<File>,
}

impl Tree {
    /// Reads it.
    pub(super) fn read() -> Tree {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests have a parent");
        let mut files = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(root.join(&folder)).expect("a folder can be listed") {
                let entry = entry.expect("an entry can be read");
                let path = folder.join(entry.file_name());
                let name = entry.file_name().to_string_lossy().into_owned();
                let text = path.to_string_lossy().into_owned();
                if MADE.contains(&name.as_str()) || MADE.contains(&text.as_str()) {
                    continue;
                }
                let kind = entry.file_type().expect("an entry has a type");
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    // What is no UTF-8 is no text: an icon, a font.
                    if let Ok(content) = std::fs::read_to_string(root.join(&path)) {
                        files.push(File { path: text, text: content });
                    }
                }
            }
        }
        assert!(
            files.iter().any(|file| file.path == "Cargo.toml"),
            "{} is no root",
            root.display()
        );
        Tree { files }
    }

    /// The folders at the top that hold a text.
    pub(super) fn top_folders(&self) -> BTreeSet<String> {
        self.files
            .iter()
            .filter_map(|file| file.path.split_once('/'))
            .map(|(folder, _)| folder.to_owned())
            .collect()
    }

    /// The files of one kind under a folder.
    pub(super) fn under(&self, folder: &str, kind: &str) -> Vec<&File> {
        let (folder, kind) = (format!("{folder}/"), format!(".{kind}"));
        self.files
            .iter()
            .filter(|file| file.path.starts_with(&folder) && file.path.ends_with(&kind))
            .collect()
    }
}

/// The identifiers of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// A stylesheet without its comments.
pub(super) fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        kept.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}
