#!/usr/bin/env python3
"""Tests of the independent verifier, on certificates signed here with a key made here."""

import base64
import hashlib
import sys
import unittest
from datetime import date

import cbor2
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import decode_qr
import report
import verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
KID = hashlib.sha256(PUBLIC).digest()[:8]
SIZES = {size: digits for digits, size in verify.BLOCK.items()}


def key_list(state="active", since="2026-11-01", until="-", index="-"):
    key = f"{KID.hex()} {base64.b64encode(PUBLIC).decode()}"
    return verify.read_keys(
        "gavah/keys/v1\nversion 1\ndate 2026-11-22\nforce demonstration\n"
        "issuer fa شهرداری تبریز\nissuer azb تبریز بلدیه‌سی\nissuer en Municipality of Tabriz\n"
        f"key {key} certificate {since} {until} {state} {index}\n"
    )


def facts():
    return {
        1: "100-1404-000123",
        2: [1, 3],
        3: 20_700,
        4: 5,
        5: [5, 12, 34],
        6: [[1, 125], [4]],
        7: 2,
        8: 1_250_000_000,
        10: "خیابان امام، کوچهٔ بهار",
    }


def payload(stated=None, **extra):
    claims = {6: 1_795_300_000, 7: bytes(8), verify.STATEMENT: stated or facts()}
    claims.update({int(key[1:]): value for key, value in extra.items()})
    return cbor2.dumps(claims, canonical=True)


def statement(body, aad=verify.EXTERNAL_AAD):
    protected = bytes.fromhex("a201320448") + KID
    signature = KEY.sign(cbor2.dumps(["Signature1", protected, aad, body]))
    return b"\xd2\x84\x4d" + protected + b"\xa0" + cbor2.dumps(body) + b"\x58\x40" + signature


def address(data, index=0):
    digits = ""
    for start in range(0, len(data), 7):
        block = data[start : start + 7]
        digits += str(int.from_bytes(block, "big")).zfill(SIZES[len(block)])
    return f"https://gavah.example/v#1{index:08}{digits}"


class Verify(unittest.TestCase):
    def refused(self, step, url, keys=None):
        with self.assertRaises(verify.Refused) as caught:
            verify.verify(url, keys or key_list())
        self.assertEqual(caught.exception.step, step)

    def test_a_good_certificate_says_its_facts(self):
        found = verify.verify(address(statement(payload())), key_list())
        self.assertEqual(found["case"], "100-1404-000123")
        self.assertEqual(found["log_index"], 0)
        self.assertEqual(found["log"], "not-checked")
        placed = verify.verify(address(statement(payload()), index=7), key_list())
        self.assertEqual(placed, found | {"log_index": 7})
        self.assertEqual(found["amount_rials"], 1_250_000_000)
        self.assertEqual(found["ruled_on"], date.fromordinal(719_163 + 20_700).isoformat())
        self.assertEqual(found["violations"][1]["tenths_of_square_metre"], None)
        self.assertEqual(found["force"], "demonstration")

    def test_every_altered_byte_is_refused(self):
        data = statement(payload())
        for at in range(len(data)):
            changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            with self.assertRaises(verify.Refused, msg=f"byte {at}"):
                verify.verify(address(changed), key_list())

    def test_a_longer_or_shorter_statement_is_refused(self):
        data = statement(payload())
        self.refused("form", address(data + b"\0"))
        self.refused("form", address(data[:-1]))

    def test_another_purpose_is_no_certificate(self):
        self.refused("signature", address(statement(payload(), aad=b"gavah/status/v1")))

    def test_texts_that_are_no_address_are_refused(self):
        good = address(statement(payload()))
        for url in ("", good + " ", good.upper(), good.replace("/v#", "/w#"), good + "x"):
            self.refused("text", url)
        self.refused("text", good.replace("/v#1", "/v#2"))
        self.refused("text", good.replace("7", "۷"))
        self.refused("base10", good + "0")

    def test_a_block_beyond_its_bytes_is_refused(self):
        good = address(statement(payload()))
        self.refused("base10", good[: good.index("#") + 10] + "9" * 17 + good[-17:])

    def test_signed_but_loose_payloads_are_refused(self):
        body = payload()
        self.assertEqual(body[:2], b"\xa3\x06")
        self.refused("payload", address(statement(b"\xa3\x18\x06" + body[2:])))
        self.refused("payload", address(statement(body + b"\0")))
        self.refused("payload", address(statement(payload(_9=1))))
        self.refused("field", address(statement(payload({**facts(), 99: 1}))))
        self.refused("field", address(statement(payload({**facts(), 4: True}))))
        self.refused("field", address(statement(payload({**facts(), 4: 5.5}))))
        self.refused("field", address(statement(payload({**facts(), 1: "a\u202eb"}))))
        self.refused("field", address(statement(payload({1: "a case without its ruling"}))))

    def test_the_key_must_be_listed_and_in_use(self):
        good = address(statement(payload()))
        self.refused("key period", good, key_list(since="2026-12-01"))
        self.refused("key period", good, key_list(until="2026-11-02"))
        self.refused("key state", good, key_list("compromised"))
        self.assertEqual(verify.verify(good, key_list("retired"))["key_state"], "retired")

    def test_the_log_says_what_is_older_than_a_compromise(self):
        # The certificate's place in the log is not signed: an earlier one shows nothing.
        good = address(statement(payload()), index=7)
        keys = key_list("compromised", index="8@1795400000")

        def judged(state, **facts):
            try:
                return verify.verify(good, keys, {"state": state, **facts})["result"]
            except verify.Unknown:
                return "unknown"
            except verify.Refused:
                return "refused"

        def included(index, time):
            return judged("included", index=index, size=9, cosigned_at=time)

        self.assertEqual(judged("not-checked"), "unknown")
        self.assertEqual(judged("not-found"), "refused")
        self.assertEqual(judged("no-place"), "unknown")
        self.assertEqual(included(7, 1_795_399_999), "signed by the issuer")
        self.assertEqual(included(7, 1_795_400_000), "unknown")
        self.assertEqual(included(7, None), "unknown")
        self.assertEqual(included(8, 1_795_399_999), "refused")
        found = verify.verify(good, key_list(), {"state": "not-found"})
        self.assertEqual(found["result"], "signed by the issuer, not in the log")

    def test_a_key_list_with_a_foreign_identifier_is_refused(self):
        with self.assertRaises(verify.Refused):
            verify.read_keys("gavah/keys/v1\nversion 1\nkey 0011223344556677 "
                             f"{base64.b64encode(PUBLIC).decode()} certificate 2026-01-01 - active -\n")


class Decode(unittest.TestCase):
    def test_a_picture_gives_its_text_back(self):
        import tempfile

        import PIL.Image

        url = address(statement(payload()))
        code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode)
        picture = PIL.Image.fromarray(code.to_image(scale=4))
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            picture.save(file.name)
            self.assertEqual(decode_qr.decode(file.name), url)
            PIL.Image.new("L", (200, 200), 255).save(file.name)
            self.assertIsNone(decode_qr.decode(file.name))


if __name__ == "__main__":
    sys.exit(report.main())
