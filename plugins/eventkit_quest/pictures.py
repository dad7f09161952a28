"""The map's picture: from an organizer or a quest's file into the store, and back."""

from __future__ import annotations

import base64
import binascii
import tempfile
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _

from eventkit.files.models import StoredFile
from eventkit.files.operations import Received, keep, open_file, put_made

LONGEST_SIDE = 2400
MOST_PIXELS = 60_000_000
ACCEPTED = ("JPEG", "PNG", "WEBP")


def draw_anew(stream: BinaryIO, limit: int) -> tuple[Received, tuple[int, int]]:
    """Draw an uploaded picture anew, so that nothing of the file but what one sees is kept.

    Returns what is in the store, and width and height. Raises ValueError in words.
    """
    from PIL import Image, ImageOps

    size = stream.seek(0, 2)
    stream.seek(0)
    if size > limit:
        raise ValueError(_("Картинка слишком большая. Уменьшите её."))
    with tempfile.TemporaryDirectory(prefix="eventkit-") as folder:
        path = Path(folder) / "map.webp"
        try:
            with Image.open(stream, formats=ACCEPTED) as sent:
                if sent.width * sent.height > MOST_PIXELS:
                    raise ValueError(_("Картинка слишком большая. Уменьшите её."))
                drawn = ImageOps.exif_transpose(sent).convert("RGB")
                drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                drawn.save(path, "WEBP", quality=85)
        except (OSError, SyntaxError, Image.DecompressionBombError) as problem:
            raise ValueError(_("Картинка не принята. Годятся PNG, JPEG и WebP.")) from problem
        return put_made(path, "map.webp", "image/webp"), drawn.size


def keep_picture(name: str, url: str) -> StoredFile:
    """Store the picture of a data URL.

    Raises ValueError for an address that holds no picture.
    """
    head, comma, body = url.partition(";base64,")
    if not comma or not head.startswith("data:image/"):
        raise ValueError(f"{name}: no picture")
    try:
        content = base64.b64decode(body, validate=True)
    except binascii.Error as problem:
        raise ValueError(f"{name}: no picture") from problem
    with tempfile.TemporaryDirectory(prefix="eventkit-") as folder:
        path = Path(folder) / "picture"
        path.write_bytes(content)
        return keep(put_made(path, name, head.removeprefix("data:")))


def data_url(file: StoredFile) -> str:
    """The content of a stored picture as a data URL."""
    with open_file(file) as stream:
        body = base64.b64encode(stream.read()).decode("ascii")
    return f"data:{file.media_type};base64,{body}"
