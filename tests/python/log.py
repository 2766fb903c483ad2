#!/usr/bin/env python3
"""Follows a transparency log without any code of the portal.

    log.py VKEY SOURCE [SIZE…]

VKEY is the log's verifier key or a file that holds it. SOURCE is the address or the folder of a log
as C2SP tlog-tiles has it. The checkpoint's signature is checked, every entry is read from its bundle
and hashed, every tile is compared with what its entries make of it, the inclusion of every entry is
proved from the tiles and the proof verified, and each SIZE, an earlier size of the log, is proved
consistent with the checkpoint and, where the log still has its checkpoint, compared with that.

Written from RFC 6962, RFC 9162 and the texts of C2SP alone. Prints a line of JSON. Exit code 0: all
is as it must be. 1: it is not. 3: the log could not be read.
"""

import base64
import gzip
import hashlib
import json
import struct
import sys
import urllib.error
import urllib.request
from pathlib import Path

from merkle import leaf_hash, node_hash, verify_consistency, verify_inclusion
from note import Checkpoint, Key, Lie

WIDTH = 256
ENTRY = 37
KINDS = {1: "certificate", 2: "status", 3: "keys", 4: "build", 5: "count", 6: "release"}
MAX_FILE = 32 << 20


class Unreadable(Exception):
    """A part of the log could not be had; that says nothing about its honesty."""


class Source:
    """Where a log is read from: an address or a folder."""

    def __init__(self, name):
        self.name = name.rstrip("/")
        self.remote = name.startswith(("http://", "https://"))

    def read(self, path):
        """The bytes under a path, or None where there are none."""
        if not self.remote:
            file = Path(self.name) / path
            return file.read_bytes() if file.is_file() else None
        request = urllib.request.Request(f"{self.name}/{path}", headers={"accept-encoding": "gzip"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                data = answer.read(MAX_FILE)
                packed = answer.headers.get("content-encoding") == "gzip"
                return gzip.decompress(data) if packed else data
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise Unreadable(f"{path}: {error.code}") from error
        except OSError as error:
            raise Unreadable(f"{path}: {error}") from error


def tile_path(level, index, width):
    """`tile/<L>/<N>[.p/<W>]`; the level `entries` names a bundle."""
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03}")
    end = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(groups)}{end}"


def fetch(source, level, index, width):
    """A tile or a bundle; a partial one that is gone is cut from the full one."""
    data = source.read(tile_path(level, index, width))
    if data is None and width < WIDTH:
        data = source.read(tile_path(level, index, WIDTH))
    if data is None:
        raise Unreadable(f"the log has no {tile_path(level, index, width)}")
    return data


def read_bundle(data, width):
    entries, at = [], 0
    while len(entries) < width:
        if at + 2 > len(data):
            raise Lie("a bundle that ends early")
        (length,) = struct.unpack_from(">H", data, at)
        entry = data[at + 2 : at + 2 + length]
        if len(entry) != length:
            raise Lie("an entry that ends early")
        entries.append(entry)
        at += 2 + length
    return entries


