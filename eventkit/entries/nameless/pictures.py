"""A picture of a document written anew: cameras and editors note their owner in it."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

MOST_PIXELS = 60_000_000


def clean_picture(data: bytes) -> tuple[bytes, str]:
    """Only its points, as JPEG or PNG, with its ending; known by its content, not by its name.

    A kind that cannot be drawn (EMF, SVG) may hold any words: a grey square stands for it.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS or image.format in ("WMF", "EMF"):
                return _square(), "png"
            return _written(image)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return _square(), "png"


def _written(image: Any) -> tuple[bytes, str]:
    out = io.BytesIO()
    image.load()
    if image.format == "MPO":  # two pictures of one sight, as telephones take them
        image.format = "JPEG"
    if image.format == "JPEG" and image.mode in ("L", "RGB", "CMYK"):
        image.info.clear()  # a remark in it would be written again
        # The same quality without a second loss.
        image.save(out, "JPEG", quality="keep")
        return out.getvalue(), "jpeg"
    has_alpha = "transparency" in image.info or image.mode in ("LA", "PA", "RGBA")
    if image.mode not in ("1", "L"):
        image = image.convert("RGBA" if has_alpha else "RGB")
    elif has_alpha:
        image = image.convert("RGBA")
    image.info.clear()
    image.save(out, "PNG")
    return out.getvalue(), "png"


@cache
def _square() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (2, 2), 200).save(out, "PNG")
    return out.getvalue()
