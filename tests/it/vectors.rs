//! Vectors: others' and our own.

mod cbor;
mod certificate;
mod claims;
mod cose;
mod forge;
mod good;
mod logged;
mod mutation;
mod python;
mod wycheproof;
