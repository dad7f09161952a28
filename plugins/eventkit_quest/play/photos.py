"""Photos of teams: drawn anew, so that nothing of the sent file but what one sees is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

from flask_babel import gettext as _

from eventkit.files.operations import Received, put_made

LONGEST_SIDE = 1600
MOST_PIXELS = 60_000_000


def safe(stream: IO[bytes], limit: int) -> Received:
    """Keep the picture as a JPEG without places, names and whatever else a phone writes into it.

    Args:
        stream: the content.
        limit: the most bytes.

    Raises:
        ValueError: it is no picture or too big; the message says what to do.
    """
    from PIL import Image, ImageOps

    size = stream.seek(0, 2)
    stream.seek(0)
    if size > limit:
        raise ValueError(_("Фотография слишком большая. Уменьшите её."))
    with tempfile.TemporaryDirectory(prefix="eventkit-") as folder:
        path = Path(folder) / "photo.jpg"
        try:
            with Image.open(stream, formats=("JPEG", "PNG", "WEBP")) as sent:
                if sent.width * sent.height > MOST_PIXELS:
                    raise ValueError(_("Фотография слишком большая. Уменьшите её."))
                drawn = ImageOps.exif_transpose(sent).convert("RGB")
                drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                drawn.save(path, "JPEG", quality=85)
        except (OSError, SyntaxError, Image.DecompressionBombError) as problem:
            raise ValueError(_("Фотография не принята. Годятся JPEG, PNG и WebP.")) from problem
        return put_made(path, "photo.jpg", "image/jpeg")
