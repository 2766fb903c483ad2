//! Reads trust policies. The file is octets: nothing in it depends on Unicode.

use alloc::string::String;
use alloc::vec::Vec;

use crate::key::{SignatureKind, VerifierKey};
use crate::policy::{MAX_MEMBERS, MAX_POLICY, Policy, Voter, Witness};
use crate::policy_error::{PolicyError, PolicyProblem};

/// Reads a policy: octets, then lines, then one definition a line, each knowing only those before.
pub(crate) fn read(bytes: &[u8]) -> Result<Policy, PolicyError> {
    if bytes.len() > MAX_POLICY {
        return Err(PolicyError::TooLarge { length: bytes.len() });
    }
    let Some(lines) = bytes.strip_suffix(b"\n") else {
        return Err(if bytes.is_empty() { PolicyError::NoQuorum } else { PolicyError::NoLineEnd });
    };
    let mut reader = Reader::default();
    for (line, content) in (1..).zip(lines.split(|byte| *byte == b'\n')) {
        reader.line(content).map_err(|problem| PolicyError::Line { line, problem })?;
    }
    let quorum = reader.quorum.ok_or(PolicyError::NoQuorum)?;
    let Reader { logs, witnesses, voters, .. } = reader;
    Ok(Policy { logs, witnesses, voters, quorum })
}

#[derive(Default)]
struct Reader<'a> {
    logs: Vec<(VerifierKey, Option<String>)>,
    witnesses: Vec<Witness>,
    voters: Vec<Voter>,
    /// The name of each voter, and whether a group has it as a member.
    names: Vec<(&'a [u8], bool)>,
    quorum: Option<Option<usize>>,
}

type Items<'a, 'i> = &'i [&'a [u8]];

impl<'a> Reader<'a> {
    fn line(&mut self, content: &'a [u8]) -> Result<(), PolicyProblem> {
        if let Some(offset) = content.iter().position(|byte| !is_allowed(*byte)) {
            return Err(PolicyProblem::Octet { offset });
        }
        let items = content.split(|byte| matches!(byte, b' ' | b'\t'));
        let items: Vec<&[u8]> = items.filter(|item| !item.is_empty()).collect();
        match items.split_first() {
            None => Ok(()),
            Some((first, _)) if first.starts_with(b"#") => Ok(()),
            Some((&b"log", rest)) => self.log(rest),
            Some((&b"witness", rest)) => self.witness(rest),
            Some((&b"group", rest)) => self.group(rest),
            Some((&b"quorum", rest)) => self.quorum(rest),
            Some(_) => Err(PolicyProblem::Keyword),
        }
    }

    fn log(&mut self, items: Items<'a, '_>) -> Result<(), PolicyProblem> {
        let (key, url) = match *items {
            [key] => (key, None),
            [key, url] => (key, Some(url)),
            _ => return Err(PolicyProblem::Items { found: items.len() }),
        };
        let key = self.key(key, SignatureKind::Ed25519)?;
        room(self.logs.len())?;
        self.logs.push((key, url.map(text)));
        Ok(())
    }

    fn witness(&mut self, items: Items<'a, '_>) -> Result<(), PolicyProblem> {
        let (name, key, url) = match *items {
            [name, key] => (name, key, None),
            [name, key, url] => (name, key, Some(url)),
            _ => return Err(PolicyProblem::Items { found: items.len() }),
        };
        self.check_new(name)?;
        let key = self.key(key, SignatureKind::Cosignature)?;
        room(self.witnesses.len())?;
        self.define(name, Voter::Witness(self.witnesses.len()));
        self.witnesses.push(Witness { name: name.to_vec(), key, url: url.map(text) });
        Ok(())
    }

