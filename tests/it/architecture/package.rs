//! The packages of the workspace, as cargo knows them.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// A package of the workspace.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    /// Its folder, from the root.
    pub(super) folder: String,
    /// The packages of the workspace that its product is made of.
    pub(super) shipped: BTreeSet<String>,
    /// The packages of the workspace that it uses in any way, its tests included.
    pub(super) every: BTreeSet<String>,
}

impl Package {
    /// The last part of the folder.
    pub(super) fn folder_name(&self) -> &str {
        self.folder.rsplit('/').next().unwrap_or_default()
    }
}

/// Every package of the workspace.
pub(super) fn packages() -> Vec<Package> {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let data: Value = serde_json::from_str(&text).expect("cargo writes JSON");
    let root = data["workspace_root"].as_str().expect("the root is text");
    data["packages"].as_array().expect("a list").iter().map(|entry| read(entry, root)).collect()
}

/// The names of all crates behind the product of a package on wasm32, near and far.
pub(super) fn uses(package: &str) -> BTreeSet<String> {
    let text = cargo(&[
        "tree",
        "--offline",
        "--package",
        package,
        "--edges",
        "normal",
        "--target",
        "wasm32-unknown-unknown",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

fn read(entry: &Value, root: &str) -> Package {
    let text = |key: &str| entry[key].as_str().expect("a text").to_owned();
    let manifest = text("manifest_path");
    let folder = manifest
        .strip_prefix(root)
        .and_then(|path| path.strip_suffix("/Cargo.toml"))
        .expect("a manifest in the workspace");
    let mut shipped = BTreeSet::new();
    let mut every = BTreeSet::new();
    for dependency in entry["dependencies"].as_array().expect("a list") {
        // A path says that it is ours.
        if dependency["path"].is_string() {
            let name = dependency["name"].as_str().expect("a name").to_owned();
            if dependency["kind"] != "dev" {
                shipped.insert(name.clone());
            }
            every.insert(name);
        }
    }
    Package {
        name: text("name"),
        version: text("version"),
        folder: folder.trim_start_matches('/').to_owned(),
        shipped,
        every,
    }
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .expect("cargo starts");
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {problem}");
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}
