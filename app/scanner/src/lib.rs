//! Reads a QR code from a grey picture. A module of its own, loaded when a photo is chosen.

#![deny(missing_docs)]

use rxing::common::HybridBinarizer;
use rxing::qrcode::QRCodeReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader as _};
use wasm_bindgen::prelude::wasm_bindgen;

/// Pixels of a picture, at most; the worker makes larger ones smaller.
const MAX_PIXELS: usize = 16_000_000;

/// The text of the QR code in a picture of `width` × `height` grey bytes, row by row, if there is
/// one. It can take long: run it where it can be stopped.
#[wasm_bindgen]
#[must_use]
pub fn decode(grey: Vec<u8>, width: u32, height: u32) -> Option<String> {
    let pixels = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
    if pixels == 0 || pixels > MAX_PIXELS || grey.len() != pixels {
        return None;
    }
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let source = Luma8LuminanceSource::new(grey, width, height).ok()?;
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let found = QRCodeReader::new().decode_with_hints(&mut bitmap, &hints).ok()?;
    Some(found.getText().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_without_a_code_or_of_another_size_gives_nothing() {
        assert_eq!(decode(vec![255; 64 * 64], 64, 64), None);
        assert_eq!(decode(vec![255; 10], 64, 64), None);
        assert_eq!(decode(vec![], 0, 0), None);
        assert_eq!(decode(vec![0; 4], 1 << 20, 1 << 20), None);
    }
}
