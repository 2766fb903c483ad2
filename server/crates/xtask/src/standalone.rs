//! `cargo xtask static`: the product as one file that needs nothing of the machine it runs on, for
//! witnesses and monitors. It is linked with musl, whose resolver is in the binary too.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::setup;
use crate::workspace::Workspace;

/// A segment that names the program's loader (System V ABI, PT_INTERP).
const INTERPRETER: u32 = 3;
/// A segment with the dynamic section (PT_DYNAMIC).
const DYNAMIC: u32 = 2;
/// An entry of that section that names a library (DT_NEEDED).
const NEEDED: u64 = 1;

/// Builds the binary, looks into it, and starts it once.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let target = format!("{}-unknown-linux-musl", std::env::consts::ARCH);
    setup::static_tools(workspace, &target)?;
    let variable = target.replace('-', "_");
    process::run(
        workspace
            .cargo()
            .args(["build", "--release", "--package", "server", "--bin", "gavah", "--target"])
            .arg(&target)
            // SQLite and the signatures of TLS are C and assembler.
            .env(format!("CC_{variable}"), "musl-gcc"),
    )?;
    let path = workspace.path("target").join(&target).join("release/gavah");
    check(&path)?;
    let version = process::read(workspace.command(&path).arg("--version"))?;
    println!("{}: {}, needs nothing", path.display(), version.trim());
    Ok(())
}

/// That a program has no loader and no library.
fn check(path: &Path) -> Result<()> {
    let bytes =
        std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
    match needs(&bytes) {
        None => bail!("{} is no 64-bit program of Linux", path.display()),
        Some(true) => bail!("{} needs something of the machine: see `ldd`", path.display()),
        Some(false) => Ok(()),
    }
}

/// Whether a program needs a loader or a library; `None` for what is no little-endian ELF64.
fn needs(elf: &[u8]) -> Option<bool> {
    if elf.get(..6)? != b"\x7fELF\x02\x01" {
        return None;
    }
    let at = |value: u64| usize::try_from(value).ok();
    let headers = at(number(elf, 32, 8)?)?;
    let size = at(number(elf, 54, 2)?)?;
    let count = at(number(elf, 56, 2)?)?;
    for header in 0..count {
        let begin = headers.checked_add(header.checked_mul(size)?)?;
        let kind = u32::try_from(number(elf, begin, 4)?).ok()?;
        if kind == INTERPRETER {
            return Some(true);
        }
        if kind == DYNAMIC {
            let offset = at(number(elf, begin.checked_add(8)?, 8)?)?;
            let length = at(number(elf, begin.checked_add(32)?, 8)?)?;
            let section = elf.get(offset..offset.checked_add(length)?)?;
            let mut entries = section.chunks_exact(16);
            if entries.any(|entry| number(entry, 0, 8) == Some(NEEDED)) {
                return Some(true);
            }
        }
    }
    Some(false)
}

/// A little-endian number of so many bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program with one segment, and the dynamic section behind it.
    fn program(kind: u32, tag: u64) -> Vec<u8> {
        let mut elf = vec![0; 64 + 56 + 32];
        elf[..6].copy_from_slice(b"\x7fELF\x02\x01");
        elf[32] = 64;
        elf[54] = 56;
        elf[56] = 1;
        elf[64..68].copy_from_slice(&kind.to_le_bytes());
        elf[72] = 120;
        elf[96] = 32;
        elf[120..128].copy_from_slice(&tag.to_le_bytes());
        elf
    }

    #[test]
    fn what_a_program_needs_is_seen() {
        assert_eq!(needs(&program(1, NEEDED)), Some(false), "loaded, and nothing more");
        assert_eq!(needs(&program(INTERPRETER, 0)), Some(true));
        assert_eq!(needs(&program(DYNAMIC, NEEDED)), Some(true));
        assert_eq!(needs(&program(DYNAMIC, 5)), Some(false), "relocated by itself");
        assert_eq!(needs(b"#!/bin/sh\n"), None);
        // The tests themselves are linked with the system's library.
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert_eq!(needs(&own), Some(true));
    }
}
