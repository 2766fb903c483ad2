//! The printed certificate: its QR code and its page.

#![deny(missing_docs)]

mod page;
mod qr;

pub use page::certificate_page;
pub use qr::{Qr, QrError};
