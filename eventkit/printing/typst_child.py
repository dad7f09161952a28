"""The child process of `typst.py`: reads an order from its input, writes the file to its output.

Run by path and with `-P`, so that the package is not imported and this folder's `typst.py` does
not stand before the library of that name.
"""

from __future__ import annotations

import json
import sys

DENSITY = 192.0
"""Dots an inch of a picture: two for each pixel of a drawing."""
MEMORY = 2 * 1024**3
"""Bytes of address space a template may take; 1000 diplomas take a tenth of it."""


def main() -> int:
    """Set one document; return 0, or 1 with the reason on the error output."""
    order = json.loads(sys.stdin.buffer.read())
    _limit(order["seconds"])
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]]
    )
    try:
        made = typst.compile(
            order["template"],
            root=order["root"],
            font_paths=fonts,
            sys_inputs=order["inputs"],
            format=order["format"],
            ppi=DENSITY,
            timestamp=0,
        )
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message} {' '.join(error.hints)}\n{error.diagnostic}")
        return 1
    sys.stdout.buffer.write(made)
    return 0


def _limit(seconds: int) -> None:
    # Windows has no such limits; there the parent's clock alone stops the child.
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds * 2, seconds * 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
