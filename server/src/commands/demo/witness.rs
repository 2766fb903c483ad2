//! The demonstration's witnesses: the service that `gavah witness` runs, on ports of this machine
//! that live as long as they are asked.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context as _;
use tlog::{SignatureKind, VerifierKey};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::Folder;
use super::ledger::note_key;
use crate::clock;
use crate::witness::{Evidence, StateFile, Witness, evidence_of, router};

/// Who witnesses the demonstration's log.
pub(super) const NAMES: [&str; 3] = ["bar-association", "university", "newspaper"];

/// Witnesses at work. They stop with [`Witnesses::stop`].
pub(super) struct Witnesses {
    /// Each with its verifier key and its address.
    pub(super) reached: Vec<(&'static str, VerifierKey, String)>,
    serving: Vec<JoinHandle<std::io::Result<()>>>,
    stop: watch::Sender<bool>,
}

impl Witnesses {
    /// Starts every witness, with the state that it kept.
    pub(super) async fn start(folder: &Folder<'_>, log: &VerifierKey) -> anyhow::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let mut witnesses = Self { reached: Vec::new(), serving: Vec::new(), stop };
        for name in NAMES {
            let key = note_key(folder, name, &vkey_name(name), SignatureKind::Cosignature)?;
            let vkey = key.vkey().clone();
            let path = folder.path(&format!("{name}.state"));
            let state =
                if path.exists() { StateFile::open(&path) } else { StateFile::create(&path) };
            let evidence = Evidence::open(evidence_of(&path)).with_context(|| {
                format!("could not read the evidence beside {}", path.display())
            })?;
            let witness = Witness::new(key, vec![log.clone()], state?, evidence, clock::now)?;
            let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
                .await
                .context("could not listen for a witness")?;
            let address = listener.local_addr().context("could not learn a witness's address")?;
            witnesses.reached.push((name, vkey, format!("http://{address}")));
            let mut stopped = stopped.clone();
            let end = async move {
                // An error says that whoever could stop it is gone: then it stops too.
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            let serving = axum::serve(listener, router(witness)).with_graceful_shutdown(end);
            witnesses.serving.push(tokio::spawn(serving.into_future()));
        }
        Ok(witnesses)
    }

    /// Stops every witness and waits until its state is let go.
    pub(super) async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        for serving in self.serving {
            serving.await.context("a witness broke down")?.context("a witness broke down")?;
        }
        Ok(())
    }
}

/// The name in a witness's verifier key.
fn vkey_name(name: &str) -> String {
    format!("{name}.example")
}
