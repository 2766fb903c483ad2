//! Keys that everybody has, and what they sign.

use ed25519_dalek::{Signer as _, SigningKey};
use tlog::{Checkpoint, Hash, SignatureKind, SignatureLine, TreeHead, VerifierKey, cosignature};

/// The name of the log that most vectors are of.
pub(super) const LOG: &str = "example.com/log";

/// A time at which witnesses cosign: 2024-10-03T14:06:07Z.
pub(super) const TIME: u64 = 1_727_964_367;

/// A private key and its verifier key.
#[derive(Clone)]
pub(super) struct Signer {
    secret: SigningKey,
    pub(super) key: VerifierKey,
}

impl Signer {
    /// The key whose seed is one byte, thirty-two times.
    pub(super) fn new(name: &str, kind: SignatureKind, seed: u8) -> Self {
        Self::seeded(name, kind, [seed; 32])
    }

    /// The key with this seed.
    pub(super) fn seeded(name: &str, kind: SignatureKind, seed: [u8; 32]) -> Self {
        let secret = SigningKey::from_bytes(&seed);
        let key = VerifierKey::new(name, kind, secret.verifying_key().as_bytes());
        Self { secret, key: key.expect("a sound key") }
    }

    /// The log.
    pub(super) fn log() -> Self {
        Self::new(LOG, SignatureKind::Ed25519, 1)
    }

    /// A log that is another one.
    pub(super) fn other_log() -> Self {
        Self::new("example.org/log", SignatureKind::Ed25519, 2)
    }

    /// One of the witnesses, from 1.
    pub(super) fn witness(number: u8) -> Self {
        let name = format!("witness.example/{number}");
        Self::new(&name, SignatureKind::Cosignature, 100 + number)
    }

    /// The signature of a log under a text.
    pub(super) fn sign(&self, text: &str) -> SignatureLine {
        let signature = self.secret.sign(text.as_bytes()).to_bytes().to_vec();
        SignatureLine { name: self.key.name().to_owned(), id: self.key.id(), signature }
    }

    /// The signature of a witness under a text.
    pub(super) fn cosign(&self, text: &str, time: u64) -> SignatureLine {
        let signature = self.secret.sign(cosignature::message(time, text).as_bytes());
        cosignature::line(&self.key, time, &signature.to_bytes())
    }
}

/// A note, whether or not it may be so.
pub(super) fn note(text: &str, lines: &[SignatureLine]) -> String {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    format!("{text}\n{lines}")
}

/// The text of a checkpoint of a log.
pub(super) fn checkpoint(origin: &str, size: u64, root: Hash) -> String {
    let head = TreeHead { size, root };
    Checkpoint { origin: origin.to_owned(), head, extensions: Vec::new() }.to_text()
}

/// A line with another bit at the end of its signature.
pub(super) fn spoilt(mut line: SignatureLine) -> SignatureLine {
    *line.signature.last_mut().expect("a signature has bytes") ^= 1;
    line
}
