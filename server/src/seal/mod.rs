//! Sealed cases: a case's timeline that only its number and its code together open.
//!
//! Number and code go through scrypt with the portal's salt; what comes out is an identifier to
//! look up and two keys. The public database holds ciphertexts under such identifiers and nothing
//! else, so that whoever copies it learns neither a case nor that it exists. A wrong code and a
//! case that does not exist are the same thing: an identifier that nothing is stored under.

mod code;

use cases::CaseStatus;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use storage::portal::SealedCase;
use zeroize::Zeroizing;

pub use code::{AccessCode, CodeError};

/// scrypt with N = 2^12, r = 8, p = 1: 4 MiB and some milliseconds. The code has 54 bits, so that
/// guessing one from a stolen database costs 2^67 of its steps.
const COST: u8 = 12;
/// Plaintexts are padded to multiples of this: nearly every case has one size, so that lengths do
/// not tell a case with many decisions from one with few.
const BLOCK: usize = 8_192;
const NONCE: usize = 24;
/// Bytes of a sealed case, at most; a case with hundreds of decisions stays far below.
const MAX_SEALED: usize = 1 << 20;

/// Opens one sealed case.
pub struct Opener {
    id: [u8; 32],
    cipher_key: Zeroizing<[u8; 32]>,
    nonce_key: Zeroizing<[u8; 32]>,
}

/// Why something cannot be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealError {
    /// The ciphertext is not one of this number and code.
    Altered,
    /// Larger than any case is.
    TooLarge,
    /// The key derivation refuses its parameters.
    Derivation,
}

impl std::fmt::Display for SealError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Altered => "the sealed case was altered",
            Self::TooLarge => "the case is larger than any case is",
            Self::Derivation => "the key derivation failed",
        })
    }
}

impl std::error::Error for SealError {}

impl Opener {
    /// Derives identifier and keys. Slow on purpose: run it where it may block.
    ///
    /// # Errors
    ///
    /// [`SealError::Derivation`].
    pub fn derive(salt: &[u8; 32], case: &str, code: &AccessCode) -> Result<Self, SealError> {
        let params = scrypt::Params::new(COST, 8, 1).map_err(|_| SealError::Derivation)?;
        let secret = Zeroizing::new(format!("{}\0{}", folded(case), code.letters()));
        let mut output = Zeroizing::new([0; 96]);
        scrypt::scrypt(secret.as_bytes(), salt, &params, output.as_mut_slice())
            .map_err(|_| SealError::Derivation)?;
        let part = |index: usize| -> Result<[u8; 32], SealError> {
            let bytes = output.chunks_exact(32).nth(index).ok_or(SealError::Derivation)?;
            bytes.try_into().map_err(|_| SealError::Derivation)
        };
        Ok(Self {
            id: part(0)?,
            cipher_key: Zeroizing::new(part(1)?),
            nonce_key: Zeroizing::new(part(2)?),
        })
    }

    /// The identifier that the case is stored under.
    #[must_use]
    pub const fn id(&self) -> &[u8; 32] {
        &self.id
    }

    /// Seals a status. The same status gives the same ciphertext: the nonce is a keyed hash of
    /// the plaintext, so that no two plaintexts share one and nothing is rewritten for nothing.
    ///
    /// # Errors
    ///
    /// [`SealError`].
    pub fn seal(&self, status: &CaseStatus) -> Result<SealedCase, SealError> {
        let mut plain = serde_json::to_vec(status).map_err(|_| SealError::TooLarge)?;
        plain.resize(plain.len().next_multiple_of(BLOCK), b' ');
        if plain.len() > MAX_SEALED - 2 * BLOCK {
            return Err(SealError::TooLarge);
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(self.nonce_key.as_slice())
            .map_err(|_| SealError::Derivation)?;
        mac.update(&plain);
        let tag = mac.finalize().into_bytes();
        let mut sealed: Vec<u8> = tag.iter().copied().take(NONCE).collect();
        let nonce = XNonce::try_from(sealed.as_slice()).map_err(|_| SealError::Derivation)?;
        let cipher = XChaCha20Poly1305::new_from_slice(self.cipher_key.as_slice())
            .map_err(|_| SealError::Derivation)?;
        sealed.extend(cipher.encrypt(&nonce, plain.as_slice()).map_err(|_| SealError::TooLarge)?);
        Ok(SealedCase { id: self.id, sealed })
    }

    /// Opens what [`Self::seal`] sealed.
    ///
    /// # Errors
    ///
    /// [`SealError::Altered`] when it was not sealed with this number and code.
    pub fn open(&self, sealed: &[u8]) -> Result<CaseStatus, SealError> {
        let (nonce, rest) = sealed.split_at_checked(NONCE).ok_or(SealError::Altered)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| SealError::Altered)?;
        let cipher = XChaCha20Poly1305::new_from_slice(self.cipher_key.as_slice())
            .map_err(|_| SealError::Derivation)?;
        let plain = cipher.decrypt(&nonce, rest).map_err(|_| SealError::Altered)?;
        serde_json::from_slice(&plain).map_err(|_| SealError::Altered)
    }
}

