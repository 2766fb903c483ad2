//! Every address of the portal as a function; no literal path stands elsewhere.

use statistics::{Dimension, ReleaseId};

use crate::language::Language;
use crate::route::Route;

/// The public keys, as a text file.
pub const KEYS: &str = "/keys.txt";

/// The log that everybody may follow: the prefix of what C2SP tlog-tiles names.
pub const LOG: &str = "/log";

/// The public checkpoint of the log.
pub const CHECKPOINT: &str = "/log/checkpoint";

/// The verifier key of the log.
pub const LOG_KEY: &str = "/log/log.vkey";

/// The policy that checkpoints are judged by.
pub const POLICY: &str = "/log/policy.txt";

/// The published counts of what was made each day.
pub const COUNTS: &str = "/log/counts.txt";

/// Where the QR code of a certificate leads; the certificate itself is in the fragment.
pub const SHORT_VERIFY: &str = "/v";

/// The manifest's name among the files of a release, as `sha256sum` users expect it.
pub const MANIFEST: &str = "SHA256SUMS";

/// A page in a language.
#[must_use]
pub fn page(language: Language, route: &Route) -> String {
    format!("/{}{}", language.code(), route.path())
}

/// The front page.
#[must_use]
pub fn home(language: Language) -> String {
    page(language, &Route::Home)
}

/// The list of releases.
#[must_use]
pub fn figures(language: Language) -> String {
    page(language, &Route::Figures)
}

/// A release.
#[must_use]
pub fn release(language: Language, id: ReleaseId) -> String {
    page(language, &Route::Release(id))
}

/// A table of a release.
#[must_use]
pub fn table(language: Language, id: ReleaseId, dimension: Dimension) -> String {
    page(language, &Route::Table(id, dimension))
}

/// Checking a document.
#[must_use]
pub fn verify(language: Language) -> String {
    page(language, &Route::Verify)
}

/// Where a case stands; the form posts to the same address.
#[must_use]
pub fn case(language: Language) -> String {
    page(language, &Route::Case)
}

/// The page about the public log.
#[must_use]
pub fn log(language: Language) -> String {
    page(language, &Route::Log)
}

/// About the portal, at one of its sections.
#[must_use]
pub fn about(language: Language, section: Option<Section>) -> String {
    let page = page(language, &Route::About);
    match section {
        Some(section) => format!("{page}#{}", section.id()),
        None => page,
    }
}

/// A file of a release, exactly as the manifest sums it; the same in every language.
#[must_use]
pub fn release_file(id: ReleaseId, file: &str) -> String {
    format!("/releases/{id}/{file}")
}

/// The manifest of a release.
#[must_use]
pub fn manifest(id: ReleaseId) -> String {
    release_file(id, MANIFEST)
}

/// A section of the page about the portal that other pages link to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// How figures protect people.
    Protection,
    /// What the portal knows about its readers.
    Privacy,
    /// The accessibility statement.
    Accessibility,
    /// How to reach the office.
    Contact,
    /// How to report an error.
    Report,
    /// How text and figures may be reused.
    Licence,
}

impl Section {
    /// The identifier of the section's element.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Protection => "protection",
            Self::Privacy => "privacy",
            Self::Accessibility => "accessibility",
            Self::Contact => "contact",
            Self::Report => "report",
            Self::Licence => "licence",
        }
    }
}
