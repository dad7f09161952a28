"""Setting papers with typst, in a child process with a time limit.

A template reads its words from `sys.inputs.data` (JSON). The child can be stopped, which a thread
cannot: a template that counts to a million otherwise holds the server.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
TEMPLATES = FOLDER / "templates"
_CHILD = FOLDER / "typst_child.py"


class TypesettingError(RuntimeError):
    """A paper could not be set; the text says why, for the log and the administrator."""


def compile_template(
    template: str,
    data: Mapping[str, object],
    *,
    pages: int | None = None,
    time_limit: float = 30,
    folder: Path = TEMPLATES,
    ending: Literal["pdf", "png"] = "pdf",
) -> bytes:
    """Set a template with its data as a PDF with embedded fonts, or its one page as a PNG.

    The same data gives the same bytes: no clock is read.

    Args:
        template: name of a file in `folder`, the only folder the template may read.
        data: values for JSON.
        pages: how many pages there must be; any number when None.
        time_limit: seconds until the child is stopped.
        folder: where the template lives.
        ending: what is made; `pages` are counted in a PDF only.

    Raises:
        TypesettingError: typst refuses the template, the time is over, or the number of pages is
            not the one asked for.
    """
    order = {
        "root": str(folder),
        "template": str(folder / template),
        "fonts": str(FONTS),
        "format": ending,
        "seconds": int(time_limit) + 1,
        "inputs": {"data": json.dumps(data, ensure_ascii=False)},
    }
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and our own file
            [sys.executable, "-P", str(_CHILD)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=time_limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TypesettingError(f"{template}: not ready after {time_limit:g} s") from error
    if child.returncode:
        raise TypesettingError(f"{template}: {child.stderr.decode(errors='replace').strip()}")
    if pages is not None and (found := page_count(child.stdout)) != pages:
        raise TypesettingError(f"{template}: {found} pages instead of {pages}")
    return child.stdout


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
