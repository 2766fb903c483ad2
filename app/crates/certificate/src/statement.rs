//! The one COSE_Sign1 form that a certificate has (RFC 9052, RFC 9864; specification §3.2).
//!
//! ```text
//! D2 84                        tag 18, array of 4
//! 4D A2 01 32 04 48 <kid: 8>   protected: {1: -19 (Ed25519), 4: kid}
//! A0                           unprotected: empty, always
//! 58 LL | 59 LLLL  <payload>   in the shortest length form
//! 58 40 <signature: 64>        and nothing after it
//! ```
//!
//! It is matched byte for byte before any other reader sees it, because general COSE readers
//! accept second spellings of the same statement.

use alloc::vec::Vec;

use crate::key::KeyId;
use crate::rejection::Rejection;

/// The external additional data of the signature: certificates share no signature with any other
/// thing that is signed.
pub const EXTERNAL_AAD: &[u8] = b"gavah/certificate/v1";
/// Bytes of a statement, at most: a QR code of version 17 at level M holds no more.
pub const MAX_STATEMENT: usize = 420;

const HEAD: [u8; 8] = [0xd2, 0x84, 0x4d, 0xa2, 0x01, 0x32, 0x04, 0x48];
const PROTECTED_START: usize = 3;
const UNPROTECTED: u8 = 0xa0;
const SIGNATURE_HEAD: [u8; 2] = [0x58, 0x40];

/// A signed statement in its parts. It says nothing about the signature being good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    key: KeyId,
    payload: Vec<u8>,
    signature: [u8; 64],
}

/// A statement that waits for its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsigned {
    key: KeyId,
    payload: Vec<u8>,
}

impl Unsigned {
    /// A statement of this payload to be signed with this key; `None` when it would be larger than
    /// [`MAX_STATEMENT`] or smaller than any claims are.
    #[must_use]
    pub fn new(key: KeyId, payload: Vec<u8>) -> Option<Self> {
        let form = payload.len() >= MIN_PAYLOAD
            && overhead(payload.len()) + payload.len() <= MAX_STATEMENT;
        form.then_some(Self { key, payload })
    }

    /// The bytes to sign: `["Signature1", protected, external_aad, payload]` of RFC 9052 §4.4.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        signed_bytes(self.key, &self.payload)
    }

    /// The statement with its signature.
    #[must_use]
    pub fn sign(self, signature: [u8; 64]) -> Statement {
        Statement { key: self.key, payload: self.payload, signature }
    }
}

/// Payloads shorter than this are no claims, and have another length form.
const MIN_PAYLOAD: usize = 24;

impl Statement {
    /// Reads a statement from exactly these bytes.
    ///
    /// # Errors
    ///
    /// [`Rejection::Form`] with the offset of the first byte that leaves the form.
    pub fn parse(bytes: &[u8]) -> Result<Self, Rejection> {
        let mut at = Cursor { bytes, offset: 0 };
        at.fixed(&HEAD)?;
        let key = KeyId::from_bytes(at.array()?);
        at.fixed(&[UNPROTECTED])?;
        let start = at.offset;
        let length = match at.array()? {
            [0x58] => {
                let [length] = at.array()?;
                usize::from(length)
            }
            [0x59] => {
                let length = usize::from(u16::from_be_bytes(at.array()?));
                // The two-byte form is for lengths that need it.
                if length < 256 {
                    return Err(Rejection::Form { offset: start });
                }
                length
            }
            _ => return Err(Rejection::Form { offset: start }),
        };
        if length < MIN_PAYLOAD {
            return Err(Rejection::Form { offset: start });
        }
        let payload = at.take(length)?.to_vec();
        at.fixed(&SIGNATURE_HEAD)?;
        let signature = at.array()?;
        if at.offset != bytes.len() || bytes.len() > MAX_STATEMENT {
            return Err(Rejection::Form { offset: at.offset });
        }
        Ok(Self { key, payload, signature })
    }

    /// The statement's bytes; the form admits no others.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(overhead(self.payload.len()) + self.payload.len());
        bytes.extend(HEAD);
        bytes.extend(self.key.as_bytes());
        bytes.push(UNPROTECTED);
        push_length(&mut bytes, self.payload.len());
        bytes.extend(&self.payload);
        bytes.extend(SIGNATURE_HEAD);
        bytes.extend(self.signature);
        bytes
    }

    /// The key that the statement names.
    #[must_use]
    pub const fn key(&self) -> KeyId {
        self.key
    }

    /// The signed content.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The signature.
    #[must_use]
    pub const fn signature(&self) -> &[u8; 64] {
        &self.signature
    }

    /// The bytes that the signature is over.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        signed_bytes(self.key, &self.payload)
    }
}

fn signed_bytes(key: KeyId, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64 + payload.len());
    bytes.extend(b"\x84\x6aSignature1");
    bytes.extend(HEAD.iter().skip(PROTECTED_START - 1));
    bytes.extend(key.as_bytes());
    bytes.push(0x54);
    bytes.extend(EXTERNAL_AAD);
    push_length(&mut bytes, payload.len());
    bytes.extend(payload);
    bytes
}

/// Bytes around a payload of this length.
const fn overhead(payload: usize) -> usize {
    if payload < 256 { 85 } else { 86 }
}

/// The head of a byte string of 24 to 65 535 bytes; [`Unsigned::new`] admits no others.
fn push_length(bytes: &mut Vec<u8>, length: usize) {
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(length), _) => bytes.extend([0x58, length]),
        (_, Ok(length)) => {
            bytes.push(0x59);
            bytes.extend(length.to_be_bytes());
        }
        _ => {}
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Cursor<'a> {
    fn fixed(&mut self, wanted: &[u8]) -> Result<(), Rejection> {
        for byte in wanted {
            if self.bytes.get(self.offset) != Some(byte) {
                return Err(Rejection::Form { offset: self.offset });
            }
            self.offset += 1;
        }
        Ok(())
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Rejection> {
        let offset = self.offset;
        self.take(N)?.try_into().map_err(|_| Rejection::Form { offset })
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Rejection> {
        let end = self.offset.saturating_add(length);
        let taken =
            self.bytes.get(self.offset..end).ok_or(Rejection::Form { offset: self.bytes.len() })?;
        self.offset = end;
        Ok(taken)
    }
}
