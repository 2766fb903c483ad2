//! Parts that pages are made of; each has its style sheet of the same name.

pub(crate) mod code;
pub(crate) mod date;
pub(crate) mod girih;
pub(crate) mod sentence;
pub(crate) mod table;
pub(crate) mod timeline;
