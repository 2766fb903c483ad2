//! The few CBOR items that claims are made of, in their one deterministic form
//! (RFC 8949 §4.2.1): shortest lengths, definite sizes, ascending map keys.

use alloc::string::String;
use alloc::vec::Vec;

use crate::rejection::{CborProblem, Rejection};

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;

/// Writes items.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    bytes: Vec<u8>,
}

impl Encoder {
    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn integer(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.head(UNSIGNED, value),
            Err(_) => self.head(NEGATIVE, (-1 - value).unsigned_abs()),
        }
    }

    pub(crate) fn unsigned(&mut self, value: u64) {
        self.head(UNSIGNED, value);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.head(BYTES, bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.head(TEXT, text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(crate) fn array(&mut self, length: usize) {
        self.head(ARRAY, length as u64);
    }

    pub(crate) fn map(&mut self, length: usize) {
        self.head(MAP, length as u64);
    }

    fn head(&mut self, major: u8, value: u64) {
        let major = major << 5;
        let bytes = value.to_be_bytes();
        let [.., a, b, c, d] = bytes;
        match value {
            0..=23 => self.bytes.push(major | d),
            24..=0xff => self.bytes.extend([major | 24, d]),
            0x100..=0xffff => self.bytes.extend([major | 25, c, d]),
            0x1_0000..=0xffff_ffff => self.bytes.extend([major | 26, a, b, c, d]),
            _ => {
                self.bytes.push(major | 27);
                self.bytes.extend(bytes);
            }
        }
    }
}

/// Reads items, strictly.
#[derive(Debug)]
pub(crate) struct Decoder<'a> {
    input: &'a [u8],
    offset: usize,
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self { input, offset: 0 }
    }

    pub(crate) fn integer(&mut self) -> Result<i64, Rejection> {
        let start = self.offset;
        match self.head()? {
            (UNSIGNED, value) => i64::try_from(value).map_err(|_| type_at(start)),
            (NEGATIVE, value) => {
                i64::try_from(value).map(|value| -1 - value).map_err(|_| type_at(start))
            }
            _ => Err(type_at(start)),
        }
    }

    pub(crate) fn unsigned(&mut self) -> Result<u64, Rejection> {
        self.expect(UNSIGNED)
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Rejection> {
        let length = self.expect(BYTES)?;
        self.take(length)
    }

    pub(crate) fn text(&mut self) -> Result<String, Rejection> {
        let start = self.offset;
        let length = self.expect(TEXT)?;
        let bytes = self.take(length)?;
        match core::str::from_utf8(bytes) {
            Ok(text) => Ok(text.into()),
            Err(_) => Err(Rejection::Cbor { offset: start, problem: CborProblem::NotUtf8 }),
        }
    }

    /// Opens an array of at most `limit` items.
    pub(crate) fn array(&mut self, limit: u64) -> Result<u64, Rejection> {
        self.sized(ARRAY, limit)
    }

    /// Opens a map of at most `limit` entries.
    pub(crate) fn map(&mut self, limit: u64) -> Result<u64, Rejection> {
        self.sized(MAP, limit)
    }

    /// Whether the next item is an array; at the end of the input, no.
    pub(crate) fn at_array(&self) -> bool {
        self.input.get(self.offset).is_some_and(|byte| byte >> 5 == ARRAY)
    }

    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    pub(crate) fn finish(self) -> Result<(), Rejection> {
        if self.offset == self.input.len() {
            Ok(())
        } else {
            Err(Rejection::Cbor { offset: self.offset, problem: CborProblem::Trailing })
        }
    }

    fn sized(&mut self, major: u8, limit: u64) -> Result<u64, Rejection> {
        let start = self.offset;
        let length = self.expect(major)?;
        if length > limit {
            return Err(Rejection::Cbor { offset: start, problem: CborProblem::TooMany });
        }
        Ok(length)
    }

    fn expect(&mut self, major: u8) -> Result<u64, Rejection> {
        let start = self.offset;
        match self.head()? {
            (found, value) if found == major => Ok(value),
            _ => Err(type_at(start)),
        }
    }

    /// The major type and argument of the next item. Indefinite lengths, tags, floats and simple
    /// values have no place in claims.
    fn head(&mut self) -> Result<(u8, u64), Rejection> {
        let start = self.offset;
        let [first] = self.array_of::<1>()?;
        let (major, info) = (first >> 5, first & 0x1f);
        if major > MAP {
            return Err(type_at(start));
        }
        let (value, floor) = match info {
            0..=23 => (u64::from(info), 0),
            24 => (u64::from(u8::from_be_bytes(self.array_of()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.array_of()?)), 0x100),
            26 => (u64::from(u32::from_be_bytes(self.array_of()?)), 0x1_0000),
            27 => (u64::from_be_bytes(self.array_of()?), 0x1_0000_0000),
            _ => return Err(type_at(start)),
        };
        if value < floor {
            return Err(Rejection::Cbor { offset: start, problem: CborProblem::NotShortest });
        }
        Ok((major, value))
    }

    fn array_of<const N: usize>(&mut self) -> Result<[u8; N], Rejection> {
        let bytes = self.take(N as u64)?;
        <[u8; N]>::try_from(bytes)
            .map_err(|_| Rejection::Cbor { offset: self.offset, problem: CborProblem::Truncated })
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], Rejection> {
        let truncated =
            Rejection::Cbor { offset: self.input.len(), problem: CborProblem::Truncated };
        let length = usize::try_from(length).map_err(|_| truncated)?;
        let end = self.offset.checked_add(length).ok_or(truncated)?;
        let bytes = self.input.get(self.offset..end).ok_or(truncated)?;
        self.offset = end;
        Ok(bytes)
    }
}

fn type_at(offset: usize) -> Rejection {
    Rejection::Cbor { offset, problem: CborProblem::UnexpectedType }
}
