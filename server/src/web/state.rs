//! What every request may look at. Nothing here is private: the registry and keys are not in it.

use std::sync::{Arc, RwLock};

use app::{Assets, Site};
use cases::City;
use certificate::KeyList;
use storage::Error;
use storage::portal::{ReleaseSummary, Releases, SealedCases};
use tokio::sync::Semaphore;

use super::Bundle;

/// Key derivations at a time: each takes some mebibytes and milliseconds.
const DERIVATIONS: usize = 2;

/// The server's shared state; cheap to clone.
#[derive(Clone)]
pub struct State {
    inner: Arc<Inner>,
}

struct Inner {
    site: RwLock<Arc<Site>>,
    bundle: Bundle,
    keys: KeyList,
    releases: Arc<dyn Releases>,
    sealed_cases: Arc<dyn SealedCases>,
    derivations: Arc<Semaphore>,
}

impl State {
    /// The state of a server for this city, at this origin, with this key list.
    pub fn new<P: Releases + SealedCases + 'static>(
        city: City,
        origin: String,
        (keys_text, keys): (String, KeyList),
        bundle: Bundle,
        portal: P,
    ) -> Self {
        let synthetic = city.synthetic || keys.force == certificate::Force::Demonstration;
        let site = Site {
            city,
            origin,
            assets: assets(&bundle),
            keys: keys_text,
            build: bundle.build().to_owned(),
            synthetic,
            latest: None,
        };
        let portal = Arc::new(portal);
        let inner = Inner {
            site: RwLock::new(Arc::new(site)),
            bundle,
            keys,
            releases: Arc::clone(&portal) as Arc<dyn Releases>,
            sealed_cases: portal,
            derivations: Arc::new(Semaphore::new(DERIVATIONS)),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The bundle's files.
    #[must_use]
    pub fn bundle(&self) -> &Bundle {
        &self.inner.bundle
    }

    /// The keys that verify certificates.
    #[must_use]
    pub fn keys(&self) -> &KeyList {
        &self.inner.keys
    }

    /// The releases.
    #[must_use]
    pub fn releases(&self) -> &dyn Releases {
        self.inner.releases.as_ref()
    }

    /// The sealed cases.
    #[must_use]
    pub fn sealed_cases(&self) -> &dyn SealedCases {
        self.inner.sealed_cases.as_ref()
    }

    /// Permits to derive a key.
    #[must_use]
    pub fn derivations(&self) -> Arc<Semaphore> {
        Arc::clone(&self.inner.derivations)
    }

    /// What all pages share, without asking the database.
    #[must_use]
    pub fn site(&self) -> Arc<Site> {
        match self.inner.site.read() {
            Ok(site) => Arc::clone(&site),
            // A writer that panicked left the site whole: it is replaced in one step.
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    /// What all pages share, with the newest release, and the list of all releases.
    ///
    /// # Errors
    ///
    /// [`Error`] when the portal's database does not answer.
    pub async fn current(&self) -> Result<(Arc<Site>, Vec<ReleaseSummary>), Error> {
        let releases = self.inner.releases.list().await?;
        let site = self.site();
        let latest = releases.first();
        if site.latest.as_ref() == latest {
            return Ok((site, releases));
        }
        let renewed = Arc::new(Site { latest: latest.cloned(), ..Site::clone(&site) });
        let mut current = match self.inner.site.write() {
            Ok(current) => current,
            Err(poisoned) => poisoned.into_inner(),
        };
        *current = Arc::clone(&renewed);
        Ok((renewed, releases))
    }
}

fn assets(bundle: &Bundle) -> Assets {
    let of = |name: &str| bundle.address(name).to_owned();
    Assets {
        style: of("style"),
        font_arabic: of("font_arabic"),
        font_latin: of("font_latin"),
        boot: of("boot"),
        script: of("script"),
        wasm: of("wasm"),
        worker: of("worker"),
        icon: of("icon"),
    }
}
