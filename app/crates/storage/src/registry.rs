//! The private side: microdata, certificates and case codes. Only commands that write use it.

use async_trait::async_trait;
use calendar::Month;
use cases::{Case, CaseNumber, Code, Decision, DecisionNumber, Outcome, RenovationCode, Violation};
use certificate::{CertificateNumber, KeyId};

use crate::Error;

/// A case with everything that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// The case.
    pub case: Case,
    /// Its violations, by number.
    pub violations: Vec<Violation>,
    /// Its decisions, by number.
    pub decisions: Vec<Decision>,
    /// What each decision says about each violation.
    pub outcomes: Vec<Outcome>,
}

/// The file that an import came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Seconds since 1970-01-01T00:00:00Z.
    pub imported_at: u64,
    /// Rows that passed every check.
    pub rows: u64,
    /// Rows that did not.
    pub refused: u64,
}

/// What an import did to the registry, counted in things (cases, violations, decisions, outcomes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Were not there.
    pub new: u64,
    /// Were there with another content, which is kept beside the new one.
    pub changed: u64,
    /// Were there just so.
    pub unchanged: u64,
}

/// Takes case files in.
#[async_trait]
pub trait Intake: Send + Sync {
    /// Stores all of these or none. What is replaced is kept with the time of its replacement.
    async fn import(&self, source: &Source, files: &[CaseFile]) -> Result<Imported, Error>;
}

/// One outcome of a ruling about one violation, as statistics count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// The case.
    pub case: CaseNumber,
    /// The property, when its code is known; the case stands for it otherwise.
    pub property: Option<RenovationCode>,
    /// The district's code.
    pub district: Code,
    /// The commission's code.
    pub commission: Code,
    /// The kind of violation.
    pub violation: Code,
    /// The outcome.
    pub outcome: Code,
}

/// Reads what statistics are made of.
#[async_trait]
pub trait Rulings: Send + Sync {
    /// Every outcome of every ruling of a month, orders and corrections of slips left out.
    async fn ruled(&self, month: Month) -> Result<Vec<Ruled>, Error>;
    /// The months that have rulings, oldest first.
    async fn months(&self) -> Result<Vec<Month>, Error>;
}

/// Reads case files.
#[async_trait]
pub trait CaseFiles: Send + Sync {
    /// One case file.
    async fn case_file(&self, case: &CaseNumber) -> Result<Option<CaseFile>, Error>;
    /// The numbers of cases after this one, in ascending order, at most `limit`.
    async fn numbers(
        &self,
        after: Option<&CaseNumber>,
        limit: u32,
    ) -> Result<Vec<CaseNumber>, Error>;
}

/// A certificate as it was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The case.
    pub case: CaseNumber,
    /// The ruling.
    pub decision: DecisionNumber,
    /// The certificate's number.
    pub number: CertificateNumber,
    /// The key that signed.
    pub key: KeyId,
    /// Its place in the status list of that key.
    pub status_index: u32,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub issued_at: u64,
    /// The statement's bytes.
    pub statement: Vec<u8>,
}

/// Keeps certificates.
#[async_trait]
pub trait Certificates: Send + Sync {
    /// The certificate of a ruling.
    async fn issued(
        &self,
        case: &CaseNumber,
        decision: &DecisionNumber,
    ) -> Result<Option<Issued>, Error>;
    /// The latest certificates, at most `limit`, in the order of their cases.
    async fn all_issued(&self, limit: u32) -> Result<Vec<Issued>, Error>;
    /// Keeps a certificate for ever; [`Error::Exists`] when its ruling, its number or its status
    /// index has one already.
    async fn keep(&self, certificate: &Issued) -> Result<(), Error>;
}

/// Keeps the codes that are printed on notices; a code never changes.
#[async_trait]
pub trait CaseCodes: Send + Sync {
    /// The code of a case.
    async fn code(&self, case: &CaseNumber) -> Result<Option<String>, Error>;
    /// Gives a case its code, unless it has one; answers with the one it has now.
    async fn assign(&self, case: &CaseNumber, code: &str) -> Result<String, Error>;
}