class Tree:
    """The tree of a size, read from the tiles of the log."""

    def __init__(self, source, size):
        self.source = source
        self.size = size
        self.tiles = {}
        level, width = 0, size
        while width:
            for index in range((width + WIDTH - 1) // WIDTH):
                count = min(WIDTH, width - index * WIDTH)
                data = fetch(source, level, index, count)
                if len(data) < count * 32 or len(data) % 32:
                    raise Lie(f"{tile_path(level, index, count)} has another length")
                hashes = [data[at : at + 32] for at in range(0, count * 32, 32)]
                self.tiles[level, index] = self._levels(hashes)
            level, width = level + 1, width // WIDTH

    @staticmethod
    def _levels(hashes):
        """The hashes of a tile, and above them all those of complete subtrees in it."""
        levels = [hashes]
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append([node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])
        return levels

    def subtree(self, height, index):
        """The root of the complete subtree of this height, the index-th of its height."""
        level, inside = divmod(height, 8)
        tile, place = divmod(index << inside, WIDTH)
        return self.tiles[level, tile][inside][place >> inside]

    def range(self, begin, end):
        """MTH(D[begin:end]) of RFC 6962 §2.1, where begin is a multiple of every power below."""
        count = end - begin
        if count & (count - 1) == 0:
            return self.subtree(count.bit_length() - 1, begin // count)
        middle = begin + (1 << (count.bit_length() - 1))
        return node_hash(self.range(begin, middle), self.range(middle, end))

    def root(self, size):
        return self.range(0, size) if size else hashlib.sha256(b"").digest()

    def path(self, place, begin, end):
        """PATH(place, D[begin:end]) of RFC 6962 §2.1.1."""
        count = end - begin
        if count == 1:
            return []
        middle = begin + (1 << ((count - 1).bit_length() - 1))
        if place < middle:
            return self.path(place, begin, middle) + [self.range(middle, end)]
        return self.path(place, middle, end) + [self.range(begin, middle)]

    def proof(self, size, begin, end, whole):
        """SUBPROOF(size, D[begin:end], whole) of RFC 6962 §2.1.2."""
        if size == end:
            return [] if whole else [self.range(begin, end)]
        middle = begin + (1 << ((end - begin - 1).bit_length() - 1))
        if size <= middle:
            return self.proof(size, begin, middle, whole) + [self.range(middle, end)]
        return self.proof(size, middle, end, False) + [self.range(begin, middle)]


def follow(source, key, sizes):
    """Checks the whole log; what was found, as numbers."""
    note = source.read("checkpoint")
    if note is None:
        raise Unreadable("the log has no checkpoint")
    checkpoint = Checkpoint.open(note, key)
    size = checkpoint.size
    tree = Tree(source, size)
    if tree.root(size) != checkpoint.root:
        raise Lie("the tiles do not make the root of the checkpoint")
    kinds = {}
    for index in range((size + WIDTH - 1) // WIDTH):
        width = min(WIDTH, size - index * WIDTH)
        for offset, entry in enumerate(read_bundle(fetch(source, "entries", index, width), width)):
            place = index * WIDTH + offset
            leaf = leaf_hash(entry)
            if leaf != tree.subtree(0, place):
                raise Lie(f"the entry at {place} is not what its tile says")
            if not verify_inclusion(leaf, place, size, checkpoint.root, tree.path(place, 0, size)):
                raise Lie(f"the entry at {place} is not included")
            kind = KINDS.get(entry[0]) if len(entry) == ENTRY else None
            if kind is None:
                raise Lie(f"the entry at {place} is of no known kind")
            kinds[kind] = kinds.get(kind, 0) + 1
    for old in sizes:
        if not 0 < old <= size:
            raise Lie(f"the log of size {size} was once of size {old}")
        root = tree.root(old)
        proof = tree.proof(old, 0, size, True)
        if not verify_consistency(old, root, size, checkpoint.root, proof):
            raise Lie(f"the log is not consistent with its size {old}")
        earlier = source.read(f"checkpoints/{old}")
        if earlier is not None and Checkpoint.open(earlier, key) != Checkpoint(key.name, old, root):
            raise Lie(f"the checkpoint of size {old} was of another tree")
    return {
        "origin": checkpoint.origin,
        "size": size,
        "root": base64.b64encode(checkpoint.root).decode(),
        "inclusion_proofs": size,
        "consistency_proofs": len(sizes),
        "kinds": dict(sorted(kinds.items())),
    }


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    vkey, source, *sizes = arguments
    try:
        if Path(vkey).is_file():
            vkey = Path(vkey).read_text(encoding="utf-8")
        found = follow(Source(source), Key.read(vkey), [int(size) for size in sizes])
    except Lie as lie:
        print(f"the log lies: {lie}", file=sys.stderr)
        return 1
    except (Unreadable, OSError, ValueError) as problem:
        print(f"could not be checked: {problem}", file=sys.stderr)
        return 3
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
