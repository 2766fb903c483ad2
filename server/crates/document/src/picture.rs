//! The QR code of a certificate as a picture, for other programs to print.

use app::components::qr::Qr;

/// The longest side of a picture in pixels; a page of 300 dots an inch is narrower.
const MAX_SIDE: usize = 8_192;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PictureError {
    /// It would be larger than a page.
    TooLarge,
    /// The PNG could not be written.
    Encoding,
}

impl std::fmt::Display for PictureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the picture of the QR code would be larger than a page",
            Self::Encoding => "the picture of the QR code could not be written",
        })
    }
}

impl std::error::Error for PictureError {}

/// The code as a PNG, so many pixels a module, with its quiet zone.
///
/// # Errors
///
/// [`PictureError`] when it would be larger than a page or cannot be written.
pub fn png(qr: &Qr, scale: usize) -> Result<Vec<u8>, PictureError> {
    let side = qr.side().saturating_mul(scale);
    let size = u32::try_from(side).ok().filter(|_| side <= MAX_SIDE);
    let size = size.ok_or(PictureError::TooLarge)?;
    let pixels: Vec<u8> = (0..side)
        .flat_map(|y| (0..side).map(move |x| (x / scale, y / scale)))
        .map(|(column, row)| if qr.is_dark(column, row) { 0 } else { 255 })
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size, size);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|_| PictureError::Encoding)?;
    writer.write_image_data(&pixels).map_err(|_| PictureError::Encoding)?;
    writer.finish().map_err(|_| PictureError::Encoding)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_size_of_its_modules_and_no_more_than_a_page() {
        let qr = Qr::of_address("https://a.example/").unwrap();
        let picture = png(&qr, 6).unwrap();
        let side = u32::try_from(qr.side() * 6).unwrap().to_be_bytes();
        assert!(picture.starts_with(b"\x89PNG"));
        assert_eq!(picture[16..24], [side, side].concat());
        assert_eq!(png(&qr, 1_000), Err(PictureError::TooLarge));
        assert_eq!(png(&qr, usize::MAX), Err(PictureError::TooLarge));
    }
}
