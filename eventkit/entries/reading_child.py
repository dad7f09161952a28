"""The child process of ``reading.py``: documents of strangers are parsed here, under limits.

Arguments: the file, its kind (docx, odt, pdf, rtf, txt), a folder for what is made there:
``text.txt`` and ``ready.*`` (the nameless copy). Each is made on its own: one may be missing.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

MEMORY = 1536 * 1024**2
SECONDS = 30


def main() -> int:
    """Read one document; 0 when both were made, 1 with the reasons on the error output."""
    source, ending, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    limit_resources()
    from eventkit.entries.blinding import blind_copy
    from eventkit.entries.extraction import extract_text

    def write_text() -> None:
        (folder / "text.txt").write_text(extract_text(source, ending), encoding="utf-8")

    def write_blind() -> None:
        # Renamed when done: a copy that broke off must not be taken for a whole one.
        made = blind_copy(source, folder, ending)
        made.rename(folder / f"ready{made.suffix}")

    failures = [_failure(write_text), _failure(write_blind)]
    return 1 if any(failures) else 0


def _failure(act: Callable[[], None]) -> bool:
    try:
        act()
    except Exception:  # noqa: BLE001 - parsers of strangers' files raise anything
        traceback.print_exc()
        return True
    return False


def limit_resources(seconds: int = SECONDS) -> None:
    """Bound the memory and the time of this process, where the system can."""
    # Windows has no such limits; there the parent's clock alone stops the child.
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
