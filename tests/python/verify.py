#!/usr/bin/env python3
"""Verifies a certificate without any code of the portal.

    verify.py KEYS URL [LOG]  KEYS is the portal's keys.txt, URL the text of the QR code
    verify.py KEYS - [LOG]    the URL comes from standard input

LOG is what was found out about the certificate in the public log, as `gavah verify --json` says
it: {"state": "included", "index": 7, "size": 90, "cosigned_at": 1763800000}, or a state alone of
"not-checked", "not-found" and "no-place".

It follows the published format alone, with the libraries `cryptography` and `cbor2`. It prints
what was found as JSON. Exit code 0: this issuer signed exactly these facts. 1: it did not, or the
log does not hold them. 3: it cannot be said. What it does not ask is whether the ruling still
stands (the status list) and whether the paper says the same.
"""

import base64
import hashlib
import json
import re
import sys
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

EXTERNAL_AAD = b"gavah/certificate/v1"
ADDRESS = re.compile(
    r"(?:https://[a-z0-9.-]+(?::[0-9]+)?|http://(?:127\.0\.0\.1|localhost)(?::[0-9]+)?)/v#([0-9]+)"
)
# Digits of a block by its bytes: seven bytes are seventeen digits, and a shorter block ends it.
BLOCK = {17: 7, 15: 6, 13: 5, 10: 4, 8: 3, 5: 2, 3: 1}
MAX_DIGITS = 1_400
MAX_STATEMENT = 420
MAX_RIALS = 10**15
# The first and the last day of the portal's calendar, 1300-01-01 and 1498-12-30.
DAYS = range(-17_818, 54_866)
STATEMENT = -65_537
# The state of a key, and how far a compromised one is trusted: a place in the log, a moment.
STATE = re.compile(r"(?:active|retired|compromised) -|compromised [1-9][0-9]*@(?:0|[1-9][0-9]*)")
TEHRAN = timezone(timedelta(hours=3, minutes=30))

# The characters of the portal's languages: letters of Arabic script, marks above and below them,
# and what stands alone. A non-joiner stands between two Arabic letters, a space never beside
# another one or at an end.
ARABIC = "\u0621-\u064a\u0671-\u0674\u0679-\u06d3\u06d5"
MARKS = "\u064b-\u0655\u0670"
ALONE = (
    "!-~\u00a1-\u00ac\u00ae-\u024f\u0259\u060c\u061b\u061f\u0660-\u066f\u06d4\u06ee-\u06ff"
    "\u2010-\u2015\u2018-\u201d\u2026\u2030"
)
PLAIN = re.compile(
    f"(?:[{ARABIC}][{MARKS}]?(?:(?<=[{ARABIC}\u0654])\u200c(?=[{ARABIC}]))?|[{ALONE}]|(?<=[^ ]) (?=[^ ]))+"
)


class Refused(Exception):
    """Why a text is not a certificate of this issuer: the step, and what was found there."""

    def __init__(self, step, found):
        super().__init__(f"{step}: {found}")
        self.step = step
        self.found = found


class Unknown(Refused):
    """What would decide it is not at hand."""


@dataclass(frozen=True)
class Key:
    """A line of the key list."""

    kid: bytes
    public: bytes
    not_before: date
    not_after: date | None
    state: str
    # Of a compromised key: the first place in the log and the first moment that are not trusted.
    bound: tuple[int, int] | None


@dataclass(frozen=True)
class KeyList:
    """The issuer's keys, and whether they bind anybody."""

    version: int
    force: str
    issuer: dict
    keys: dict


def verify(url, keys, log=None):
    """All steps in order; the facts as a dictionary, or `Refused`."""
    log = log or {"state": "not-checked"}
    log_index, statement = read_text(url)
    kid, protected, payload, signature = read_statement(statement)
    key = keys.keys.get(kid)
    if key is None:
        raise Refused("key", f"no key {kid.hex()} in the list")
    signed = cbor2.dumps(["Signature1", protected, EXTERNAL_AAD, payload])
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
    except InvalidSignature:
        raise Refused("signature", f"not made by {kid.hex()} over these bytes") from None
    claims = read_payload(payload)
    issued = datetime.fromtimestamp(claims.pop("issued_at"), timezone.utc)
    day = issued.astimezone(TEHRAN).date()
    if day < key.not_before or (key.not_after is not None and day > key.not_after):
        raise Refused("key period", f"issued on {day}, when {kid.hex()} was not in use")
    if key.state == "compromised":
        check_age(key, log)
    logged = log["state"] not in ("not-found", "no-place")
    return {
        "result": "signed by the issuer" if logged else "signed by the issuer, not in the log",
        "issuer": keys.issuer,
        "force": keys.force,
        "key": kid.hex(),
        "key_state": key.state,
        "log_index": log_index,
        "log": log["state"],
        "issued_at": issued.isoformat().replace("+00:00", "Z"),
        **claims,
    }


