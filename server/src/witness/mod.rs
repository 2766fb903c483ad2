//! Witnesses (C2SP tlog-witness): the service that cosigns what it has seen to be consistent, the
//! small file that it must not forget, and the client with which a log asks its witnesses.

mod client;
mod cosigner;
mod evidence;
mod file;
mod problem;
mod service;
mod state;
#[cfg(test)]
mod tests;

pub use client::{Answer, Gathered, ahead, gather, shown};
pub use cosigner::{Reply, Witness};
pub use evidence::{Evidence, Fault};
pub use problem::WitnessProblem;
pub use service::router;
pub use state::{StateFile, StateProblem};

use file::replace;
pub(crate) use file::replace_by;

/// The path of a file beside another: its name and an ending more.
pub(crate) fn beside(path: &std::path::Path, ending: &str) -> std::path::PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Where the evidence of a state is kept.
#[must_use]
pub fn evidence_of(state: &std::path::Path) -> std::path::PathBuf {
    beside(state, ".evidence")
}
