//! The route table: which pages there are.

use statistics::{Dimension, ReleaseId};

/// A page, whatever its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Route {
    /// The front page.
    Home,
    /// The list of releases.
    Figures,
    /// A release.
    Release(ReleaseId),
    /// A table of a release.
    Table(ReleaseId, Dimension),
    /// Checking a document.
    Verify,
    /// Where a case stands.
    Case,
    /// About the portal.
    About,
    /// The public log.
    Log,
}

impl Route {
    /// The route of a path behind `/{language}`, as in `/figures/1404-06`; `None` for every other
    /// spelling, so that each page has one address.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let route = match path.strip_prefix('/')? {
            "" => Self::Home,
            "figures" => Self::Figures,
            "verify" => Self::Verify,
            "case" => Self::Case,
            "about" => Self::About,
            "log" => Self::Log,
            other => {
                let rest = other.strip_prefix("figures/")?;
                match rest.split_once('/') {
                    None => Self::Release(ReleaseId::parse(rest).ok()?),
                    Some((id, dimension)) => {
                        Self::Table(ReleaseId::parse(id).ok()?, Dimension::parse(dimension)?)
                    }
                }
            }
        };
        Some(route)
    }

    /// The path behind `/{language}`.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::Figures => "/figures".to_owned(),
            Self::Release(id) => format!("/figures/{id}"),
            Self::Table(id, dimension) => format!("/figures/{id}/{}", dimension.code()),
            Self::Verify => "/verify".to_owned(),
            Self::Case => "/case".to_owned(),
            Self::About => "/about".to_owned(),
            Self::Log => "/log".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_reads_back_from_its_path() {
        let id = ReleaseId::parse("1404-06").unwrap();
        let mut routes =
            vec![Route::Home, Route::Figures, Route::Release(id), Route::Verify, Route::Case];
        routes.extend([Route::About, Route::Log]);
        routes.extend(Dimension::ALL.map(|dimension| Route::Table(id, dimension)));
        for route in routes {
            assert_eq!(Route::parse(&route.path()), Some(route));
        }
    }

    #[test]
    fn other_spellings_are_no_routes() {
        for path in [
            "",
            "//",
            "figures",
            "/figures/",
            "/Figures",
            "/figures/1404-6",
            "/figures/1404-13",
            "/figures/1404-06/",
            "/figures/1404-06/age",
            "/figures/1404-06/district/",
            "/figures/../case",
            "/case/1",
            "/figures/۱۴۰۴-۰۶",
        ] {
            assert_eq!(Route::parse(path), None, "{path:?}");
        }
    }
}
