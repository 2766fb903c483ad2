//! The bundle's files: hashed names for ever, the others by name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use axum::Router;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, Response, StatusCode};
use tower::ServiceBuilder;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use super::State;
use crate::config;

/// What pages need of the bundle.
const NEEDED: [&str; 13] = [
    "style",
    "font_arabic",
    "font_latin",
    "boot",
    "script",
    "wasm",
    "worker",
    "scanner_script",
    "scanner_wasm",
    "lookup",
    "lookup_script",
    "lookup_wasm",
    "icon",
];

/// A folder with the browser bundle, as the developer command `bundle` leaves it.
#[derive(Clone, Debug)]
pub struct Bundle {
    folder: PathBuf,
    addresses: BTreeMap<String, String>,
    root: Vec<String>,
}

impl Bundle {
    /// Reads the list of a bundle.
    ///
    /// # Errors
    ///
    /// When the folder holds no bundle, or not a whole one.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let text = config::read_file(&folder.join("assets.json"))
            .with_context(|| format!("there is no browser bundle in {}", folder.display()))?;
        let addresses: BTreeMap<String, String> =
            serde_json::from_str(&text).context("could not read the list of the bundle")?;
        for name in NEEDED.into_iter().chain(["build"]) {
            if !addresses.contains_key(name) {
                bail!("the bundle in {} has no {name}", folder.display());
            }
        }
        let mut root = Vec::new();
        list(&folder.join("root"), "", &mut root).context("could not list the bundle")?;
        Ok(Self { folder: folder.to_owned(), addresses, root })
    }

    /// The address of a file of the bundle.
    #[must_use]
    pub fn address(&self, name: &str) -> &str {
        self.addresses.get(name).map_or("", String::as_str)
    }

    /// A short fingerprint of the whole bundle.
    #[must_use]
    pub fn build(&self) -> &str {
        self.address("build")
    }
}

/// Files whose names carry their hashes: they never change under their name.
pub(super) fn immutable(bundle: &Bundle) -> Router<State> {
    let files = ServeDir::new(bundle.folder.join("pkg"))
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let files = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, for_ever))
        .service(files);
    Router::new().nest_service("/pkg", files)
}

/// What is there never changes; what is not there may come with the next build.
fn for_ever<B>(response: &Response<B>) -> Option<HeaderValue> {
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let value = if found { "public, max-age=31536000, immutable" } else { "no-store" };
    Some(HeaderValue::from_static(value))
}

/// The files of `public/`, each at its own address.
pub(super) fn root_files(bundle: &Bundle) -> Router<State> {
    let hour = HeaderValue::from_static("public, max-age=3600");
    let mut router = Router::new();
    for path in &bundle.root {
        let file = ServeFile::new(bundle.folder.join("root").join(path));
        router = router.route_service(&format!("/{path}"), file);
    }
    router.layer(SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, hour))
}

/// The paths of all files below a folder, without the compressed twins.
fn list(folder: &Path, prefix: &str, into: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{prefix}{name}/"), into)?;
        } else if !name.ends_with(".br") && !name.ends_with(".gz") {
            into.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}
