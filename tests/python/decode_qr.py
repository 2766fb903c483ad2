#!/usr/bin/env python3
"""Reads the QR code of a picture: decode_qr.py PICTURE prints its text; exit code 1 without one.

It stands for the cameras of this world: another decoder than the portal's own.
"""

import sys

import zxingcpp
from PIL import Image


def decode(path):
    """The text of the one QR code in a picture, or `None`."""
    with Image.open(path) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if len(found) == 1 else None


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    text = decode(arguments[0])
    if text is None:
        return 1
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
