//! The one binary of the portal: commands that read and write, and the public server.
//!
//! The public server ([`web`], [`api`]) reaches published things only; keys and microdata are
//! for the commands that write.

#![deny(missing_docs)]

mod amount;
pub mod api;
pub mod clock;
mod commands;
pub mod config;
pub mod demo;
pub mod import;
pub mod log;
pub mod monitor;
pub mod random;
pub mod remote;
pub mod seal;
pub mod storage;
pub mod web;
pub mod witness;

pub use commands::run;
