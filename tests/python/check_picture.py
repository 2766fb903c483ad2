#!/usr/bin/env python3
"""Reads the QR code of a certificate's picture as printers and cameras spoil it.

    check_picture.py PICTURE      the code's text, if every spoilt copy gives the same; else exit 1

The copies are larger and smaller, turned, blurred, unevenly lit, and saved with loss.
"""

import io
import sys

import zxingcpp
from PIL import Image, ImageFilter


def read(picture):
    """The text of the one QR code in a picture, or `None`."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return found[0].text if len(found) == 1 else None


def turned(degrees):
    return lambda picture: picture.rotate(
        degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )


def resized(factor):
    return lambda picture: picture.resize(
        (round(picture.width * factor), round(picture.height * factor)), Image.Resampling.LANCZOS
    )


def blurred(radius):
    return lambda picture: picture.filter(ImageFilter.GaussianBlur(radius))


def shaded(picture):
    """Light at one edge, shadow at the other."""
    shadow = Image.linear_gradient("L").resize(picture.size).point(lambda light: 90 + light // 2)
    return Image.composite(shadow, Image.new("L", picture.size, 30), picture)


def lossy(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=40)
    return Image.open(buffer).convert("L")


SPOILT = {
    "turned by 7 degrees": [turned(7)],
    "turned by -12 degrees": [turned(-12)],
    "upside down": [turned(180)],
    "half the size": [resized(0.5)],
    "one and a half times the size": [resized(1.5)],
    "blurred": [blurred(2)],
    "unevenly lit": [shaded],
    "saved with loss": [lossy],
    "a photo of a print": [turned(5), blurred(1.2), shaded, lossy],
}


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with Image.open(arguments[0]) as file:
        picture = file.convert("L")
    text = read(picture)
    if text is None:
        print("the picture itself has no code", file=sys.stderr)
        return 1
    unread = []
    for name, steps in SPOILT.items():
        copy = picture
        for step in steps:
            copy = step(copy)
        if read(copy) != text:
            unread.append(name)
    for name in unread:
        print(f"not read: {name}", file=sys.stderr)
    print(text)
    return 1 if unread else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
