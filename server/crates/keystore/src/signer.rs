//! Who signs.

use certificate::{IssuerKey, Statement, Unsigned};
use ed25519_dalek::{Signer as _, SigningKey};

use crate::Error;

/// Signs certificates. A key file is one signer; a hardware module can be another.
pub trait Signer {
    /// The public half of the signing key.
    fn key(&self) -> &IssuerKey;

    /// Signs a statement that names this signer's key.
    ///
    /// # Errors
    ///
    /// [`Error`] when the device refuses, or when its signature does not verify.
    fn sign(&self, statement: Unsigned) -> Result<Statement, Error>;
}

/// A signer whose key is in memory, from a key file. The key is wiped when it is dropped.
pub struct FileSigner {
    public: IssuerKey,
    secret: SigningKey,
}

impl FileSigner {
    pub(crate) fn new(secret: SigningKey) -> Result<Self, Error> {
        let public =
            IssuerKey::from_bytes(secret.verifying_key().as_bytes()).map_err(Error::Key)?;
        Ok(Self { public, secret })
    }
}

impl Signer for FileSigner {
    fn key(&self) -> &IssuerKey {
        &self.public
    }

    fn sign(&self, statement: Unsigned) -> Result<Statement, Error> {
        let message = statement.signed_bytes();
        let signature = self.secret.sign(&message).to_bytes();
        // A signature made by faulty hardware can give the key away: never let one out unchecked.
        if !self.public.verifies(&message, &signature) {
            return Err(Error::Faulty);
        }
        Ok(statement.sign(signature))
    }
}

impl std::fmt::Debug for FileSigner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileSigner({})", self.public.id())
    }
}
