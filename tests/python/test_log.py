#!/usr/bin/env python3
"""Tests of the independent client, on logs made here in a folder."""

import base64
import hashlib
import struct
import sys
import tempfile
import unittest
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import log
import report

SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MATERIAL = b"\x01" + SECRET.public_key().public_bytes_raw()
NAME = "example.com/log"
ID = hashlib.sha256(NAME.encode() + b"\n" + MATERIAL).digest()[:4]
VKEY = f"{NAME}+{ID.hex()}+{base64.b64encode(MATERIAL).decode()}"


def mth(leaves):
    """RFC 6962 §2.1, to the letter."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return log.node_hash(mth(leaves[:k]), mth(leaves[k:]))


def entry(number):
    return bytes([1 + number % 6]) + hashlib.sha256(str(number).encode()).digest() + bytes(4)


def sign(text):
    signature = base64.b64encode(ID + SECRET.sign(text.encode())).decode()
    return f"{text}\n\u2014 {NAME} {signature}\n".encode()


def checkpoint(leaves):
    root = base64.b64encode(mth(leaves)).decode()
    return sign(f"{NAME}\n{len(leaves)}\n{root}\n")


class Folder:
    """A log in a folder."""

    def __init__(self, test, count):
        held = tempfile.TemporaryDirectory()
        test.addCleanup(held.cleanup)
        self.path = Path(held.name)
        self.entries = [entry(number) for number in range(count)]
        self.leaves = [log.leaf_hash(one) for one in self.entries]
        self.write("checkpoint", checkpoint(self.leaves))
        for index in range(0, count, log.WIDTH):
            part = self.entries[index : index + log.WIDTH]
            data = b"".join(struct.pack(">H", len(one)) + one for one in part)
            self.write(log.tile_path("entries", index // log.WIDTH, len(part)), data)
        level, hashes = 0, self.leaves
        while hashes:
            tiles = [hashes[at : at + log.WIDTH] for at in range(0, len(hashes), log.WIDTH)]
            for index, tile in enumerate(tiles):
                self.write(log.tile_path(level, index, len(tile)), b"".join(tile))
            level, hashes = level + 1, [mth(tile) for tile in tiles if len(tile) == log.WIDTH]

    def write(self, path, data):
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def follow(self, *sizes):
        return log.follow(log.Source(str(self.path)), log.Key.read(VKEY), sizes)


class Client(unittest.TestCase):
    def test_logs_of_many_sizes_are_followed(self):
        for count in [0, 1, 2, 3, 255, 256, 257, 511, 700]:
            found = Folder(self, count).follow(*range(1, count + 1, 37))
            self.assertEqual(found["size"], count)
            self.assertEqual(sum(found["kinds"].values()), count)

    def test_a_partial_tile_that_is_gone_is_cut_from_the_full_one(self):
        folder = Folder(self, 256)
        folder.write("checkpoint", checkpoint(folder.leaves[:200]))
        self.assertEqual(folder.follow(100)["size"], 200)

    def test_the_key_of_the_specification_is_read(self):
        text = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        self.assertEqual(log.Key.read(text).name, "example.com/foo")
        with self.assertRaises(log.Lie):
            log.Key.read(text.replace("530d903a", "530d903b"))

    def test_paths_are_those_of_the_specification(self):
        self.assertEqual(log.tile_path(0, 1234067, 256), "tile/0/x001/x234/067")
        self.assertEqual(log.tile_path(1, 5, 17), "tile/1/005.p/17")

    def test_every_lie_is_found(self):
        def changed(path, at):
            def change(folder):
                data = bytearray((folder.path / path).read_bytes())
                data[at] ^= 1
                folder.write(path, bytes(data))

            return change

        def other_root(folder):
            leaves = folder.leaves[:-1] + [bytes(32)]
            folder.write("checkpoint", checkpoint(leaves))

        def foreign(folder):
            root = base64.b64encode(mth(folder.leaves)).decode()
            folder.write("checkpoint", sign(f"example.com/other\n{len(folder.leaves)}\n{root}\n"))

        def leading_zero(folder):
            root = base64.b64encode(mth(folder.leaves)).decode()
            folder.write("checkpoint", sign(f"{NAME}\n0{len(folder.leaves)}\n{root}\n"))

        def earlier_face(folder):
            folder.write("checkpoints/300", checkpoint([bytes(32)] * 300))

        lies = {
            "the checkpoint's signature": changed("checkpoint", 5),
            "a leaf hash": changed("tile/0/000", 40),
            "a leaf hash at the edge": changed("tile/0/002.p/88", 40),
            "a hash above": changed("tile/1/000.p/2", 40),
            "an entry": changed("tile/entries/001", 80),
            "the length of an entry": changed("tile/entries/001", 0),
            "another root": other_root,
            "another log": foreign,
            "a size in another spelling": leading_zero,
            "an earlier checkpoint of another tree": earlier_face,
        }
        for name, lie in lies.items():
            with self.subTest(name):
                folder = Folder(self, 600)
                folder.follow(300)
                lie(folder)
                with self.assertRaises(log.Lie):
                    folder.follow(300)

    def test_a_log_that_shrank_is_found(self):
        with self.assertRaises(log.Lie):
            Folder(self, 20).follow(21)

    def test_what_is_missing_is_no_lie(self):
        folder = Folder(self, 300)
        (folder.path / "tile/0/001.p/44").unlink()
        with self.assertRaises(log.Unreadable):
            folder.follow()


if __name__ == "__main__":
    sys.exit(report.main())
