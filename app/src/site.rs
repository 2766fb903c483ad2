//! What all pages share: the city, the addresses of the bundle, the newest release.

use cases::{City, Entry, List};
use statistics::{Dimension, PublishedRow};
use storage::portal::ReleaseSummary;

use crate::language::Language;
use crate::language::text::Text;

/// What is known before any page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Who publishes, and the lists that files and pages use.
    pub city: City,
    /// Scheme and host of the portal's own addresses, without a slash at the end.
    pub origin: String,
    /// The addresses of the bundle.
    pub assets: Assets,
    /// The text of the file of public keys.
    pub keys: String,
    /// The policy that the checkpoints of the log are judged by, as a text of C2SP tlog-policy;
    /// empty where there is no log.
    pub policy: String,
    /// Entries in the log, as its public checkpoint says; `None` where there is none.
    pub log_size: Option<u64>,
    /// What was built: a short fingerprint, shown in the footer.
    pub build: String,
    /// Whether the data are made up; every page then says so.
    pub synthetic: bool,
    /// Whether the newest release is older than readers may expect; every page then says so.
    pub late: bool,
    /// The newest release, whose age the footer states.
    pub latest: Option<ReleaseSummary>,
}

/// The addresses of the bundle's files; their names carry their hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The font of the Arabic script.
    pub font_arabic: String,
    /// The font of the Latin script.
    pub font_latin: String,
    /// The module that starts the islands.
    pub boot: String,
    /// The glue between browser and WebAssembly.
    pub script: String,
    /// The WebAssembly of the islands.
    pub wasm: String,
    /// The worker that reads photos.
    pub worker: String,
    /// The worker that reads the log.
    pub lookup: String,
    /// The icon.
    pub icon: String,
}

/// What every part of a page may look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame<'a> {
    /// The language of the page.
    pub(crate) language: Language,
    /// The address of the page, without the origin.
    pub(crate) path: &'a str,
    /// What all pages share.
    pub(crate) site: &'a Site,
}

impl<'a> Frame<'a> {
    /// The catalogue of the page's language.
    pub(crate) const fn text(&self) -> &'static Text {
        self.language.text()
    }

    /// The responsible office.
    pub(crate) fn office(&self) -> &'a str {
        self.language.name(&self.site.city.office)
    }

    /// How to reach the responsible office.
    pub(crate) fn contact(&self) -> &'a str {
        &self.site.city.contact
    }

    /// The entry of the city's lists that a row is about, if the list still has it.
    pub(crate) fn row_entry(&self, dimension: Dimension, row: &PublishedRow) -> Option<&'a Entry> {
        let list = match dimension {
            Dimension::District => List::Districts,
            Dimension::Commission => List::Commissions,
            Dimension::Violation => List::Violations,
            Dimension::Outcome => List::Outcomes,
        };
        self.site.city.entry(list, row.code.as_str())
    }

    /// The name of a row for narrow places. The published name is what counts; the city's short
    /// name stands for it only while both lists agree on the full one.
    pub(crate) fn row_name(&self, dimension: Dimension, row: &PublishedRow) -> String {
        let entry = self.row_entry(dimension, row).filter(|entry| entry.name == row.name);
        let name = entry.map_or(&row.name, Entry::short_name);
        self.language.name(name).to_owned()
    }

    /// The whole address of the page.
    pub(crate) fn address(&self) -> String {
        format!("{}{}", self.site.origin, self.path)
    }
}
