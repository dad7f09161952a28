"""Pictures for reading on a phone: small, of one kind, without properties."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1000
QUALITY = 50
MOST_PIXELS = 40_000_000


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
        image.save(self.folder / f"picture-{number}.webp", "WEBP", quality=QUALITY, method=4)
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
