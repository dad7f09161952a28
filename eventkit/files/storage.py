"""Where contents lie: a folder by default, S3 by one setting. The key is always the sha256."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Protocol, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

from flask import current_app

if TYPE_CHECKING:
    from obstore.store import S3Store


class Storage(Protocol):
    """The small interface behind which any store of contents stands."""

    def put(self, key: str, source: Path) -> None:
        """Keep a file's content under its hash; keeping it twice changes nothing."""

    def open(self, key: str) -> BinaryIO:
        """Open a content for reading; raises FileNotFoundError when it is not there."""

    def delete(self, key: str) -> None:
        """Forget a content; one that is not there is no error."""


class Folder:
    """Contents in a local folder, two levels deep so that no folder grows too long."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: Path) -> None:
        """Write beside the final name and rename: a reader never meets half a file."""
        target = self._path(key)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as out, source.open("rb") as content:
                shutil.copyfileobj(content, out, 1 << 20)
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def open(self, key: str) -> BinaryIO:
        """Open the file of a content."""
        return self._path(key).open("rb")

    def delete(self, key: str) -> None:
        """Remove the file of a content."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / key[2:4] / key


class Bucket:
    """Contents in ``s3://bucket/prefix``; keys and region come from the AWS_… variables."""

    def __init__(self, url: str) -> None:
        from obstore.store import S3Store

        self.store: S3Store = S3Store.from_url(url)

    def put(self, key: str, source: Path) -> None:
        """Upload a content in parts as it is read."""
        import obstore

        obstore.put(self.store, key, source)

    def open(self, key: str) -> BinaryIO:
        """Fetch a content into a temporary file, so that callers may seek."""
        import obstore

        spool: IO[bytes] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - the caller closes it
            max_size=1 << 20
        )
        try:
            for chunk in obstore.get(self.store, key).stream():
                spool.write(chunk)
        except BaseException:
            spool.close()
            raise
        spool.seek(0)
        return cast("BinaryIO", spool)

    def delete(self, key: str) -> None:
        """Remove a content."""
        import obstore

        obstore.delete(self.store, key)


def storage() -> Storage:
    """The store of the running app, made once from STORAGE_URL."""
    made: dict[str, Any] = current_app.extensions.setdefault("eventkit.storage", {})
    url = str(current_app.config["STORAGE_URL"])
    if url not in made:
        made[url] = _make(url)
    found: Storage = made[url]
    return found


def _make(url: str) -> Storage:
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return Bucket(url)
    if parts.scheme in ("file", ""):
        return Folder(Path(url2pathname(parts.path) if parts.scheme else url))
    raise ValueError(f"STORAGE_URL: file:///… or s3://… is wanted, not {parts.scheme}://")
