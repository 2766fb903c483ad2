//! The witness over real HTTP: every answer of the protocol, what it keeps through a crash, and
//! what it does about a log with two faces.

pub(crate) mod log;
pub(crate) mod service;

mod answer;
mod race;
mod state;