    fn group(&mut self, items: Items<'a, '_>) -> Result<(), PolicyProblem> {
        let [name, threshold, members @ ..] = items else {
            return Err(PolicyProblem::Items { found: items.len() });
        };
        self.check_new(name)?;
        if members.is_empty() {
            return Err(PolicyProblem::NoMember);
        }
        let least = match *threshold {
            b"all" => members.len(),
            b"any" => 1,
            digits => number(digits).ok_or(PolicyProblem::Threshold)?,
        };
        if least == 0 || least > members.len() {
            return Err(PolicyProblem::ThresholdRange { least, members: members.len() });
        }
        room(self.voters.len() - self.witnesses.len())?;
        let mut places = Vec::with_capacity(members.len());
        for member in members {
            if *member == b"none" {
                return Err(PolicyProblem::NoneAsMember);
            }
            let place = self.place(member)?;
            match self.names.get_mut(place) {
                Some((_, is_member @ false)) => *is_member = true,
                _ => return Err(PolicyProblem::MemberTwice),
            }
            places.push(place);
        }
        self.define(name, Voter::Group { least, members: places });
        Ok(())
    }

    fn quorum(&mut self, items: Items<'a, '_>) -> Result<(), PolicyProblem> {
        let [name] = *items else {
            return Err(PolicyProblem::Items { found: items.len() });
        };
        if self.quorum.is_some() {
            return Err(PolicyProblem::QuorumTwice);
        }
        self.quorum = Some(if name == b"none" { None } else { Some(self.place(name)?) });
        Ok(())
    }

    /// Reads a key that no line before has. Keys are the same by their bytes, whatever their names:
    /// a log that is its own witness would vouch for itself.
    fn key(&self, item: &[u8], kind: SignatureKind) -> Result<VerifierKey, PolicyProblem> {
        let text = core::str::from_utf8(item).map_err(|_| PolicyProblem::KeyNotUtf8)?;
        let key = VerifierKey::parse(text).map_err(PolicyProblem::Key)?;
        if key.kind() != kind {
            return Err(PolicyProblem::KeyKind { found: key.kind().byte() });
        }
        let is_log = self.logs.iter().any(|(other, _)| other.key_bytes() == key.key_bytes());
        let mut witnesses = self.witnesses.iter();
        let is_witness = witnesses.any(|other| other.key.key_bytes() == key.key_bytes());
        match (kind, is_log, is_witness) {
            (_, false, false) => Ok(key),
            (SignatureKind::Ed25519, true, _) => Err(PolicyProblem::LogTwice),
            (SignatureKind::Cosignature, _, true) => Err(PolicyProblem::WitnessTwice),
            _ => Err(PolicyProblem::SharedKey),
        }
    }

    fn check_new(&self, name: &[u8]) -> Result<(), PolicyProblem> {
        if name == b"none" {
            return Err(PolicyProblem::NoneDefined);
        }
        let known = self.names.iter().any(|(other, _)| *other == name);
        if known { Err(PolicyProblem::NameTwice) } else { Ok(()) }
    }

    fn define(&mut self, name: &'a [u8], voter: Voter) {
        self.names.push((name, false));
        self.voters.push(voter);
    }

    fn place(&self, name: &[u8]) -> Result<usize, PolicyProblem> {
        let place = self.names.iter().position(|(other, _)| *other == name);
        place.ok_or(PolicyProblem::UnknownName)
    }
}

/// Whether an octet may stand in a line: a tab, visible ASCII and the space, and all above ASCII.
fn is_allowed(byte: u8) -> bool {
    matches!(byte, b'\t' | 0x20..=0x7e | 0x80..)
}

fn room(count: usize) -> Result<(), PolicyProblem> {
    if count < MAX_MEMBERS { Ok(()) } else { Err(PolicyProblem::TooMany { limit: MAX_MEMBERS }) }
}

/// A decimal number without sign or leading zeroes.
fn number(digits: &[u8]) -> Option<usize> {
    let text = core::str::from_utf8(digits).ok()?;
    let value = crate::decimal::parse(text).ok()?;
    usize::try_from(value).ok()
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}
