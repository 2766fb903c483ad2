//! The private keys of logs and witnesses, which sign notes (C2SP signed-note, tlog-cosignature).

use std::path::Path;

use ed25519_dalek::{Signer as _, SigningKey};
use tlog::{Note, SignatureKind, SignatureLine, VerifierKey, cosignature};

use crate::Error;
use crate::file;

/// A private key in memory with its name and kind. It is wiped when it is dropped.
pub struct NoteKey {
    vkey: VerifierKey,
    secret: SigningKey,
}

/// Makes a key from 32 random bytes and writes it, encrypted, to a new file that only its owner
/// can read. Answers with its verifier key, which the file does not hold: a name is no secret.
///
/// # Errors
///
/// [`Error::NoteKey`] for a name that no key can have; otherwise as [`crate::create`].
pub fn create_note_key(
    path: &Path,
    passphrase: &[u8],
    seed: &[u8; 32],
    name: &str,
    kind: SignatureKind,
) -> Result<VerifierKey, Error> {
    let secret = SigningKey::from_bytes(seed);
    let vkey =
        VerifierKey::new(name, kind, secret.verifying_key().as_bytes()).map_err(Error::NoteKey)?;
    file::write_new(path, passphrase, &secret)?;
    Ok(vkey)
}

/// Opens the key file that belongs to a verifier key.
///
/// # Errors
///
/// [`Error::OtherKey`] when the file holds another key; otherwise as [`crate::open`].
pub fn open_note_key(path: &Path, passphrase: &[u8], vkey: &VerifierKey) -> Result<NoteKey, Error> {
    let secret = file::read(path, passphrase)?;
    if secret.verifying_key().as_bytes() != vkey.key_bytes() {
        return Err(Error::OtherKey);
    }
    Ok(NoteKey { vkey: vkey.clone(), secret })
}

impl NoteKey {
    /// The verifier key.
    #[must_use]
    pub const fn vkey(&self) -> &VerifierKey {
        &self.vkey
    }

    /// Signs a text as a log does. The same text has the same signature every time.
    ///
    /// # Errors
    ///
    /// [`Error::Purpose`] for a witness's key; [`Error::Faulty`] when the signature does not verify
    /// afterwards, or when the text is none that a note can carry.
    pub fn sign(&self, text: &str) -> Result<SignatureLine, Error> {
        if self.vkey.kind() != SignatureKind::Ed25519 {
            return Err(Error::Purpose);
        }
        let line = SignatureLine {
            name: self.vkey.name().to_owned(),
            id: self.vkey.id(),
            signature: self.secret.sign(text.as_bytes()).to_bytes().to_vec(),
        };
        // A signature made by faulty hardware can give the key away: never let one out unchecked.
        match read_back(text, &line)?.signed_by(&self.vkey) {
            Ok(true) => Ok(line),
            _ => Err(Error::Faulty),
        }
    }

    /// Cosigns the text of a checkpoint as a witness does, at a time in seconds since
    /// 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    ///
    /// [`Error::Purpose`] for a log's key; [`Error::Faulty`] as [`NoteKey::sign`], and for a time
    /// that no cosignature may state.
    pub fn cosign(&self, checkpoint_text: &str, time: u64) -> Result<SignatureLine, Error> {
        if self.vkey.kind() != SignatureKind::Cosignature {
            return Err(Error::Purpose);
        }
        let message = cosignature::message(time, checkpoint_text);
        let signature = self.secret.sign(message.as_bytes()).to_bytes();
        let line = cosignature::line(&self.vkey, time, &signature);
        match cosignature::verify(&read_back(checkpoint_text, &line)?, &self.vkey) {
            Ok(Some(found)) if found == time => Ok(line),
            _ => Err(Error::Faulty),
        }
    }
}

/// The note as its readers will read it.
fn read_back(text: &str, line: &SignatureLine) -> Result<Note, Error> {
    let note = Note::compose(text, std::slice::from_ref(line)).map_err(|_| Error::Faulty)?;
    let note = Note::parse(&note).map_err(|_| Error::Faulty)?;
    if note.text() == text { Ok(note) } else { Err(Error::Faulty) }
}

impl std::fmt::Debug for NoteKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NoteKey({})", self.vkey)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    const PASSPHRASE: &[u8] = b"correct horse battery";
    const TEXT: &str = "gavah.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("gavah-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn key(&self, name: &str, seed: u8, kind: SignatureKind) -> NoteKey {
            let path = self.0.join(format!("{seed}.pem"));
            let seed = [seed; 32];
            let vkey = create_note_key(&path, PASSPHRASE, &seed, name, kind).unwrap();
            open_note_key(&path, PASSPHRASE, &vkey).unwrap()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn a_log_signs_and_a_witness_cosigns() {
        let folder = Folder::new("note-key");
        let log = folder.key("gavah.example/log", 1, SignatureKind::Ed25519);
        let witness = folder.key("witness.example", 2, SignatureKind::Cosignature);
        let lines = [log.sign(TEXT).unwrap(), witness.cosign(TEXT, 1_795_300_000).unwrap()];
        assert_eq!(log.sign(TEXT).unwrap(), lines[0]);
        let note = Note::parse(&Note::compose(TEXT, &lines).unwrap()).unwrap();
        assert_eq!(note.signed_by(log.vkey()), Ok(true));
        assert_eq!(cosignature::verify(&note, witness.vkey()), Ok(Some(1_795_300_000)));
        // Neither does the other's work, and none signs what nobody could read.
        assert!(matches!(log.cosign(TEXT, 1), Err(Error::Purpose)));
        assert!(matches!(witness.sign(TEXT), Err(Error::Purpose)));
        for time in [0, 1 << 63] {
            assert!(matches!(witness.cosign(TEXT, time), Err(Error::Faulty)));
        }
        for text in ["", "no line end", "a\u{7}\n"] {
            assert!(matches!(log.sign(text), Err(Error::Faulty)), "{text:?}");
        }
    }

    #[test]
    fn a_file_opens_for_its_own_verifier_key_alone() {
        let folder = Folder::new("note-key-file");
        let log = folder.key("gavah.example/log", 1, SignatureKind::Ed25519);
        let other = folder.key("gavah.example/log", 2, SignatureKind::Ed25519);
        let path = folder.0.join("1.pem");
        let open = |passphrase, vkey| open_note_key(&path, passphrase, vkey).map(|_| ());
        assert!(matches!(open(PASSPHRASE, other.vkey()), Err(Error::OtherKey)));
        assert!(matches!(open(b"another passphrase", log.vkey()), Err(Error::Passphrase)));
        // Nothing is overwritten, and no key has an impossible name.
        let seed = [3; 32];
        let make = |path: &Path, name| {
            create_note_key(path, PASSPHRASE, &seed, name, SignatureKind::Ed25519).map(|_| ())
        };
        assert!(matches!(make(&path, "gavah.example/log"), Err(Error::Exists)));
        for name in ["", "a b", "a+b", "a\nb"] {
            let path = folder.0.join("never.pem");
            assert!(matches!(make(&path, name), Err(Error::NoteKey(_))), "{name:?}");
            assert!(!path.exists());
        }
    }
}
