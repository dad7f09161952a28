"""Reading QR codes from photographs: of a printed sheet, of another screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from flask_babel import gettext as _

if TYPE_CHECKING:
    from PIL.Image import Image

KINDS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDES = (1600, 3200, 900)
"""Pixels at which a picture is tried, in this order: most photographs are read at the first."""
MOST_PIXELS = 120_000_000
"""A phone takes up to 108 millions; JPEG is made smaller while it is unpacked."""
MOST_UNPACKED = 40_000_000
"""Of kinds that have to be unpacked whole."""


class PictureError(ValueError):
    """The file is no photograph that can be read; the message says what to send instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_codes(stream: BinaryIO) -> list[str]:
    """The texts of all QR codes in a picture, none twice; an empty list where none is found.

    Args:
        stream: a JPEG, PNG or WebP file from its beginning, of a size that the caller has limited.

    Raises:
        PictureError: it is none of them, broken, or larger than a phone makes.
    """
    picture = _opened(stream)
    for scaled in _sizes(picture):
        found = _codes(scaled)
        if found:
            return found
    return []


def _opened(stream: BinaryIO) -> Image:
    from PIL import Image, UnidentifiedImageError

    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None  # ours is asked below
    try:
        picture = Image.open(stream, formats=KINDS)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PictureError(_("Это не снимок. Годятся фото в JPEG, PNG и WebP.")) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    width, height = picture.size
    most = MOST_PIXELS if picture.format == "JPEG" else MOST_UNPACKED
    if width * height > most:
        raise PictureError(_("Снимок слишком большой. Сделайте фото с обычным качеством."))
    longest = max(LONGEST_SIDES)
    picture.draft("L", (longest, longest))
    try:
        grey = picture.convert("L")
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureError(_("Снимок повреждён. Сделайте его ещё раз.")) from error
    return grey


def _sizes(picture: Image) -> Iterator[Image]:
    """The picture at each size that differs from those before."""
    tried: set[tuple[int, int]] = set()
    for side in LONGEST_SIDES:
        scaled = picture.copy()
        scaled.thumbnail((side, side))
        if scaled.size not in tried:
            tried.add(scaled.size)
            yield scaled


def _codes(picture: Image) -> list[str]:
    import zxingcpp

    # All formats at once would now and then see a barcode in the lines of a form. Before its
    # version 3 the library takes one kind for a set of kinds, after it converts the one.
    only: Any = zxingcpp.BarcodeFormat.QRCode
    found = zxingcpp.read_barcodes(picture, formats=only)
    return list(dict.fromkeys(code.text for code in found if code.text))