/// A case number as people type it: any digits, no spaces or invisible marks, any dash.
#[must_use]
pub fn folded(case: &str) -> String {
    cases::fold_digits(case)
        .chars()
        .filter(|character| {
            !character.is_whitespace()
                && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        })
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            'ي' => 'ی',
            'ك' => 'ک',
            other => other,
        })
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calendar::Day;
    use cases::{Case, CaseNumber, Code};

    #[test]
    fn small_and_large_cases_have_one_length() {
        let code = AccessCode::from_entropy(&[7; 16]);
        let opener = Opener::derive(&[1; 32], "4-1404-00217", &code).unwrap();
        let small = status("4-1404-00217");
        let mut large = small.clone();
        let event = cases::Event {
            day: small.as_of,
            kind: cases::EventKind::Ruling,
            tier: Some(cases::Tier::FirstInstance),
            violation: Some(Code::parse("excess_residential").unwrap()),
            outcome: Some(Code::parse("demolition_partial").unwrap()),
            due: None,
            amount: None,
        };
        large.events.extend(std::iter::repeat_n(event.clone(), 40));
        let small = opener.seal(&small).unwrap();
        let sealed = opener.seal(&large).unwrap();
        assert_eq!(sealed.sealed.len(), small.sealed.len());
        assert_eq!(small.sealed.len(), NONCE + 8_192 + 16);
        assert_eq!(opener.open(&sealed.sealed), Ok(large.clone()));
        large.events.extend(std::iter::repeat_n(event, 40_000));
        assert_eq!(opener.seal(&large), Err(SealError::TooLarge));
    }

    fn status(number: &str) -> CaseStatus {
        let case = Case {
            number: CaseNumber::parse(number).unwrap(),
            district: Code::parse("d4").unwrap(),
            detected_on: Day::from_jalali(1404, 1, 20),
            renovation_code: None,
            address: None,
        };
        CaseStatus::of(&case, &[], &[], &[], Day::from_jalali(1404, 6, 1).unwrap())
    }

    #[test]
    fn only_number_and_code_together_open_a_case() {
        let code = AccessCode::from_entropy(&[7; 16]);
        let opener = Opener::derive(&[1; 32], "4-1404-00217", &code).unwrap();
        let sealed = opener.seal(&status("4-1404-00217")).unwrap();
        assert_eq!(sealed, opener.seal(&status("4-1404-00217")).unwrap());
        assert_eq!((sealed.sealed.len() - NONCE - 16) % BLOCK, 0);
        assert_eq!(opener.open(&sealed.sealed), Ok(status("4-1404-00217")));

        let typed = Opener::derive(&[1; 32], " ۴–۱۴۰۴–۰۰۲۱۷", &code).unwrap();
        assert_eq!(typed.id(), opener.id());

        let others = [
            Opener::derive(&[1; 32], "4-1404-00218", &code).unwrap(),
            Opener::derive(&[1; 32], "4-1404-00217", &AccessCode::from_entropy(&[8; 16])).unwrap(),
            Opener::derive(&[2; 32], "4-1404-00217", &code).unwrap(),
        ];
        for other in others {
            assert_ne!(other.id(), opener.id());
            assert_eq!(other.open(&sealed.sealed), Err(SealError::Altered));
        }
        let mut altered = sealed.sealed.clone();
        altered[30] ^= 1;
        assert_eq!(opener.open(&altered), Err(SealError::Altered));
        assert_eq!(opener.open(&altered[..10]), Err(SealError::Altered));
    }
}
