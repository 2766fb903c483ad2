//! The folder that the server serves, and the list of what is in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use data_encoding::HEXLOWER;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::module::Module;

/// The icon of the site among the public files.
const ICON: &str = "icon.svg";

/// The bundle while it is being filled.
pub(super) struct Site {
    folder: PathBuf,
    names: BTreeMap<String, String>,
}

impl Site {
    /// An empty bundle in an empty folder.
    pub(super) fn new(folder: PathBuf) -> Result<Site> {
        for part in ["pkg", "root"] {
            let path = folder.join(part);
            std::fs::create_dir_all(&path)
                .with_context(|| format!("could not make {}", path.display()))?;
        }
        Ok(Site { folder, names: BTreeMap::new() })
    }

    /// Where the bundle lies.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file name under a key, such as `style.0123456789abcdef.css`.
    pub(super) fn name(&self, key: &str) -> Option<&str> {
        self.names.get(key).map(String::as_str)
    }

    /// The address under a key, such as `/pkg/style.0123456789abcdef.css`.
    pub(super) fn address(&self, key: &str) -> Option<String> {
        self.name(key).map(|name| format!("/pkg/{name}"))
    }

    /// Adds a file whose name tells its bytes, so that it may be kept for ever.
    pub(super) fn add(&mut self, key: &str, stem: &str, kind: &str, bytes: &[u8]) -> Result<()> {
        let name = self.write(stem, kind, bytes)?;
        self.names.insert(key.to_owned(), name);
        Ok(())
    }

    /// Adds a module with its script and the scripts that one imports.
    pub(super) fn add_module(
        &mut self,
        script_key: &str,
        wasm_key: &str,
        stem: &str,
        module: &Module,
    ) -> Result<()> {
        let mut script = module.script.clone();
        for (specifier, bytes) in &module.snippets {
            let name = self.write("snippet", "js", bytes)?;
            script = script.replace(specifier, &format!("./{name}"));
        }
        if script.contains("./snippets/") {
            bail!("the script of {stem} imports a snippet that is not in the bundle");
        }
        self.add(wasm_key, stem, "wasm", &module.wasm)?;
        self.add(script_key, stem, "js", script.as_bytes())
    }

    /// Copies the public files, which keep their names.
    pub(super) fn add_public(&self, source: &Path) -> Result<()> {
        for file in super::input::under(source)? {
            let relative = file.strip_prefix(source).unwrap_or(&file);
            let target = self.folder.join("root").join(relative);
            if let Some(parent) = target.parent() {
                std::fs::create_dir_all(parent)
                    .with_context(|| format!("could not make {}", parent.display()))?;
            }
            std::fs::copy(&file, &target)
                .with_context(|| format!("could not copy {}", file.display()))?;
        }
        if !source.join(ICON).is_file() {
            bail!("public/{ICON} is missing: every page names it");
        }
        Ok(())
    }

    /// Writes `assets.json`: the address of each part, and the hash of all of them as the build.
    pub(super) fn write_list(&self) -> Result<()> {
        let mut list = Map::new();
        for key in self.names.keys() {
            list.insert(key.clone(), self.address(key).into());
        }
        list.insert("icon".to_owned(), format!("/{ICON}").into());
        list.insert("build".to_owned(), self.build()?.into());
        let mut text = serde_json::to_string_pretty(&Value::Object(list))
            .context("could not write the list of the bundle")?;
        text.push('\n');
        let path = self.folder.join("assets.json");
        std::fs::write(&path, text).with_context(|| format!("could not write {}", path.display()))
    }

    fn build(&self) -> Result<String> {
        let mut sum = Sha256::new();
        for file in super::input::under(&self.folder)? {
            let relative = file.strip_prefix(&self.folder).unwrap_or(&file).to_string_lossy();
            sum.update(Sha256::digest(relative.as_bytes()));
            sum.update(Sha256::digest(super::read(&file)?));
        }
        Ok(short(&sum.finalize()))
    }

    fn write(&self, stem: &str, kind: &str, bytes: &[u8]) -> Result<String> {
        let name = format!("{stem}.{}.{kind}", short(&Sha256::digest(bytes)));
        let path = self.folder.join("pkg").join(&name);
        std::fs::write(&path, bytes)
            .with_context(|| format!("could not write {}", path.display()))?;
        Ok(name)
    }
}

/// Prints what the bundle weighs, as it is and as it travels.
pub(super) fn report(folder: &Path) -> Result<()> {
    for file in super::input::under(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let bytes = size(&file).unwrap_or(0);
        let squeezed = size(&folder.join(format!("{name}.br")));
        let travels = squeezed.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
        println!("{bytes:>9} B  {travels:>7} B brotli  {name}");
    }
    Ok(())
}

fn size(file: &Path) -> Option<u64> {
    std::fs::metadata(file).ok().map(|data| data.len())
}

/// The first sixteen hexadecimal digits of a hash.
fn short(hash: &[u8]) -> String {
    HEXLOWER.encode(hash.get(..8).unwrap_or(hash))
}
