"""Pages of a PDF as pictures, with black bars over hidden words."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eventkit.entries.blinding import DPI
from eventkit.entries.copies.hiding import Hidden, covered, places_in
from eventkit.entries.copies.pictures import Pictures
from eventkit.entries.extraction import MOST_PAGES

Box = tuple[int, int, int, int]


def draw_pages(
    source: Path, pictures: Pictures, hidden: Sequence[Hidden], copy: Path | None
) -> list[Hidden]:
    """Draw every page; ``copy`` is a PDF of the same pictures, for whoever prints.

    Returns what was to be hidden and was not found: then the pages must not be shown.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    try:
        count = min(len(document), MOST_PAGES)
        texts = [_signs(document[index]) for index in range(count)]
        spans, lost = _spans(texts, hidden)
        images = []
        for index in range(count):
            image = _drawn(document[index], spans[index])
            pictures.add(image, covered(texts[index], spans[index]).replace("\r\n", "\n"))
            if copy is not None:
                images.append(image)
        if copy is not None and images:
            images[0].save(
                copy, "PDF", save_all=True, append_images=images[1:], resolution=DPI, quality=80
            )
    finally:
        document.close()
    return lost


def _signs(page: Any) -> str:
    """The text of a page, one sign for each that has a box."""
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    codes = [raw.FPDFText_GetUnicode(text_page, i) for i in range(text_page.count_chars())]
    text_page.close()
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffe" for code in codes)


def _spans(
    texts: Sequence[str], hidden: Sequence[Hidden]
) -> tuple[dict[int, list[tuple[int, int]]], list[Hidden]]:
    """Hidden places by page; words that go over to the next page are hidden on both."""
    found, lost = places_in("".join(texts), hidden)
    by_page: dict[int, list[tuple[int, int]]] = defaultdict(list)
    begin = 0
    for index, text in enumerate(texts):
        for start, end in found:
            inside = max(start, begin) - begin, min(end, begin + len(text)) - begin
            if inside[0] < inside[1]:
                by_page[index].append(inside)
        begin += len(text)
    return by_page, lost


def _drawn(page: Any, spans: Sequence[tuple[int, int]]) -> Any:
    from PIL import ImageDraw

    width, height = page.get_size()
    # A poster is drawn no larger than a sheet of A3 would be.
    scale = min(DPI / 72, 2000 / max(width, height, 1))
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    draw = ImageDraw.Draw(image)
    for box in _boxes(page, spans, image.size):
        draw.rectangle(box, fill="black")
    return image


def _boxes(page: Any, spans: Sequence[tuple[int, int]], size: tuple[int, int]) -> list[Box]:
    if not spans:
        return []
    text_page = page.get_textpage()
    boxes = []
    for start, end in spans:
        for index in range(start, end):
            left, bottom, right, top = text_page.get_charbox(index, loose=True)
            corners = _on_picture(page, left, top, size), _on_picture(page, right, bottom, size)
            (x1, y1), (x2, y2) = corners
            boxes.append((min(x1, x2) - 1, min(y1, y2) - 1, max(x1, x2) + 1, max(y1, y2) + 1))
    text_page.close()
    return boxes


def _on_picture(page: Any, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    """A point of the page as it lies on its picture, turned and cropped pages included."""
    import pypdfium2.raw as raw

    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value
