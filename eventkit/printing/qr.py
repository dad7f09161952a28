"""QR codes as one SVG path: sharp at any size, small, and the same on page and paper."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

QUIET_ZONE = 4
"""Empty modules around a code that readers may expect (ISO/IEC 18004)."""

Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=512)
def matrix(text: str) -> Matrix:
    """Compute the modules of a code, True for dark, without a quiet zone; correction level M.

    Raises:
        ValueError: the text is longer than a code can hold (2331 bytes at level M).
    """
    import qrcode
    from qrcode.exceptions import DataOverflowError

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise ValueError("the text is too long for a QR code") from error
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def path(text: str) -> tuple[str, int]:
    """Draw a code as the `d` of a path, one unit to a module, and say its size in modules."""
    modules = matrix(text)
    pieces: list[str] = []
    for y, row in enumerate(modules):
        start: int | None = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                pieces.append(f"M{start} {y}h{x - start}v1H{start}z")
                start = None
    return "".join(pieces), len(modules)


def svg(text: str, *, title: str, prefix: str, css_class: str = "qr") -> Markup:
    """Draw a code with its quiet zone for a page: always black on white, for cameras.

    Args:
        text: what the code says, mostly an address.
        title: what a screen reader says instead.
        prefix: makes the id of the title unique on the page.
        css_class: gives the size.
    """
    drawing, size = path(text)
    full = size + 2 * QUIET_ZONE
    return Markup(  # noqa: S704 - numbers and escaped values only
        f'<svg class="{escape(css_class)}" viewBox="{-QUIET_ZONE} {-QUIET_ZONE} {full} {full}"'
        f' role="img" aria-labelledby="{escape(prefix)}-title" shape-rendering="crispEdges">'
        f'<title id="{escape(prefix)}-title">{escape(title)}</title>'
        f'<path fill="#fff" d="M{-QUIET_ZONE} {-QUIET_ZONE}h{full}v{full}h{-full}z"/>'
        f'<path fill="#000" d="{drawing}"/></svg>'
    )


def svg_file(text: str, colour: str = "#000") -> str:
    """Draw a code as an SVG document without a quiet zone, for papers that leave the room."""
    drawing, size = path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' width="{size}" height="{size}"><path fill="{colour}" d="{drawing}"/></svg>'
    )
