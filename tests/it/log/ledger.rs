//! A log of a test's own, with a few entries in it.

use std::process::Command;

use sha2::{Digest as _, Sha256};

use crate::support::folder::Folder;
use crate::support::program::{Ran, call, finish};

/// A log whose settings are in the environment of every call.
pub(super) struct Ledger {
    pub(super) folder: Folder,
}

impl Ledger {
    /// A public log with so many entries behind its first.
    pub(super) fn of(entries: u64) -> Self {
        let folder = Folder::new();
        folder.write("passphrase.txt", "correct horse battery staple\n");
        let ledger = Self { folder };
        let secret = ["--passphrase-file", "passphrase.txt"];
        let issuer = ["key", "new", "--key", "issuer.pem", "--keys", "keys.txt"];
        ledger.run(&[&issuer[..], &secret].concat());
        let log = ["key", "log", "--name", "log.example", "--key", "log.pem", "--vkey", "log.vkey"];
        ledger.run(&[&log[..], &secret].concat());
        let vkey = ledger.folder.read("log.vkey");
        ledger.folder.write("policy.txt", format!("log {vkey}quorum none\n"));
        ledger.run(&["log", "create", "--vkey", "log.vkey"]);
        ledger.grow(0, entries);
        ledger
    }

    /// Appends the entries from a number to before another, and makes them public.
    pub(super) fn grow(&self, from: u64, to: u64) {
        let line = |number: u64| {
            let sha256 = data_encoding::HEXLOWER.encode(&sha256(&number.to_be_bytes()));
            format!("certificate {sha256} 2110-01-01\n")
        };
        self.folder.write("entries.txt", (from..to).map(line).collect::<String>());
        self.run(&["log", "append", "--from", "entries.txt"]);
        self.run(&["log", "checkpoint"]);
    }

    /// What a call writes, which must end well.
    #[track_caller]
    pub(super) fn run(&self, arguments: &[&str]) -> String {
        self.call(arguments).ended(0)
    }

    /// How a call ends.
    pub(super) fn call(&self, arguments: &[&str]) -> Ran {
        let mut command: Command = call(&self.folder);
        for (name, value) in [
            ("GAVAH_LOG", "sqlite:log.db"),
            ("GAVAH_LOG_LOCK", "sqlite:lock.db"),
            ("GAVAH_LOG_KEY", "log.pem"),
            ("GAVAH_LOG_PASSPHRASE_FILE", "passphrase.txt"),
            ("GAVAH_KEYS", "keys.txt"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_REGION", "us-east-1"),
        ] {
            command.env(name, value);
        }
        finish(command.args(arguments), None)
    }
}

pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
