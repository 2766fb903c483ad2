//! Public behaviour only.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "the functions that the tests share are tests too, and tests read files"
)]

mod architecture;
mod cli;
mod documentation;
mod durability;
mod http;
mod log;
mod monitor;
mod storage;
mod support;
mod vectors;
mod witness;
