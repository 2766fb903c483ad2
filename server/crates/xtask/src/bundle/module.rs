//! From a Rust crate to a module that a browser starts: cargo, wasm-bindgen, wasm-opt, and a
//! proof that the result still starts.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::process::run;
use crate::workspace::Workspace;

/// What rustc 1.95 emits for wasm32-unknown-unknown by default (`rustc --print cfg`), in the
/// optimiser's words. wasm-bindgen drops the section that would tell it.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A module for the browser and the script that starts it.
pub(super) struct Module {
    /// The script, an ES module; it wants the address of the binary as an argument.
    pub(super) script: String,
    /// The optimised binary.
    pub(super) wasm: Vec<u8>,
    /// Scripts that the script imports: the specifier in its text, and the bytes.
    pub(super) snippets: Vec<(String, Vec<u8>)>,
}

/// Compiles the modules for the browser, in the profile that makes them small.
pub(super) fn compile(workspace: &Workspace) -> Result<()> {
    run(workspace.cargo().args([
        "build",
        "--profile",
        "wasm-release",
        "--target",
        "wasm32-unknown-unknown",
        "--package",
        "frontend",
        "--package",
        "scanner",
        "--package",
        "lookup",
        "--lib",
    ]))
}

/// Binds, optimises and probes one compiled crate.
pub(super) fn finish(workspace: &Workspace, work: &Path, name: &str) -> Result<Module> {
    let folder = work.join(name);
    let input = format!("target/wasm32-unknown-unknown/wasm-release/{name}.wasm");
    Bindgen::new()
        .input_path(workspace.path(&input))
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .with_context(|| format!("wasm-bindgen could not bind {name}"))?;

    let bound = folder.join(format!("{name}_bg.wasm"));
    let small = folder.join(format!("{name}.wasm"));
    let optimiser = workspace.node().join("node_modules/binaryen/bin/wasm-opt");
    let mut command = workspace.command("node");
    command.arg(optimiser).arg("-Oz").args(FEATURES).arg(&bound).arg("-o").arg(&small);
    run(&mut command)?;

    let script = folder.join(format!("{name}.js"));
    let text = super::script::strip(
        &std::fs::read_to_string(&script)
            .with_context(|| format!("could not read {}", script.display()))?,
    );
    std::fs::write(&script, &text)
        .with_context(|| format!("could not write {}", script.display()))?;

    // An optimiser that does not know reference types as rustc emits them breaks the table of
    // external references, which shows only when the module starts.
    let mut command = workspace.command("node");
    command.arg(workspace.node().join("probe.mjs")).arg(&script).arg(&bound).arg(&small);
    run(&mut command).with_context(|| format!("the optimised {name} does not start"))?;

    Ok(Module { script: text, wasm: super::read(&small)?, snippets: snippets(&folder)? })
}

fn snippets(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let root = folder.join("snippets");
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let specifier = |file: &PathBuf| {
        let relative = file.strip_prefix(folder).unwrap_or(file);
        format!("./{}", relative.to_string_lossy())
    };
    super::input::under(&root)?
        .iter()
        .map(|file| Ok((specifier(file), super::read(file)?)))
        .collect()
}
