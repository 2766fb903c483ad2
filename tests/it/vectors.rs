//! Vectors: others' and our own.

mod cbor;
mod certificate;
mod claims;
mod cose;
mod forge;
mod good;
mod logged;
mod merkle;
mod mutation;
mod python;
mod rekor;
mod tlog_note;
mod tlog_tree;
mod wycheproof;
