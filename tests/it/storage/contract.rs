//! What the ports promise, on each engine: every contract here runs on SQLite and on PostgreSQL.

mod city;
mod log;
mod place;
mod portal;
mod race;
mod registry;
mod schema;
mod tree;