def check_age(key, log):
    """A compromised key's certificate is good when it was logged, and cosigned, before the bound.

    The place in the text is not signed: only the log itself shows what is older. "not-found" is
    said of the tree that ends where the trust does, and what it does not hold falls. A text that
    states no place was looked up nowhere.
    """
    compromised = f"{key.kid.hex()} is in other hands"
    if key.bound is None or log["state"] == "not-found":
        raise Refused("key state", compromised)
    if log["state"] != "included":
        raise Unknown("key state", f"{compromised}, and nothing was looked up in the log")
    index, time = key.bound
    if log["index"] >= index:
        raise Refused("key state", f"{compromised} since place {index} of the log")
    if log["cosigned_at"] is None or log["cosigned_at"] >= time:
        raise Unknown("key state", f"{compromised}, and no witness shows what the log held then")


def read_text(url):
    """The log index and the bytes that an address carries."""
    found = ADDRESS.fullmatch(url)
    if found is None:
        raise Refused("text", "not the address of a certificate")
    digits = found.group(1)
    if digits[0] != "1":
        raise Refused("text", f"unknown profile {digits[0]}")
    index, digits = digits[1:9], digits[9:]
    if len(index) != 8 or not digits or len(digits) > MAX_DIGITS:
        raise Refused("text", "too few or too many digits")
    statement = bytearray()
    for start in range(0, len(digits), 17):
        block = digits[start : start + 17]
        size = BLOCK.get(len(block))
        if size is None:
            raise Refused("base10", f"a block of {len(block)} digits")
        value = int(block)
        if value >= 256**size:
            raise Refused("base10", f"the block at {start} is too large")
        statement += value.to_bytes(size, "big")
    return int(index), bytes(statement)


def read_statement(data):
    """Key identifier, protected header, payload and signature of the one COSE_Sign1 form."""
    head = bytes.fromhex("d2844da201320448")
    if len(data) > MAX_STATEMENT:
        raise Refused("form", f"{len(data)} bytes")
    if data[:8] != head or data[16:17] != b"\xa0":
        raise Refused("form", "not the header of a certificate")
    protected, kid = data[3:16], data[8:16]
    if data[17:18] == b"\x58":
        length, start = int.from_bytes(data[18:19], "big"), 19
    elif data[17:18] == b"\x59":
        length, start = int.from_bytes(data[18:20], "big"), 20
    else:
        raise Refused("form", "no payload")
    if length < 24 or (start == 20 and length < 256):
        raise Refused("form", "the payload's length is not in its shortest form")
    end = start + length
    if data[end : end + 2] != b"\x58\x40" or len(data) != end + 66:
        raise Refused("form", "no signature of 64 bytes at the end")
    return kid, protected, data[start:end], data[end + 2 :]


def read_payload(payload):
    """The claims, when they are deterministic CBOR and of the schema."""
    try:
        claims = cbor2.loads(payload)
        again = cbor2.dumps(claims, canonical=True)
    except (cbor2.CBORDecodeError, cbor2.CBOREncodeError, ValueError, TypeError) as error:
        raise Refused("payload", str(error)) from None
    if again != payload:
        raise Refused("payload", "not deterministic CBOR")
    if type(claims) is not dict or set(claims) != {6, 7, STATEMENT}:
        raise Refused("payload", "not the three claims of a certificate")
    named = {"issued_at": whole(6, claims[6], range(2**33)), "number": octets(7, claims[7], 8)}
    stated = claims[STATEMENT]
    if type(stated) is not dict:
        raise Refused("payload", "the statement is no map")
    for key, value in stated.items():
        if type(key) is not int or key not in FIELDS:
            raise Refused("field", f"unknown field {key}")
        name, read = FIELDS[key]
        named[name] = read(key, value)
    missing = sorted({1, 2, 3, 4, 6, 7} - set(stated))
    if missing:
        raise Refused("field", f"missing fields {missing}")
    check_together(named)
    return named


def check_together(named):
    """The rules about several fields."""
    ruled_on = named["ruled_on"]
    issued_on = datetime.fromtimestamp(named["issued_at"], TEHRAN).date().isoformat()
    if issued_on < ruled_on or not ruled_on <= named.get("final_on", ruled_on):
        raise Refused("field", "the days are not in their order")
    outcome = named["outcome"]
    if type(outcome) is list and (
        len(outcome) != len(named["violations"]) or len(set(outcome)) == 1
    ):
        raise Refused("field", "the outcomes are not those of the violations")


def refuse(key):
    raise Refused("field", f"field {key} is not what it should be")


