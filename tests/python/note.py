"""Verifier keys and signed checkpoints, from the texts of C2SP alone."""

import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class Lie(Exception):
    """The log contradicts itself, its key, or what it said before."""


def base64_exact(text):
    """Standard base64 in its one spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Lie(f"no base64: {text!r}") from error
    if base64.b64encode(data).decode() != text:
        raise Lie(f"base64 in another spelling: {text!r}")
    return data


@dataclass(frozen=True)
class Key:
    """A verifier key of the Ed25519 kind."""

    name: str
    id: bytes
    public: bytes

    @classmethod
    def read(cls, vkey):
        name, digest, material = vkey.strip().split("+", 2)
        material = base64_exact(material)
        if len(material) != 33 or material[0] != 1:
            raise Lie("the key is not of the Ed25519 kind")
        made = hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]
        if made.hex() != digest:
            raise Lie("the key is not the one that its name and identifier say")
        return cls(name, made, material[1:])


@dataclass(frozen=True)
class Checkpoint:
    """The three lines that matter, after the signature was found good."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def open(cls, note, key):
        if len(note) > 1 << 16:
            raise Lie("a checkpoint without end")
        try:
            text = note.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Lie("a checkpoint that is no text") from error
        if any(ord(character) < 0x20 and character != "\n" for character in text):
            raise Lie("control characters in a checkpoint")
        body, middle, signatures = text.rpartition("\n\n")
        if not middle or not signatures.endswith("\n"):
            raise Lie("a checkpoint without signatures")
        body += "\n"
        signed = False
        for line in signatures[:-1].split("\n"):
            match = re.fullmatch(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)", line)
            if not match:
                raise Lie(f"no signature line: {line!r}")
            data = base64_exact(match[2])
            if match[1] != key.name or data[:4] != key.id:
                continue
            try:
                Ed25519PublicKey.from_public_bytes(key.public).verify(data[4:], body.encode())
            except InvalidSignature as error:
                raise Lie("the log's signature does not verify") from error
            signed = True
        if not signed:
            raise Lie("the log has not signed its checkpoint")
        lines = body[:-1].split("\n")
        if len(lines) < 3 or not all(lines):
            raise Lie("a checkpoint of fewer than three lines")
        if lines[0] != key.name:
            raise Lie(f"the checkpoint of another log: {lines[0]!r}")
        if not SIZE.fullmatch(lines[1]):
            raise Lie(f"no size: {lines[1]!r}")
        root = base64_exact(lines[2])
        if len(root) != 32:
            raise Lie("a root of another length")
        return cls(lines[0], int(lines[1]), root)
