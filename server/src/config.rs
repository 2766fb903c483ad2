//! Every setting: its flag, its environment variable, its default and what it means. Settings
//! are read once, when a command starts; secrets are paths of files and never values.
//!
//! Each setting names its own `id`: a command may hold several of these groups, and arguments of
//! one id would take each other's values.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use cases::City;
use certificate::KeyList;
use clap::Args;
use tlog::Policy;
use zeroize::Zeroizing;

/// The city that ships with the binary.
const TABRIZ: &str = include_str!("../cities/tabriz.toml");
/// Bytes of a file of settings, at most.
const MAX_FILE: u64 = 1 << 20;

/// Where the registry is.
#[derive(Args, Clone, Debug)]
pub struct RegistrySetting {
    /// The private database: cases, certificates, codes.
    #[arg(
        id = "registry",
        long,
        env = "GAVAH_REGISTRY",
        default_value = "sqlite:var/registry.db",
        value_name = "URL"
    )]
    pub url: String,
}

/// Where the portal's database is.
#[derive(Args, Clone, Debug)]
pub struct PortalSetting {
    /// The public database: releases and sealed cases.
    #[arg(
        id = "portal",
        long,
        env = "GAVAH_PORTAL",
        default_value = "sqlite:var/portal.db",
        value_name = "URL"
    )]
    pub url: String,
}

/// Which city.
#[derive(Args, Clone, Debug)]
pub struct CitySetting {
    /// The city file: districts, commissions, violations and outcomes with their names. Tabriz
    /// when it is not given.
    #[arg(id = "city", long, env = "GAVAH_CITY", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// Where the portal is reached.
#[derive(Args, Clone, Debug)]
pub struct OriginSetting {
    /// Scheme and host of the portal's own addresses, without a slash at the end; certificates
    /// carry it in their QR code.
    #[arg(long, env = "GAVAH_ORIGIN", default_value = "http://127.0.0.1:3000", value_name = "ORIGIN", value_parser = origin)]
    pub origin: String,
}

/// The issuer's public keys.
#[derive(Args, Clone, Debug)]
pub struct KeysSetting {
    /// The key list: the public keys that may sign certificates.
    #[arg(
        id = "keys",
        long,
        env = "GAVAH_KEYS",
        default_value = "var/keys.txt",
        value_name = "FILE"
    )]
    pub file: PathBuf,
}

/// The issuer's private key.
#[derive(Args, Clone, Debug)]
pub struct SignerSetting {
    /// The encrypted private key (PKCS#8, PEM, mode 600).
    #[arg(id = "key", long, env = "GAVAH_KEY", value_name = "FILE")]
    pub file: PathBuf,
    /// A file whose first line is the passphrase of the private key.
    #[arg(long, env = "GAVAH_PASSPHRASE_FILE", value_name = "FILE")]
    pub passphrase_file: PathBuf,
}

/// Where the log is.
#[derive(Args, Clone, Debug)]
pub struct LogSetting {
    /// The log's database: its tree, its checkpoints, its published counts.
    #[arg(
        id = "log",
        long,
        env = "GAVAH_LOG",
        default_value = "sqlite:var/log.db",
        value_name = "URL"
    )]
    pub url: String,
}

/// Where the log's lock is.
#[derive(Args, Clone, Debug)]
pub struct LockSetting {
    /// The database with the newest checkpoint that was ever signed. It is never restored from a
    /// copy.
    #[arg(
        id = "lock",
        long,
        env = "GAVAH_LOG_LOCK",
        default_value = "sqlite:var/log-lock.db",
        value_name = "URL"
    )]
    pub url: String,
}

/// The log's private key.
#[derive(Args, Clone, Debug)]
pub struct LogKeySetting {
    /// The encrypted private key that signs checkpoints (PKCS#8, PEM, mode 600).
    #[arg(id = "log-key", long = "log-key", env = "GAVAH_LOG_KEY", value_name = "FILE")]
    pub file: PathBuf,
    /// A file whose first line is the passphrase of the log's private key.
    #[arg(
        id = "log-passphrase-file",
        long = "log-passphrase-file",
        env = "GAVAH_LOG_PASSPHRASE_FILE",
        value_name = "FILE"
    )]
    pub passphrase_file: PathBuf,
}

