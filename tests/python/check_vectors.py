#!/usr/bin/env python3
"""Runs the independent verifier over the portal's own vectors.

    check_vectors.py FOLDER...

Prints a line for each vector: its name, `accepted` or `refused`, and the step. A file with rows
has a vector in each. Exit code 1 when it disagrees with a vector: about whether to accept, or
about what an accepted one states.
"""

import json
import pathlib
import sys

import verify

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def shown(number):
    """A certificate's number as it is printed: 13 signs, two check signs, groups of four."""
    value = int(number, 16)
    signs = [value >> 5 * place & 31 for place in range(12, -1, -1)]
    signs += divmod(value % 1021, 32)
    text = "".join(ALPHABET[sign] for sign in signs)
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def claims(facts):
    """What was found, in the vectors' words."""
    areas = facts["violations"]
    outcome = facts["outcome"]
    outcomes = outcome if isinstance(outcome, list) else [outcome] * len(areas)
    tier, commission = facts["commission"]
    same = ("amount_rials", "final_on", "address", "text_sha256", "status_index", "predecessor")
    return {
        "number": shown(facts["number"]),
        "case": facts["case"],
        "tier": tier,
        "commission": commission,
        "ruled_on": facts["ruled_on"],
        "district": facts["district"],
        "property": facts.get("property", []),
        "violations": [
            {
                "violation": area["violation"],
                "area_tenths": area["tenths_of_square_metre"],
                "outcome": outcome,
            }
            for area, outcome in zip(areas, outcomes, strict=True)
        ],
        "party_commitment": facts.get("party_commitment"),
        **{name: facts.get(name) for name in same},
    }


RESULTS = {
    "genuine-status-not-checked": "signed by the issuer",
    "genuine-not-in-log": "signed by the issuer, not in the log",
}


def check(vector):
    """What the verifier says, and whether the vector says the same."""
    if "accepted" in vector:
        return check_keys(vector)
    wanted = RESULTS.get(vector["summary"])
    try:
        keys = verify.read_keys(vector["keys"])
        facts = verify.verify(vector["address"], keys, vector.get("log"))
    except verify.Refused as refusal:
        unknown = vector["summary"] == "could-not-check" and vector["reason"] != "text-empty"
        return f"refused: {refusal}", wanted is None and unknown == isinstance(refusal, verify.Unknown)
    agrees = facts["result"] == wanted
    if "claims" in vector:
        stated = {key: value for key, value in vector["claims"].items() if key != "issued_at"}
        agrees &= claims(facts) == stated and facts["log_index"] == vector["place"]
    return "accepted", agrees


def check_keys(vector):
    """The same about a key list alone."""
    try:
        verify.read_keys(vector["keys"])
    except verify.Refused as refusal:
        return f"refused: {refusal}", not vector["accepted"]
    return "accepted", vector["accepted"]


def vectors(folders):
    """Every vector with its name."""
    for folder in folders:
        for path in sorted(pathlib.Path(folder).glob("*.json")):
            vector = json.loads(path.read_text(encoding="utf-8"))
            if "rows" not in vector:
                yield path.stem, vector
                continue
            shared = {key: value for key, value in vector.items() if key != "rows"}
            for number, row in enumerate(vector["rows"], start=1):
                yield f"{path.stem}-{number}", {**shared, **row}


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    disagreements = 0
    for name, vector in vectors(arguments):
        said, agrees = check(vector)
        disagreements += not agrees
        print(f"{name} {said}" + ("" if agrees else "  DISAGREES"))
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
