"""The map's picture: out of a quest's file into the store, and back."""

from __future__ import annotations

import base64
import binascii
import tempfile
from pathlib import Path

from eventkit.files.models import StoredFile
from eventkit.files.operations import keep, open_file, put_made


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
