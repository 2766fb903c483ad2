//! The QR code of a certificate: one byte segment for the address, one numeric segment for the
//! digits, error correction level M (specification §3.1, §3.4).

use std::fmt::Write as _;

use qrcode::bits::Bits;
use qrcode::types::{Color, QrError as Refusal};
use qrcode::{EcLevel, QrCode, Version};

/// White modules around the code; four is the standard's least.
const QUIET: usize = 4;
/// The largest version that phones read well at the printed size.
const MAX_VERSION: i16 = 17;

/// A QR code.
#[derive(Clone, Debug)]
pub struct Qr {
    width: usize,
    dark: Vec<bool>,
    version: i16,
}

/// Why there is no QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QrError {
    /// The address is not `…/v#` and digits.
    Form,
    /// It needs a larger version than 17, which low-end phones do not read.
    TooLong,
    /// The picture could not be written.
    Picture,
}

impl std::fmt::Display for QrError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Form => "the address is not one of a certificate",
            Self::TooLong => "the certificate does not fit a QR code of version 17",
            Self::Picture => "the picture of the QR code could not be written",
        })
    }
}

impl std::error::Error for QrError {}

impl Qr {
    /// The code of a certificate's address, in the smallest version that holds it.
    ///
    /// # Errors
    ///
    /// [`QrError`] when the text is no certificate's address or does not fit.
    pub fn new(address: &str) -> Result<Self, QrError> {
        let (prefix, digits) = address.split_once('#').ok_or(QrError::Form)?;
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(QrError::Form);
        }
        for version in 1..=MAX_VERSION {
            match encode(&format!("{prefix}#"), digits, version) {
                Ok(code) => {
                    let dark =
                        code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
                    return Ok(Self { width: code.width(), dark, version });
                }
                Err(Refusal::DataTooLong) => {}
                Err(_) => return Err(QrError::Form),
            }
        }
        Err(QrError::TooLong)
    }

    /// The version, 1 to 17; the code has 17 + 4 × version modules a side.
    #[must_use]
    pub const fn version(&self) -> i16 {
        self.version
    }

    /// Modules a side, the quiet zone included.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// The code as one SVG path in modules: a run of dark modules is one rectangle. The quiet zone
    /// is inside the view box, and the ground is white whatever the page is.
    #[must_use]
    pub fn svg(&self, label: &str) -> String {
        let side = self.side();
        let mut path = String::new();
        for (row, modules) in self.dark.chunks(self.width).enumerate() {
            let mut column = 0;
            while column < modules.len() {
                let run = modules.iter().skip(column).take_while(|dark| **dark).count();
                if run > 0 {
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
                }
                column += run.max(1);
            }
        }
        // 0.508 mm a module is six dots of a printer of 300 dots an inch.
        let micrometres = side * 508;
        let size = format!("{}.{:03}mm", micrometres / 1_000, micrometres % 1_000);
        let label = label.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 {side} {side}\" \
             role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }

    /// The code as a PNG, so many pixels a module.
    ///
    /// # Errors
    ///
    /// [`QrError::Picture`] when it would be larger than a page.
    pub fn png(&self, scale: usize) -> Result<Vec<u8>, QrError> {
        let side = self.side() * scale;
        let size =
            u32::try_from(side).ok().filter(|size| *size <= 8_192).ok_or(QrError::Picture)?;
        let dark_at = |x: usize, y: usize| {
            let (x, y) = ((x / scale).checked_sub(QUIET)?, (y / scale).checked_sub(QUIET)?);
            (x < self.width).then(|| self.dark.get(y * self.width + x).copied())?
        };
        let pixels: Vec<u8> = (0..side)
            .flat_map(|y| (0..side).map(move |x| (x, y)))
            .map(|(x, y)| if dark_at(x, y) == Some(true) { 0 } else { 255 })
            .collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, size, size);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().map_err(|_| QrError::Picture)?;
        writer.write_image_data(&pixels).map_err(|_| QrError::Picture)?;
        writer.finish().map_err(|_| QrError::Picture)?;
        Ok(bytes)
    }
}

fn encode(prefix: &str, digits: &str, version: i16) -> Result<QrCode, Refusal> {
    let mut bits = Bits::new(Version::Normal(version));
    bits.push_byte_data(prefix.as_bytes())?;
    bits.push_numeric_data(digits.as_bytes())?;
    bits.push_terminator(EcLevel::M)?;
    QrCode::with_bits(bits, EcLevel::M)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_specification() {
        // Variant C of §3.3: a 25-character prefix and 784 digits make version 14.
        let address = format!("https://m100.tabriz.ir/v#{}", "1".repeat(784));
        let qr = Qr::new(&address).unwrap();
        assert_eq!((qr.version(), qr.side()), (14, 73 + 8));
        assert_eq!(Qr::new("https://m100.tabriz.ir/v#12a").unwrap_err(), QrError::Form);
        let long = format!("https://m100.tabriz.ir/v#{}", "1".repeat(1_400));
        assert_eq!(Qr::new(&long).unwrap_err(), QrError::TooLong);
    }

    #[test]
    fn the_path_draws_every_dark_module_once() {
        let qr = Qr::new(&format!("https://a.example/v#{}", "7".repeat(300))).unwrap();
        let svg = qr.svg("a \"label\" <");
        assert!(svg.contains("a &quot;label&quot; &lt;"));
        let drawn: usize = svg
            .split('h')
            .skip(1)
            .filter_map(|rest| {
                rest.split_once("v1h-").and_then(|(run, _)| run.parse::<usize>().ok())
            })
            .sum();
        assert_eq!(drawn, qr.dark.iter().filter(|dark| **dark).count());
        assert!(qr.png(6).unwrap().starts_with(b"\x89PNG"));
        assert_eq!(qr.png(1_000).unwrap_err(), QrError::Picture);
    }
}
