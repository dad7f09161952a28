"""Taking files in: streamed, limited, checked by content, kept once by hash.

``receive`` is the slow half and touches no database, so a view calls it before it takes the write
lock; ``keep`` adds the row. ``store`` does both for whoever holds no lock.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from flask_babel import gettext as _

from eventkit.db import db
from eventkit.files.kinds import DOCUMENTS, Kind, kind_of
from eventkit.files.models import StoredFile
from eventkit.files.problems import FileError
from eventkit.files.storage import storage
from eventkit.lazy import dataclass
from eventkit.printing.file_names import windows_file_name
from eventkit.web.clock import now

MEGABYTE = 1024 * 1024
_PIECE = 1 << 20


@dataclass(frozen=True)
class Received:
    """A content that is in the store and has no row yet."""

    sha256: str
    name: str
    media_type: str
    size: int


def receive(
    stream: BinaryIO, name: str, limit: int, accepted: tuple[Kind, ...] = DOCUMENTS
) -> Received:
    """Stream a file into the store.

    Args:
        stream: the content from its beginning.
        name: what the sender calls it; composed (NFC) and made safe, its ending set right.
        limit: the most bytes.
        accepted: kinds of content, see ``eventkit.files.kinds``.

    Raises:
        FileError: too big, or of another kind; the message says what to do.
    """
    with _spooled(stream, limit) as (path, digest, size):
        kind = kind_of(path, accepted)
        storage().put(digest, path)
    return Received(digest, _named(name, kind), kind.media_type, size)


def put_made(path: Path, name: str, media_type: str) -> Received:
    """Keep a file that the app itself has made."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    storage().put(digest.hexdigest(), path)
    return Received(digest.hexdigest(), windows_file_name(name), media_type, path.stat().st_size)


def keep(received: Received) -> StoredFile:
    """Add the row of a received content to the present transaction."""
    row = StoredFile(
        sha256=received.sha256,
        name=received.name,
        media_type=received.media_type,
        size=received.size,
        created_at=now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def store(
    stream: BinaryIO, name: str, limit: int, accepted: tuple[Kind, ...] = DOCUMENTS
) -> StoredFile:
    """Receive and keep in one call. Raises FileError as ``receive`` does."""
    return keep(receive(stream, name, limit, accepted))


def open_file(file: StoredFile | Received) -> BinaryIO:
    """Open the content for reading; raises FileNotFoundError when the store has lost it."""
    return storage().open(file.sha256)


@contextmanager
def local_copy(file: StoredFile | Received) -> Iterator[Path]:
    """The content as a file on this machine, for programs that want a path; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="eventkit-") as folder:
        path = Path(folder) / "content"
        with open_file(file) as source, path.open("wb") as target:
            while piece := source.read(_PIECE):
                target.write(piece)
        yield path


@contextmanager
def _spooled(stream: BinaryIO, limit: int) -> Iterator[tuple[Path, str, int]]:
    digest, size = hashlib.sha256(), 0
    with tempfile.TemporaryDirectory(prefix="eventkit-") as folder:
        path = Path(folder) / "content"
        with path.open("wb") as target:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > limit:
                    raise FileError(
                        _(
                            "Файл не принят: он больше %(limit)s МБ. "
                            "Сохраните его с меньшим качеством картинок.",
                            limit=limit // MEGABYTE,
                        )
                    )
                digest.update(piece)
                target.write(piece)
        yield path, digest.hexdigest(), size


def _named(name: str, kind: Kind) -> str:
    # Browsers of old send a whole Windows path.
    safe = windows_file_name(name.rsplit("\\", 1)[-1].rsplit("/", 1)[-1])
    stem, dot, ending = safe.rpartition(".")
    same = {kind.ending, "jpeg"} if kind.ending == "jpg" else {kind.ending}
    if dot and ending.casefold() in same:
        return safe
    known = dot and ending.casefold() in ("doc", "docx", "odt", "pdf", "rtf", "txt", "jpg", "png")
    return windows_file_name(f"{stem if known else safe}.{kind.ending}")
