//! The pages of the portal, rendered on the server, and the few islands that need the browser.
//!
//! A page is a pure function of plain data: the server loads the data and calls [`render`].
//! Nothing here reads a clock, a file or the environment.

#![deny(missing_docs)]

pub mod islands;
pub mod language;

#[cfg(feature = "ssr")]
mod charts;
pub mod components;
#[cfg(feature = "ssr")]
mod finding;
#[cfg(feature = "hydrate")]
mod hydrate;
pub mod lookup;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod paths;
#[cfg(feature = "ssr")]
pub mod route;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod site;
#[cfg(all(test, feature = "ssr"))]
mod tests;

#[cfg(feature = "hydrate")]
pub use hydrate::hydrate;
pub use language::Language;
#[cfg(feature = "ssr")]
pub use page::{Page, render};
#[cfg(feature = "ssr")]
pub use route::Route;
#[cfg(feature = "ssr")]
pub use site::{Assets, Site};
