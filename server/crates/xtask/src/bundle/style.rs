//! The stylesheet: one file, minified, its fonts under their hashed names.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use super::site::Site;
use super::{FONTS, STYLE};
use crate::process::run;
use crate::workspace::Workspace;

/// Bundles and minifies the stylesheet.
pub(super) fn compile(workspace: &Workspace, work: &Path, site: &Site) -> Result<Vec<u8>> {
    let mut names = Map::new();
    for (key, file) in FONTS {
        let address = site.address(key).with_context(|| format!("{file} is not in the bundle"))?;
        // A stylesheet may name a font as the package does, or without the axis and the style.
        names.insert(file.replace("-wght-normal", ""), Value::String(address.clone()));
        names.insert(file.to_owned(), Value::String(address));
    }
    let list = work.join("fonts.json");
    std::fs::write(&list, Value::Object(names).to_string())
        .with_context(|| format!("could not write {}", list.display()))?;
    let output = work.join("style.css");
    let mut command = workspace.command("node");
    command.arg(workspace.node().join("style.mjs")).arg(workspace.path(STYLE));
    run(command.arg(&list).arg(workspace.path("public")).arg(&output))
        .context("the stylesheet could not be compiled")?;
    super::read(&output)
}
