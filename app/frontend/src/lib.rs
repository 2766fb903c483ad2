//! The browser's half of the portal: it links the islands of `app`, and does nothing else.

#![deny(missing_docs)]

// The islands are exported only from a crate that links the one that defines them.
extern crate app;

use wasm_bindgen::prelude::wasm_bindgen;

/// Prepares the page; the boot module then wakes every island on it.
#[wasm_bindgen]
pub fn hydrate() {
    app::hydrate();
}
