//! The printed certificate: its QR code and its page.

#![deny(missing_docs)]

mod page;
mod picture;

pub use page::certificate_page;
pub use picture::{PictureError, png};
