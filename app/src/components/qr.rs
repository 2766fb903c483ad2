//! QR codes, error correction level M: of a certificate (specification §3.1, §3.4), and of the
//! address of a page on paper.

use std::fmt::Write as _;

use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::ec::construct_codewords;
use qrcode::types::{Color, QrError as Refusal};
use qrcode::{EcLevel, QrCode, Version};

/// White modules around the code; four is the standard's least.
const QUIET: usize = 4;
/// The largest version that phones read well at the printed size.
const MAX_VERSION: i16 = 17;

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    width: usize,
    version: Version,
    dark: Vec<bool>,
}

/// Why there is no QR code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QrError {
    /// The address is not `…/v#` and digits.
    Form,
    /// It needs a larger version than 17, which low-end phones do not read.
    TooLong,
}

impl std::fmt::Display for QrError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Form => "the address is not one of a certificate",
            Self::TooLong => "the text does not fit a QR code of version 17",
        })
    }
}

impl std::error::Error for QrError {}

impl Qr {
    /// The code of a certificate's address, in the smallest version that holds it: one byte
    /// segment for the address and one numeric segment for the digits.
    ///
    /// # Errors
    ///
    /// [`QrError`] when the text is no certificate's address or does not fit.
    pub fn of_certificate(address: &str) -> Result<Self, QrError> {
        let (prefix, digits) = address.split_once('#').ok_or(QrError::Form)?;
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(QrError::Form);
        }
        let prefix = format!("{prefix}#");
        let bits = smallest(|bits| {
            bits.push_byte_data(prefix.as_bytes())?;
            bits.push_numeric_data(digits.as_bytes())
        })?;
        let code = QrCode::with_bits(bits, EcLevel::M).map_err(|_| QrError::Form)?;
        let version = code.version();
        Ok(Self { width: code.width(), version, dark: dark(code.into_colors()) })
    }

    /// The code of a plain address, in the smallest version that holds it: one byte segment,
    /// because addresses are written in lower case, which the alphanumeric mode does not have.
    ///
    /// Its mask is always the checkerboard. Every reader reads every mask; looking for the most
    /// even one takes a hundred times longer than the rest and more than rendering a page does.
    ///
    /// # Errors
    ///
    /// [`QrError::TooLong`] when the address does not fit.
    pub fn of_address(address: &str) -> Result<Self, QrError> {
        let bits = smallest(|bits| bits.push_byte_data(address.as_bytes()))?;
        let version = bits.version();
        let codewords = construct_codewords(&bits.into_bytes(), version, EcLevel::M);
        let (data, correction) = codewords.map_err(|_| QrError::TooLong)?;
        let mut canvas = Canvas::new(version, EcLevel::M);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &correction);
        canvas.apply_mask(MaskPattern::Checkerboard);
        let dark = dark(canvas.into_colors());
        Ok(Self { width: dark.len().isqrt(), version, dark })
    }

    /// The version, 1 to 17; the code has 17 + 4 × version modules a side.
    #[must_use]
    pub const fn version(&self) -> i16 {
        match self.version {
            Version::Normal(version) | Version::Micro(version) => version,
        }
    }

    /// Modules a side, the quiet zone included.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// Whether the module in this column and row is dark, counted from the corner of the quiet
    /// zone. Everything outside the code is light.
    #[must_use]
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        let inside = |place: usize| place.checked_sub(QUIET).filter(|place| *place < self.width);
        let (Some(column), Some(row)) = (inside(column), inside(row)) else { return false };
        self.dark.get(row * self.width + column).copied().unwrap_or(false)
    }

    /// The code as one SVG path, so many micrometres a module: each row is a line that is drawn
    /// where the modules are dark. The quiet zone is inside the view box, and the ground is white
    /// whatever the page is.
    #[must_use]
    pub fn svg(&self, label: &str, module: usize) -> String {
        let side = self.side();
        let micrometres = side * module;
        let size = format!("{}.{:03}mm", micrometres / 1_000, micrometres % 1_000);
        let label = label.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" width=\"{size}\" height=\"{size}\" viewBox=\"0 0 {side} {side}\" \
             role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"></path><path fill=\"none\" stroke=\"#000\" d=\"{}\"></path></svg>",
            self.strokes()
        )
    }

    /// The dark runs of every row as strokes of one module's width.
    fn strokes(&self) -> String {
        let mut path = String::new();
        for (row, modules) in self.dark.chunks(self.width).enumerate() {
            let mut drawn_to = None;
            let mut column = 0;
            while column < modules.len() {
                let run = modules.iter().skip(column).take_while(|dark| **dark).count();
                if run > 0 {
                    let _ = match drawn_to {
                        None => write!(path, "M{} {}.5h{run}", column + QUIET, row + QUIET),
                        Some(end) => write!(path, "m{} 0h{run}", column - end),
                    };
                    drawn_to = Some(column + run);
                }
                column += run.max(1);
            }
        }
        path
    }
}

