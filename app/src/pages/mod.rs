//! The pages, one file for each.

pub(crate) mod about;
pub mod case;
pub(crate) mod figures;
pub(crate) mod home;
pub mod log;
pub(crate) mod not_found;
pub mod problem;
pub(crate) mod release;
pub(crate) mod table;
pub mod verify;
