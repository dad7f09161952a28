"""Pictures for reading on a phone: small, of one kind, without properties."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1000
QUALITY = 50
SHADES = 8
MOST_PIXELS = 40_000_000


def _smallest(image: Image) -> bytes:
    """As WebP. A printed page in a few shades of grey takes half of what a photograph takes."""
    ways = [_webp(image, quality=QUALITY)]
    if _is_grey(image):
        step = 255 / (SHADES - 1)
        shades = image.convert("L").point([round(round(v / step) * step) for v in range(256)])
        ways.append(_webp(shades.convert("RGB"), lossless=True, quality=60))
    return min(ways, key=len)


def _webp(image: Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", method=4, **options)
    return out.getvalue()


def _is_grey(image: Image) -> bool:
    """Whether hardly a point has a colour of its own."""
    small = image.resize((max(1, image.width // 4), max(1, image.height // 4)))
    saturation = small.convert("HSV").getchannel("S").histogram()
    value = small.convert("HSV").getchannel("V").histogram()
    points = small.width * small.height
    return sum(saturation[40:]) < points // 200 and sum(value[250:]) > points // 2


class Pictures:
    """Numbered pictures of one file, written into a folder as they come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[dict[str, Any]] = []

    def add(self, image: Image, text: str = "") -> int:
        """Write a picture; its number in the file begins with 1."""
        number = len(self.made) + 1
        image = image.convert("RGB")
        if image.width > WIDEST:
            image = image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))))
        (self.folder / f"picture-{number}.webp").write_bytes(_smallest(image))
        self.made.append(
            {"number": number, "width": image.width, "height": image.height, "text": text}
        )
        return number

    def add_bytes(self, data: bytes) -> int | None:
        """The same for a picture of a document; None for a kind that cannot be drawn."""
        from PIL import Image

        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                return self.add(image)
        except (OSError, ValueError, Image.DecompressionBombError):
            return None
