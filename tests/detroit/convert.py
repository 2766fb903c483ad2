#!/usr/bin/env python3
"""Turns Detroit's blight tickets into a file of the import contract, and into a city's file.

    tests/detroit/convert.py ../shared/data/detroit-tickets-2012-2014.csv.gz <output folder>

It writes detroit.csv and detroit.toml. A ticket is one case with one violation and one ruling.
Its property is known by its address alone, of which a renovation code is made.
Nothing is cleaned: hearings before tickets, missing hearing dates and malformed ZIP codes reach
the importer, which has to refuse them. Amounts are judgments in dollars at 42000 rials a dollar,
a fixed notional rate that is for test data only.
"""

import collections
import csv
import decimal
import gzip
import hashlib
import json
import os
import re
import sys

RIALS_A_DOLLAR = 42000

COLUMNS = [
    "case_no", "district", "detected_on", "renovation_code", "address", "violation_no",
    "violation", "area_m2", "decision_no", "decision", "tier", "commission", "outcome",
    "decided_on", "notified_on", "final_on", "due_on", "amount_rials", "text_sha256",
]

CODE_LIMIT = 32


def slug(text):
    """The text as a code of the city's lists."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:CODE_LIMIT].rstrip("_")


def civil_day(moment):
    """The day of a moment, as it is written."""
    return moment[:10]


def rials(dollars):
    """The amount in rials; what is no number of dollars is passed on as it is."""
    try:
        amount = decimal.Decimal(dollars) * RIALS_A_DOLLAR
    except decimal.InvalidOperation:
        return dollars
    return str(int(amount)) if amount == int(amount) else str(amount)


def district(zip_code):
    return zip_code if zip_code else "not_recorded"


def property_code(ticket):
    """A renovation code in the place of the property: three numbers from the sum of its address."""
    address = " ".join(
        f"{ticket['violation_street_number']} {ticket['violation_street_name']}".upper().split()
    )
    digest = hashlib.sha256(address.encode()).digest()
    return "-".join(str(int.from_bytes(digest[at:at + 4], "big")) for at in (0, 4, 8))


def row(ticket):
    return {
        "case_no": ticket["ticket_id"],
        "district": district(ticket["violation_zip_code"]),
        "detected_on": civil_day(ticket["ticket_issued_date"]),
        "renovation_code": property_code(ticket),
        "violation_no": "1",
        "violation": slug(ticket["violation_code"]),
        "decision_no": ticket["ticket_id"],
        "decision": "ruling",
        "tier": "first_instance",
        "commission": slug(ticket["agency_name"]),
        "outcome": slug(ticket["disposition"]),
        "decided_on": civil_day(ticket["hearing_date"]),
        "amount_rials": rials(ticket["judgment_amount"]),
    }


def named(codes_and_names):
    """Each code with its most common name; two meanings of one code are an error."""
    meanings = collections.defaultdict(set)
    names = collections.defaultdict(collections.Counter)
    for code, meaning, name in codes_and_names:
        meanings[code].add(meaning)
        names[code][" ".join(name.split())] += 1
    for code, all_of_them in meanings.items():
        if len(all_of_them) > 1:
            sys.exit(f"the code {code} would stand for {sorted(all_of_them)}")
    # The alphabet decides between names that are equally common.
    return {
        code: min(counter.items(), key=lambda pair: (-pair[1], pair[0]))[0]
        for code, counter in sorted(names.items())
    }


def toml_name(text):
    quoted = json.dumps(text, ensure_ascii=False)
    return f"{{ fa = {quoted}, azb = {quoted}, en = {quoted} }}"


def toml_list(title, names, first=1, more=""):
    return "".join(
        f"\n[[{title}]]\ncode = {json.dumps(code)}\nnumber = {number}\n"
        f"name = {toml_name(name)}\n{more}"
        for number, (code, name) in enumerate(names.items(), first)
    )


def city(tickets):
    # Malformed ZIP codes are no districts.
    zips = sorted({t["violation_zip_code"] for t in tickets})
    districts = {code: f"ZIP {code}" for code in zips if re.fullmatch(r"48\d{3}", code)}
    districts["not_recorded"] = "Not recorded"
    violations = named(
        (slug(t["violation_code"]), t["violation_code"], t["violation_description"])
        for t in tickets
    )
    commissions = named((slug(t["agency_name"]),) + (t["agency_name"],) * 2 for t in tickets)
    outcomes = named((slug(t["disposition"]),) + (t["disposition"],) * 2 for t in tickets)
    heading = [
        "# Blight tickets of the city of Detroit, as test data. Names are in English only.",
        'id = "detroit"',
        f"name = {toml_name('Detroit')}",
        f"institution = {toml_name('City of Detroit')}",
        f"office = {toml_name('Department of Administrative Hearings')}",
        'contact = "open-data@example.org"',
        "data_note = "
        + toml_name("Test data. Amounts are dollars at a notional rate of 42000 rials a dollar."),
        "",
    ]
    return (
        "\n".join(heading)
        + toml_list("districts", districts)
        + toml_list("commissions", commissions)
        + toml_list("violations", violations)
        + toml_list("outcomes", outcomes, more="fine = true\n")
        + toml_list("orders", {"adjournment": "Adjournment"}, first=101)
    )


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, folder = sys.argv[1:]
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        tickets = list(csv.DictReader(file))
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "detroit.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(row(ticket) for ticket in tickets)
    with open(os.path.join(folder, "detroit.toml"), "w", encoding="utf-8") as file:
        file.write(city(tickets))
    print(f"{len(tickets)} tickets")


if __name__ == "__main__":
    main()
