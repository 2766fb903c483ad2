//! Lines of a stream, with bounded memory.

use std::io::BufRead;

use super::{FileError, RECORD_LIMIT};

/// The lines of a stream.
pub(super) struct Lines<R> {
    input: R,
    number: u64,
}

/// A line without its end (`\n` or `\r\n`).
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Its bytes, the first [`RECORD_LIMIT`] of them.
    pub(super) bytes: Vec<u8>,
    /// Whether these are all of them.
    pub(super) whole: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { input, number: 0 }
    }

    /// The next line; a byte order mark before the first is passed over.
    pub(super) fn next(&mut self) -> Result<Option<Line>, FileError> {
        let mut bytes = Vec::new();
        let mut length = 0_usize;
        let mut ended = false;
        let mut any = false;
        while !ended {
            let part = self.input.fill_buf().map_err(|error| FileError::Read(error.kind()))?;
            if part.is_empty() {
                break;
            }
            any = true;
            let end = part.iter().position(|&byte| byte == b'\n');
            let content = part.get(..end.unwrap_or(part.len())).unwrap_or_default();
            // Room for a byte order mark and a carriage return beside the longest record.
            let room = (RECORD_LIMIT + 4).saturating_sub(bytes.len());
            bytes.extend(content.iter().take(room));
            length = length.saturating_add(content.len());
            let count = content.len() + usize::from(end.is_some());
            ended = end.is_some();
            self.input.consume(count);
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        let mut whole = bytes.len() == length;
        if self.number == 1 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        if whole && bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        whole &= bytes.len() <= RECORD_LIMIT;
        bytes.truncate(RECORD_LIMIT);
        Ok(Some(Line { number: self.number, bytes, whole }))
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();
