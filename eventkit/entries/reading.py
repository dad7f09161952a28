"""Preparing a received document for readers: its text and its nameless copy.

Both are made in a child process with limits of time and memory, before any write lock is taken.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from eventkit.files.kinds import DOCUMENTS, KINDS, PDF, TXT
from eventkit.files.operations import Received, local_copy, put_made
from eventkit.lazy import dataclass

log = logging.getLogger("eventkit.entries")

SECONDS = 40
AT_ONCE = threading.BoundedSemaphore(4)
"""More children than this would only wait for each other's memory and processor."""


@dataclass(frozen=True)
class Prepared:
    """A received document with what was made from it; None where it could not be made."""

    original: Received
    text: str | None
    blind: Received | None


def prepare(received: Received) -> Prepared:
    """Make the text and the nameless copy of a document; of other kinds nothing is made.

    A document that cannot be read is kept all the same: the organizer sees that jurors have
    nothing to read and asks the author for another file.
    """
    kind = KINDS[received.media_type]
    if kind not in DOCUMENTS:
        return Prepared(received, None, None)
    with local_copy(received) as source, tempfile.TemporaryDirectory(prefix="eventkit-") as made:
        folder = Path(made)
        _run_child(source, kind.ending, folder)
        text = folder / "text.txt"
        blind = next(iter(folder.glob("ready.*")), None)
        return Prepared(
            received,
            text.read_text(encoding="utf-8") if text.exists() else None,
            _keep_blind(blind, kind.media_type) if blind else None,
        )


def _keep_blind(path: Path, media_type: str) -> Received:
    if path.suffix == ".txt":
        media_type = TXT.media_type
    elif path.suffix == ".pdf":
        media_type = PDF.media_type
    return put_made(path, f"работа{path.suffix}", media_type)


def _run_child(source: Path, ending: str, folder: Path) -> None:
    command = [sys.executable, "-m", "eventkit.entries.reading_child"]
    with AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
                [*command, str(source), ending, str(folder)],
                check=False,
                capture_output=True,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            log.warning("reading a %s took more than %s seconds", ending, SECONDS)
            for half in folder.iterdir():
                half.unlink()
            return
    if done.returncode:
        log.warning("reading a %s: %s", ending, done.stderr.decode(errors="replace")[-800:])
