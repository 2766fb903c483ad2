//! The pages, and how one becomes a document.

use leptos::prelude::*;
use statistics::Dimension;
use storage::portal::{Release, ReleaseSummary};

use crate::language::Language;
use crate::pages::case::CasePage;
use crate::pages::log::LogPage;
use crate::pages::problem::Problem;
use crate::pages::verify::VerifyPage;
use crate::pages::{about, case, figures, home, log, not_found, problem, release, table, verify};
use crate::shell;
use crate::site::{Frame, Site};

/// A page with the data that it shows. A page is a pure function of these, of the language, the
/// path and the site: the same bytes every time.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Page<'a> {
    /// The front page.
    Home {
        /// The newest release, if there is one.
        latest: Option<&'a Release>,
        /// The release of the month before it, to say what changed.
        previous: Option<&'a Release>,
    },
    /// The list of releases, newest month first.
    Figures {
        /// All releases.
        releases: &'a [ReleaseSummary],
    },
    /// A release.
    Release(&'a Release),
    /// A table of a release. A release without such a table gives [`Page::NotFound`].
    Table {
        /// The release.
        release: &'a Release,
        /// Which of its tables.
        dimension: Dimension,
    },
    /// Checking a document; the only page with an island.
    Verify(VerifyPage),
    /// Where a case stands: the form, and its answer.
    Case(CasePage),
    /// About the portal.
    About,
    /// The public log.
    Log(&'a LogPage),
    /// There is nothing at this address.
    NotFound,
    /// Something went wrong.
    Problem(Problem),
}

/// What a page puts into the shell.
pub(crate) struct Content {
    /// The title of the document, which is the page's one `h1` too.
    pub(crate) title: String,
    /// One sentence about the page for search engines and previews.
    pub(crate) description: String,
    /// The way to pages deeper than two levels: name and address of every page above.
    pub(crate) trail: Vec<(String, String)>,
    /// What stands in `main`.
    pub(crate) body: AnyView,
    /// Whether the address names this page for good.
    pub(crate) permanent: bool,
    /// Whether the page has an island.
    pub(crate) island: bool,
}

impl Content {
    /// A page without an island, at a permanent address.
    pub(crate) fn new(
        title: impl Into<String>,
        description: impl Into<String>,
        body: AnyView,
    ) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            trail: Vec::new(),
            body,
            permanent: true,
            island: false,
        }
    }

    /// The same below other pages.
    pub(crate) fn below(mut self, trail: Vec<(String, String)>) -> Self {
        self.trail = trail;
        self
    }

    /// The same at an address that names nothing for good.
    pub(crate) fn passing(mut self) -> Self {
        self.permanent = false;
        self
    }

    /// The same with an island.
    pub(crate) fn with_island(mut self) -> Self {
        self.island = true;
        self
    }
}

/// Renders the whole HTML document of a page.
///
/// `path` is the page's own address without the origin, as in `/fa/figures`. For pages without an
/// island, markers that only the browser's half of the framework reads are left out.
#[must_use]
pub fn render(page: &Page<'_>, language: Language, path: &str, site: &Site) -> String {
    let frame = Frame { language, path, site };
    let owner = Owner::new_root(None);
    let document = owner.with(|| {
        let content = content(page, &frame);
        let island = content.island;
        let html = shell::document(content, &frame).to_html();
        if island { html } else { without_markers(&html) }
    });
    owner.cleanup();
    format!("<!DOCTYPE html>{document}")
}

fn content(page: &Page<'_>, frame: &Frame<'_>) -> Content {
    match page {
        Page::Home { latest, previous } => home::content(frame, *latest, *previous),
        Page::Figures { releases } => figures::content(frame, releases),
        Page::Release(release) => release::content(frame, release),
        Page::Table { release, dimension } => {
            match release.tables.iter().find(|table| table.dimension() == *dimension) {
                Some(table) => table::content(frame, release, table),
                None => not_found::content(frame),
            }
        }
        Page::Verify(page) => verify::content(frame, page),
        Page::Case(page) => case::content(frame, page),
        Page::About => about::content(frame),
        Page::Log(page) => log::content(frame, page),
        Page::NotFound => not_found::content(frame),
        Page::Problem(problem) => problem::content(frame, *problem),
    }
}

/// The document without the empty comments that mark places for hydration. They can stand only
/// between tags and text: text escapes `<`, and quoted attribute values are stepped over.
fn without_markers(html: &str) -> String {
    const MARKERS: [&str; 2] = ["<!>", "<!--<() />-->"];
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        kept.push_str(text);
        if let Some(after) = MARKERS.iter().find_map(|marker| tag.strip_prefix(marker)) {
            rest = after;
            continue;
        }
        let (tag, after) = tag.split_at(tag_length(tag));
        kept.push_str(tag);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// The length in bytes of the tag that a text begins with, its quoted values included.
fn tag_length(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_go_and_everything_else_stays() {
        assert_eq!(without_markers("<p>a<!>b</p><!--<() />-->"), "<p>ab</p>");
        let quoted = r#"<a title="x<!>y">z &lt;!&gt;</a>"#;
        assert_eq!(without_markers(quoted), quoted);
        assert_eq!(without_markers("no tag"), "no tag");
        assert_eq!(without_markers("<open"), "<open");
    }
}
