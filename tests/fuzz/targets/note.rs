//! Signed notes: what is accepted is written back byte for byte, and can be composed and added to.
#![no_main]

use tlog::{MAX_NOTE, MAX_SIGNATURES, Note};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(note) = Note::from_bytes(input) else { return };
    assert_eq!(note.to_text().as_bytes(), input);
    assert!(input.len() <= MAX_NOTE && note.signatures().len() <= MAX_SIGNATURES);
    assert!(note.text().ends_with('\n') && !note.signatures().is_empty());
    let composed = Note::compose(note.text(), note.signatures());
    assert_eq!(composed.as_deref().map(str::as_bytes), Ok(input));
    assert_eq!(note.with(note.signatures()).as_bytes(), input);
});
