//! Submissions to a witness: what is accepted is written back byte for byte, and a witness never
//! goes back to a smaller tree.
#![no_main]

use std::sync::LazyLock;

use fuzz::SIGNER;
use tlog::{Checkpoint, Hash, Note, SignatureKind, Submission, TreeHead, VerifierKey};

static LOG: LazyLock<VerifierKey> = LazyLock::new(|| {
    let public = SIGNER.verifying_key();
    let key = VerifierKey::new("example.com/log", SignatureKind::Ed25519, public.as_bytes());
    key.expect("a sound key")
});

libfuzzer_sys::fuzz_target!(|input: &str| {
    let Ok(submission) = Submission::parse(input) else { return };
    assert_eq!(submission.to_text(), input);
    let note = Note::parse(&submission.note).ok();
    let head = note.and_then(|note| Checkpoint::parse(note.text()).ok()).map(|one| one.head);
    let older = TreeHead { size: submission.old, root: Hash::of_leaf(b"entry") };
    for known in [None, head, Some(older)] {
        if let Ok(accepted) = tlog::judge_submission(&submission, known, &[LOG.clone()]) {
            assert_eq!(accepted.checkpoint.to_text(), accepted.text);
            assert!(accepted.checkpoint.head.size >= known.map_or(0, |head| head.size));
        }
    }
});