def whole(key, value, allowed=range(2**32)):
    # A boolean is an int in Python, and none in CBOR.
    if type(value) is not int or value not in allowed:
        refuse(key)
    return value


def short(key, value):
    return whole(key, value, range(2**16))


def listed(key, value, lengths):
    if type(value) is not list or len(value) not in lengths:
        refuse(key)
    return value


def octets(key, value, length):
    if type(value) is not bytes or len(value) != length:
        refuse(key)
    return value.hex()


def text(limit):
    def read(key, value):
        if type(value) is not str or len(value) > limit or PLAIN.fullmatch(value) is None:
            refuse(key)
        if unicodedata.normalize("NFC", value) != value:
            refuse(key)
        return value

    return read


def day(key, value):
    return (date(1970, 1, 1) + timedelta(days=whole(key, value, DAYS))).isoformat()


def numbers(key, value):
    return [whole(key, part) for part in listed(key, value, range(1, 8))]


def violations(key, value):
    found = []
    for entry in listed(key, value, range(1, 9)):
        kind, *area = listed(key, entry, (1, 2))
        # Areas are signed in tenths of a square metre.
        tenths = whole(key, area[0]) if area else None
        found.append({"violation": short(key, kind), "tenths_of_square_metre": tenths})
    return found


def outcomes(key, value):
    if type(value) is list:
        return [short(key, part) for part in listed(key, value, range(2, 9))]
    return short(key, value)


def predecessor(key, value):
    sequence, before = listed(key, value, (2,))
    return {"sequence": whole(key, sequence, range(2, 2**32)), "hash": octets(key, before, 8)}


FIELDS = {
    1: ("case", text(40)),
    2: ("commission", lambda key, value: [short(key, part) for part in listed(key, value, (2,))]),
    3: ("ruled_on", day),
    4: ("district", short),
    5: ("property", numbers),
    6: ("violations", violations),
    7: ("outcome", outcomes),
    8: ("amount_rials", lambda key, value: whole(key, value, range(1, MAX_RIALS + 1))),
    9: ("final_on", day),
    10: ("address", text(60)),
    11: ("text_sha256", lambda key, value: octets(key, value, 32)),
    12: ("status_index", whole),
    13: ("party_commitment", lambda key, value: octets(key, value, 16)),
    14: ("predecessor", predecessor),
}


def read_keys(source):
    """The key list; a line that is not of its form is an error of the list."""
    lines = source.split("\n")
    if lines[0] != "gavah/keys/v1" or lines[-1] != "":
        raise Refused("keys", "not a key list")
    head = {}
    keys = {}
    for number, line in enumerate(lines[1:-1], start=2):
        word, _, rest = line.partition(" ")
        if word != "key":
            head.setdefault(word, []).append(rest)
            continue
        parts = rest.split(" ")
        if len(parts) != 7 or parts[2] != "certificate":
            raise Refused("keys", f"line {number}")
        kid, public = bytes.fromhex(parts[0]), base64.b64decode(parts[1], validate=True)
        if len(public) != 32 or hashlib.sha256(public).digest()[:8] != kid or kid in keys:
            raise Refused("keys", f"line {number}: the identifier is not this key's own")
        if STATE.fullmatch(f"{parts[5]} {parts[6]}") is None:
            raise Refused("keys", f"line {number}: unknown state")
        bound = None if parts[6] == "-" else tuple(int(part) for part in parts[6].split("@"))
        if bound is not None and (bound[0] >= 2**32 or bound[1] >= 2**63):
            raise Refused("keys", f"line {number}: no such place or moment")
        keys[kid] = Key(
            kid=kid,
            public=public,
            not_before=date.fromisoformat(parts[3]),
            not_after=None if parts[4] == "-" else date.fromisoformat(parts[4]),
            state=parts[5],
            bound=bound,
        )
    if set(head) != {"version", "date", "force", "issuer"} or not keys:
        raise Refused("keys", "not a key list")
    issuer = dict(entry.split(" ", 1) for entry in head["issuer"])
    return KeyList(int(head["version"][0]), head["force"][0], issuer, keys)


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    path, url, *log = arguments
    with open(path, encoding="utf-8", newline="") as file:
        source = file.read()
    if url == "-":
        url = sys.stdin.read().removesuffix("\n")
    try:
        facts = verify(url, read_keys(source), *map(json.loads, log))
        code = 0 if facts["result"] == "signed by the issuer" else 1
    except Unknown as refusal:
        facts = {"result": "cannot be said", "step": refusal.step, "found": refusal.found}
        code = 3
    except Refused as refusal:
        facts = {"result": "refused", "step": refusal.step, "found": refusal.found}
        code = 1
    print(json.dumps(facts, ensure_ascii=False, indent=2))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
