//! The plan of the house, held against the workspace as it is.
//!
//! What a crate may use, what a folder may mention, and how a file may look stand here once, as
//! lists; a change of the plan is a change of a list.

mod package;
mod tree;

use package::{packages, uses};
use tree::{File, Tree};

/// Every package and the packages of the workspace that it may use.
const PLAN: [(&str, &[&str]); 18] = [
    ("calendar", &[]),
    ("cases", &["calendar"]),
    ("statistics", &["calendar", "cases"]),
    ("disclosure", &["calendar", "cases", "statistics"]),
    ("certificate", &["calendar"]),
    ("tlog", &[]),
    ("storage", &["calendar", "cases", "certificate", "disclosure", "statistics", "tlog"]),
    ("app", &["calendar", "cases", "certificate", "disclosure", "statistics", "storage", "tlog"]),
    ("frontend", &["app"]),
    ("scanner", &[]),
    ("lookup", &["tlog"]),
    (
        "database",
        &["calendar", "cases", "certificate", "disclosure", "statistics", "storage", "tlog"],
    ),
    ("keystore", &["calendar", "certificate", "tlog"]),
    ("document", &["app", "calendar", "cases", "certificate", "statistics"]),
    ("xtask", &[]),
    (
        "server",
        &[
            "app",
            "calendar",
            "cases",
            "certificate",
            "database",
            "disclosure",
            "document",
            "keystore",
            "statistics",
            "storage",
            "tlog",
        ],
    ),
    ("tests", EVERYTHING),
    ("bench", EVERYTHING),
];

/// The tests see every public part but the browser's own crate, which exists for wasm32 alone.
const EVERYTHING: &[&str] = &[
    "app",
    "calendar",
    "cases",
    "certificate",
    "database",
    "disclosure",
    "document",
    "keystore",
    "scanner",
    "server",
    "statistics",
    "storage",
    "tlog",
];

/// Crates that do IO, read a clock, make randomness or log: none of them stands behind a pure one.
const IMPURE: [&str; 9] =
    ["axum", "getrandom", "hyper", "leptos", "log", "mio", "sqlx", "tokio", "tracing"];

/// The folders at the top, besides those whose name begins with a dot.
const FOLDERS: [&str; 6] = ["app", "end2end", "public", "server", "style", "tests"];

/// Lines in a file written by hand, at most.
const LINES: usize = 400;

#[test]
fn a_package_is_named_after_its_folder_and_has_no_version() {
    let packages = packages();
    assert!(packages.len() >= 10, "cargo named only {} packages", packages.len());
    for package in &packages {
        assert_eq!(package.folder_name(), package.name, "folder {}", package.folder);
        assert_eq!(package.version, "0.0.0", "version of {}", package.name);
    }
}