/// These segments in the smallest version that holds them.
fn smallest(segments: impl Fn(&mut Bits) -> Result<(), Refusal>) -> Result<Bits, QrError> {
    for version in 1..=MAX_VERSION {
        let mut bits = Bits::new(Version::Normal(version));
        match segments(&mut bits).and_then(|()| bits.push_terminator(EcLevel::M)) {
            Ok(()) => return Ok(bits),
            Err(Refusal::DataTooLong) => {}
            Err(_) => return Err(QrError::Form),
        }
    }
    Err(QrError::TooLong)
}

fn dark(colors: Vec<Color>) -> Vec<bool> {
    colors.into_iter().map(|color| color == Color::Dark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_specification() {
        // Variant C of §3.3: a 25-character prefix and 784 digits make version 14.
        let address = format!("https://m100.tabriz.ir/v#{}", "1".repeat(784));
        let qr = Qr::of_certificate(&address).unwrap();
        assert_eq!((qr.version(), qr.side()), (14, 73 + 8));
        let odd = Qr::of_certificate("https://m100.tabriz.ir/v#12a");
        assert_eq!(odd.unwrap_err(), QrError::Form);
        let long = format!("https://m100.tabriz.ir/v#{}", "1".repeat(1_400));
        assert_eq!(Qr::of_certificate(&long).unwrap_err(), QrError::TooLong);
    }

    /// ISO/IEC 18004, table 7: version 3-M holds 42 bytes, 4-M 62, 17-M 504.
    #[test]
    fn an_address_gets_the_smallest_version() {
        let version = |length| Qr::of_address(&"a".repeat(length)).map(|qr| qr.version());
        assert_eq!((version(42), version(43)), (Ok(3), Ok(4)));
        assert_eq!((version(504), version(505)), (Ok(17), Err(QrError::TooLong)));
    }

    #[test]
    fn the_path_draws_every_dark_module_once_and_no_other() {
        let address = format!("https://a.example/v#{}", "7".repeat(300));
        let qr = Qr::of_certificate(&address).unwrap();
        let mut drawn = vec![0; qr.side() * qr.side()];
        let strokes = qr.strokes();
        for row in strokes.split('M').skip(1) {
            let (start, runs) = row.split_once(".5").unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (mut x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            for piece in runs.split('h').skip(1) {
                let (run, gap) = piece.split_once('m').unwrap_or((piece, "0 0"));
                let run: usize = run.parse().unwrap();
                (x..x + run).for_each(|column| drawn[y * qr.side() + column] += 1);
                x += run + gap.trim_end_matches(" 0").parse::<usize>().unwrap();
            }
        }
        for (place, times) in drawn.into_iter().enumerate() {
            let (column, row) = (place % qr.side(), place / qr.side());
            assert_eq!(times, usize::from(qr.is_dark(column, row)), "{column} {row}");
        }
    }

    #[test]
    fn the_label_cannot_leave_its_attribute() {
        let svg = Qr::of_address("https://a.example/").unwrap().svg("a \"label\" <&", 500);
        assert!(svg.contains("aria-label=\"a &quot;label&quot; &lt;&amp;\""), "{svg}");
        // Version 1 or 2 and the quiet zone: 25 + 8 modules of half a millimetre.
        assert!(svg.contains("width=\"16.500mm\""), "{svg}");
    }
}
