//! The browser bundle: `target/site/pkg` with hashed, precompressed, immutable files,
//! `target/site/root` with the public files as they are, and `assets.json`, which names them.
//!
//! The bundle is made in a folder beside and put in place whole, so that a server never sees half
//! of one, and it is not made at all when nothing that goes into it has changed.

mod input;
mod module;
mod script;
mod site;
mod style;

use anyhow::{Context, Result};

use crate::process::run;
use crate::workspace::Workspace;
use site::Site;

/// The stylesheet's entry.
const STYLE: &str = "style/main.css";
/// The module that a page with an island starts.
const BOOT: &str = "app/frontend/boot.js";
/// The worker that reads QR codes.
const WORKER: &str = "app/scanner/worker.js";
/// The worker that looks certificates up in the log.
const LOOKUP: &str = "app/lookup/worker.js";

/// The fonts: the name in `assets.json` and the file of the npm package.
const FONTS: [(&str, &str); 3] = [
    ("font_arabic", "vazirmatn-arabic-wght-normal.woff2"),
    ("font_latin", "vazirmatn-latin-wght-normal.woff2"),
    ("font_latin_ext", "vazirmatn-latin-ext-wght-normal.woff2"),
];

/// Builds the bundle, unless the one in place was made from the same inputs.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let target = workspace.path("target/site");
    let stamp = target.join("inputs.txt");
    let inputs = input::hash(workspace)?;
    if target.join("assets.json").is_file()
        && std::fs::read_to_string(&stamp).is_ok_and(|found| found == inputs)
    {
        return Ok(());
    }
    println!("browser bundle");
    let work = workspace.path("target/site-work");
    empty(&work)?;
    // So that Node.js reads the scripts as the modules that they are.
    std::fs::write(work.join("package.json"), "{\"type\":\"module\"}\n")
        .context("could not write beside the bundle")?;
    let mut site = Site::new(work.join("site"))?;

    fonts(workspace, &mut site)?;
    let style = style::compile(workspace, &work, &site)?;
    site.add("style", "style", "css", &style)?;

    module::compile(workspace)?;
    let frontend = module::finish(workspace, &work, "frontend")?;
    site.add_module("script", "wasm", "script", &frontend)?;
    let scanner = module::finish(workspace, &work, "scanner")?;
    site.add_module("scanner_script", "scanner_wasm", "scanner", &scanner)?;
    let lookup = module::finish(workspace, &work, "lookup")?;
    site.add_module("lookup_script", "lookup_wasm", "lookup", &lookup)?;

    let worker = script::fill(workspace, &work, WORKER, &site)?;
    site.add("worker", "worker", "js", worker.as_bytes())?;
    let lookup = script::fill(workspace, &work, LOOKUP, &site)?;
    site.add("lookup", "lookup-worker", "js", lookup.as_bytes())?;
    let boot = script::fill(workspace, &work, BOOT, &site)?;
    site.add("boot", "boot", "js", boot.as_bytes())?;

    site.add_public(&workspace.path("public"))?;
    compress(workspace, site.folder())?;
    site.write_list()?;
    std::fs::write(site.folder().join("inputs.txt"), &inputs)
        .context("could not write the stamp of the inputs")?;

    if target.exists() {
        std::fs::remove_dir_all(&target).context("could not remove the old bundle")?;
    }
    std::fs::rename(site.folder(), &target).context("could not put the bundle in place")?;
    site::report(&target.join("pkg"))
}

fn fonts(workspace: &Workspace, site: &mut Site) -> Result<()> {
    let package = workspace.node().join("node_modules/@fontsource-variable/vazirmatn");
    for (key, file) in FONTS {
        let bytes = read(&package.join("files").join(file))?;
        site.add(key, file.trim_end_matches("-wght-normal.woff2"), "woff2", &bytes)?;
    }
    // The Open Font License asks that its text goes where the fonts go.
    site.add("font_licence", "vazirmatn-licence", "txt", &read(&package.join("LICENSE"))?)?;
    Ok(())
}

/// Writes `.br` and `.gz` beside every text and module, at the highest levels.
fn compress(workspace: &Workspace, folder: &std::path::Path) -> Result<()> {
    run(workspace.command("node").arg(workspace.node().join("compress.mjs")).arg(folder))
}

fn empty(folder: &std::path::Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("could not empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))
}

fn read(file: &std::path::Path) -> Result<Vec<u8>> {
    std::fs::read(file).with_context(|| format!("could not read {}", file.display()))
}
