//! Parts that pages are made of; each has its style sheet of the same name.

#[cfg(feature = "ssr")]
pub(crate) mod code;
#[cfg(feature = "ssr")]
pub(crate) mod date;
pub mod fact;
#[cfg(feature = "ssr")]
pub(crate) mod girih;
pub mod html;
pub mod log_fact;
#[cfg(feature = "ssr")]
pub mod qr;
#[cfg(feature = "ssr")]
pub(crate) mod sentence;
#[cfg(feature = "ssr")]
pub(crate) mod table;
#[cfg(feature = "ssr")]
pub(crate) mod timeline;
pub mod verdict;
pub mod wording;
