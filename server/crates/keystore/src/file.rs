//! Key files: PKCS#8 with PBES2 (scrypt, AES-256-CBC), RFC 5958 and RFC 8018, as PEM.

use std::fs::OpenOptions;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use certificate::IssuerKey;
use ed25519_dalek::SigningKey;
use pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use zeroize::Zeroizing;

use crate::signer::Signer as _;
use crate::{Error, FileSigner};

/// Bytes of a passphrase, at least.
const MIN_PASSPHRASE: usize = 12;
/// Bytes of a key file, at most; a real one has about 400.
const MAX_FILE: u64 = 16 * 1024;

/// Makes a key from 32 random bytes and writes it, encrypted, to a new file that only its owner
/// can read. Answers with the public half.
///
/// # Errors
///
/// [`Error::Exists`] when there is a file of this name, [`Error::ShortPassphrase`], [`Error::Io`].
pub fn create(
    path: &Path,
    passphrase: &[u8],
    seed: &Zeroizing<[u8; 32]>,
) -> Result<IssuerKey, Error> {
    let signer = FileSigner::new(SigningKey::from_bytes(seed))?;
    write_new(path, passphrase, &SigningKey::from_bytes(seed))?;
    Ok(signer.key().clone())
}

/// Writes a private key, encrypted, to a new file.
pub(crate) fn write_new(path: &Path, passphrase: &[u8], secret: &SigningKey) -> Result<(), Error> {
    if passphrase.len() < MIN_PASSPHRASE {
        return Err(Error::ShortPassphrase(MIN_PASSPHRASE));
    }
    let pem =
        secret.to_pkcs8_encrypted_pem(passphrase, LineEnding::LF).map_err(|_| Error::Passphrase)?;
    let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(Error::Exists),
        Err(error) => return Err(Error::Io(error)),
    };
    file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()).map_err(Error::Io)
}

/// Opens a key file.
///
/// # Errors
///
/// [`Error::Mode`] when others could read the file, [`Error::Passphrase`] when it does not open.
pub fn open(path: &Path, passphrase: &[u8]) -> Result<FileSigner, Error> {
    FileSigner::new(read(path, passphrase)?)
}

/// Reads the private key of a file that its owner alone can read.
pub(crate) fn read(path: &Path, passphrase: &[u8]) -> Result<SigningKey, Error> {
    let file = OpenOptions::new().read(true).open(path).map_err(Error::Io)?;
    let mode = file.metadata().map_err(Error::Io)?.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        return Err(Error::Mode(mode));
    }
    let mut pem = Zeroizing::new(String::new());
    file.take(MAX_FILE).read_to_string(&mut pem).map_err(Error::Io)?;
    SigningKey::from_pkcs8_encrypted_pem(&pem, passphrase).map_err(|_| Error::Passphrase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use certificate::Unsigned;
    use std::fs;

    #[test]
    fn a_key_file_opens_with_its_passphrase_alone() {
        let folder = std::env::temp_dir().join(format!("gavah-keystore-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("issuer.pem");
        let _ = fs::remove_file(&path);
        let seed = Zeroizing::new([3; 32]);
        assert!(matches!(create(&path, b"short", &seed), Err(Error::ShortPassphrase(12))));
        let public = create(&path, b"correct horse battery", &seed).unwrap();
        assert!(matches!(create(&path, b"correct horse battery", &seed), Err(Error::Exists)));
        assert!(
            fs::read_to_string(&path).unwrap().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----")
        );
        assert!(matches!(open(&path, b"another passphrase"), Err(Error::Passphrase)));
        let signer = open(&path, b"correct horse battery").unwrap();
        assert_eq!(signer.key(), &public);
        let statement = signer.sign(Unsigned::new(public.id(), vec![0; 64]).unwrap()).unwrap();
        assert!(public.verifies(&statement.signed_bytes(), statement.signature()));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(open(&path, b"correct horse battery"), Err(Error::Mode(0o640))));
        fs::remove_dir_all(&folder).unwrap();
    }
}
