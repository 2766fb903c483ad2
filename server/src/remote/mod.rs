//! Reads a log that somebody serves or keeps: over HTTP, or from a folder with the same paths
//! (C2SP tlog-tiles). Nothing that is read is believed: what comes is bounded in size and time,
//! has the form that its path implies, and is for the caller to verify.

mod client;
mod folder;
mod http;
mod problem;
mod source;

pub(crate) use client::{Address, NoAnswer, client, fetch, post};
pub use problem::RemoteProblem;
pub use source::Source;
