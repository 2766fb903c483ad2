//! The certificate: a small signed statement about one ruling, made to be printed as a QR code
//! and verified by anyone without asking anyone.
//!
//! From the inside out: [`Claims`] are facts in deterministic CBOR (RFC 8949 §4.2.1); a
//! [`Statement`] is the one COSE_Sign1 form (RFC 9052, Ed25519 as alg −19 of RFC 9864) that carries
//! them; [`base10`] writes its bytes as digits; [`text`] is the address that the QR code holds.
//! [`verify`] goes the way back and answers with a [`Verdict`], which is a tuple of facts and
//! never a boolean.
//!
//! The crate does no IO, has no clock and takes no decision for the reader.

#![no_std]
#![deny(missing_docs)]

extern crate alloc;

pub mod base10;
mod cbor;
mod claims;
mod claims_reader;
mod key;
mod key_list;
mod log_bound;
mod log_check;
mod number;
mod plain_text;
mod rejection;
mod statement;
#[cfg(test)]
mod tests;
pub mod text;
mod verdict;

pub use claims::{Area, Claims, ClaimsError, Outcomes, Predecessor};
pub use key::{IssuerKey, KeyError, KeyId};
pub use key_list::{Force, KeyList, KeyListError, KeyListProblem, KeyState, ListedKey, Validity};
pub use log_bound::LogBound;
pub use log_check::LogCheck;
pub use number::{CertificateNumber, NumberError};
pub use rejection::{Base10Problem, CborProblem, FieldProblem, Rejection, TextProblem};
pub use statement::{EXTERNAL_AAD, MAX_STATEMENT, Statement, Unsigned};
pub use verdict::{
    FormCheck, KeyCheck, PaperCheck, SignatureCheck, StatusCheck, Summary, Verdict, judge, verify,
    verify_statement,
};
