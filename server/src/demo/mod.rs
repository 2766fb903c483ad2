//! The demonstration: a city whose data are made up.

pub mod generate;
