//! Small grey pictures: the first byte is the width, the rest are pixels, row by row.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((&width, pixels)) = input.split_first() else { return };
    let Some(height) = pixels.len().checked_div(usize::from(width)) else { return };
    let pixels = pixels[..height * usize::from(width)].to_vec();
    let height = u32::try_from(height).expect("inputs are small");
    let _ = scanner::decode(pixels, width.into(), height);
});