/// Whom the log's checkpoints need.
#[derive(Args, Clone, Debug)]
pub struct PolicySetting {
    /// The policy (C2SP tlog-policy): the log, its witnesses, and how many of them are enough.
    #[arg(id = "policy", long, env = "GAVAH_POLICY", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// How the server listens and what it serves.
#[derive(Args, Clone, Debug)]
pub struct ServeSetting {
    /// The address and port to listen on.
    #[arg(long, env = "GAVAH_LISTEN", default_value = "127.0.0.1:3000", value_name = "ADDRESS")]
    pub listen: SocketAddr,
    /// The folder of the browser bundle. The folder `site` beside the binary's own folder when it
    /// is not given.
    #[arg(long, env = "GAVAH_SITE", value_name = "FOLDER")]
    pub site: Option<PathBuf>,
    /// Connections at a time; more wait.
    #[arg(long, env = "GAVAH_CONNECTIONS", default_value_t = 1024, value_name = "N")]
    pub connections: usize,
}

impl CitySetting {
    /// Reads the city file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is no city file.
    pub fn read(&self) -> anyhow::Result<City> {
        let Some(path) = &self.file else {
            return City::parse(TABRIZ).context("could not read the city that ships");
        };
        let text = read_file(path)?;
        City::parse(&text)
            .with_context(|| format!("could not read the city file {}", path.display()))
    }
}

impl KeysSetting {
    /// Reads the key list, and its text.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is no key list.
    pub fn read(&self) -> anyhow::Result<(String, KeyList)> {
        let text = read_file(&self.file)?;
        let keys = KeyList::parse(&text)
            .with_context(|| format!("could not read the key list {}", self.file.display()))?;
        Ok((text, keys))
    }
}

impl SignerSetting {
    /// The passphrase: the first line of its file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is empty.
    pub fn passphrase(&self) -> anyhow::Result<Zeroizing<String>> {
        passphrase(&self.passphrase_file)
    }
}

impl PolicySetting {
    /// Reads the policy, when there is one.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is no policy.
    pub fn read(&self) -> anyhow::Result<Option<Policy>> {
        let Some(path) = &self.file else { return Ok(None) };
        let text = read_file(path)?;
        let policy = Policy::parse(text.as_bytes());
        policy.map(Some).with_context(|| format!("could not read the policy {}", path.display()))
    }
}

impl LogKeySetting {
    /// The passphrase: the first line of its file.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or is empty.
    pub fn passphrase(&self) -> anyhow::Result<Zeroizing<String>> {
        passphrase(&self.passphrase_file)
    }
}

/// The first line of a passphrase file.
///
/// # Errors
///
/// When the file cannot be read or its first line is empty.
pub fn passphrase(path: &Path) -> anyhow::Result<Zeroizing<String>> {
    let text = Zeroizing::new(read_file(path)?);
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(Zeroizing::new(line.to_owned())),
        _ => bail!("the passphrase file {} is empty", path.display()),
    }
}

/// Reads a small text file.
///
/// # Errors
///
/// When it cannot be read, is not UTF-8, or is larger than a mebibyte.
pub fn read_file(path: &Path) -> anyhow::Result<String> {
    use std::io::Read as _;
    let file = std::fs::File::open(path);
    let file = file.with_context(|| format!("could not open {}", path.display()))?;
    let mut text = String::new();
    let length = file
        .take(MAX_FILE + 1)
        .read_to_string(&mut text)
        .with_context(|| format!("could not read {} as text", path.display()))?;
    if u64::try_from(length).is_ok_and(|length| length > MAX_FILE) {
        bail!("{} is larger than a mebibyte", path.display());
    }
    Ok(text)
}

fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host)
            if !host.is_empty()
                && host.len() <= 100
                && host.bytes().all(|byte| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte)
                }) =>
        {
            Ok(text.to_owned())
        }
        _ => {
            Err("an origin is as in https://gavah.example, in lower case, without a path"
                .to_owned())
        }
    }
}
