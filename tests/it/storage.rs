//! What is stored and published, and what is not.

mod absence;
mod another_city;
mod another_engine;
mod contract;
mod release;