#[test]
fn dependencies_run_in_one_direction() {
    let mut faults = Vec::new();
    for package in packages() {
        let Some((_, allowed)) = PLAN.iter().find(|(name, _)| *name == package.name) else {
            faults.push(format!("{} is not in the plan", package.name));
            continue;
        };
        for dependency in &package.shipped {
            if !allowed.contains(&dependency.as_str()) {
                faults.push(format!("{} must not use {dependency}", package.name));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Tests and build scripts included, which the plan's direction leaves free.
#[test]
fn nothing_of_the_app_uses_anything_of_the_server() {
    let packages = packages();
    let (app, server): (Vec<_>, Vec<_>) = packages
        .iter()
        .filter(|package| !package.folder.starts_with("tests"))
        .partition(|package| package.folder.starts_with("app"));
    assert!(!app.is_empty() && !server.is_empty());
    for package in app {
        for other in &server {
            assert!(!package.every.contains(&other.name), "{} uses {}", package.name, other.name);
        }
    }
}

#[test]
fn pure_crates_stay_pure_to_the_last_dependency() {
    let packages = packages();
    let pure: Vec<_> =
        packages.iter().filter(|package| package.folder.starts_with("app/crates")).collect();
    assert!(pure.len() >= 6, "only {} pure crates were found", pure.len());
    for package in pure {
        let uses = uses(&package.name);
        assert!(uses.contains(&package.name), "cargo tree does not know {}", package.name);
        for name in IMPURE {
            assert!(!uses.contains(name), "{} uses {name}", package.name);
        }
    }
}

#[test]
fn the_top_level_is_six_folders_and_plain_files() {
    for folder in Tree::read().top_folders() {
        assert!(
            folder.starts_with('.') || FOLDERS.contains(&folder.as_str()),
            "the folder {folder} is not in the plan"
        );
    }
}

#[test]
fn pages_see_published_things_only() {
    let tree = Tree::read();
    let files = tree.under("app/src", "rs");
    assert!(!files.is_empty(), "app/src has no sources");
    for file in files {
        assert!(!names_registry(file), "{} names storage::registry", file.path);
    }
}

#[test]
fn the_public_server_has_no_key_and_no_microdata() {
    let tree = Tree::read();
    for folder in ["server/src/web", "server/src/api"] {
        let files = tree.under(folder, "rs");
        assert!(!files.is_empty(), "{folder} has no sources");
        for file in files {
            assert!(!file.has_word("keystore"), "{} names keystore", file.path);
            assert!(!names_registry(file), "{} names storage::registry", file.path);
        }
    }
}

#[test]
fn styles_know_no_left_and_no_right() {
    let tree = Tree::read();
    let files = tree.under("style", "css");
    assert!(!files.is_empty(), "there are no styles");
    for file in files {
        if let Some(word) = physical(&tree::without_comments(&file.text)) {
            panic!("{}: `{word}` is not a logical direction", file.path);
        }
    }
}

#[test]
fn files_are_short() {
    for file in &Tree::read().files {
        let kind = file.path.rsplit('.').next().unwrap_or_default();
        if ["css", "js", "mjs", "py", "rs", "sql"].contains(&kind) {
            let lines = file.text.lines().count();
            assert!(lines <= LINES, "{} has {lines} lines", file.path);
        }
    }
}

/// The words are written in halves, so that this file does not fail its own test.
#[test]
fn the_tree_speaks_of_the_product_alone() {
    let words = [
        ["registry.npm", "js"],
        ["npm", "mirror"],
        ["pypi", ".org"],
        ["python", "hosted"],
        ["static.crates", ".io"],
        ["index.crates", ".io"],
        ["/ro", "ot/"],
        ["/tm", "p/"],
        ["anth", "ropic"],
        ["open", "ai"],
        ["chat", "gpt"],
    ]
    .map(|halves| halves.concat());
    let folder = ["/wo", "rk"].concat();
    for file in &Tree::read().files {
        let text = file.text.to_lowercase();
        for word in &words {
            assert!(!text.contains(word.as_str()), "{} mentions {word}", file.path);
        }
        assert!(!mentions_folder(&text, &folder), "{} mentions {folder}", file.path);
    }
}

#[test]
fn the_checks_find_what_they_look_for() {
    assert_eq!(physical("a { margin-left: 0 }"), Some("margin-left"));
    assert_eq!(physical("a { text-align: right }"), Some("right"));
    assert_eq!(physical("a { border-top-left-radius: 0 }"), Some("border-top-left-radius"));
    assert_eq!(physical("a { float: left }"), Some("left"));
    assert_eq!(physical("a { margin-inline-start: 0; color: bright; --copyright: 1 }"), None);
    let file = |text: &str| File { path: String::new(), text: text.to_owned() };
    assert!(names_registry(&file("use storage::registry::Cases;")));
    assert!(names_registry(&file("use storage::{\n    portal::Releases,\n    registry,\n};")));
    assert!(!names_registry(&file(
        "// The land registry is another office.\nuse storage::portal;"
    )));
    assert!(mentions_folder("see /wo/x", "/wo") && mentions_folder("/wo", "/wo"));
    assert!(!mentions_folder("/worker.js a/wo/b", "/wo"));
}

/// Whether a source reaches the private half of the ports, however it spells the path.
fn names_registry(file: &File) -> bool {
    let text: String = file.text.split_whitespace().collect();
    let listed = text.split("storage::{").skip(1).any(|rest| {
        let list = rest.split(';').next().unwrap_or_default();
        tree::words(list).any(|word| word == "registry")
    });
    listed || text.contains("storage::registry")
}

/// The first word of a stylesheet that means a side of the screen.
fn physical(css: &str) -> Option<&str> {
    css.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .find(|word| word.split('-').any(|part| part == "left" || part == "right"))
}

/// Whether a text names a folder at the root of a machine, and not a part of a longer path.
fn mentions_folder(text: &str, folder: &str) -> bool {
    text.match_indices(folder).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + folder.len()..].chars().next();
        let part_of_name = |c: char| c.is_alphanumeric() || "_-.}".contains(c);
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}
