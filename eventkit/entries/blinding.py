"""A copy of a document without its author: what jurors fetch. Runs in a child process.

Word and OpenDocument files are written anew of what their readers see and keep their look; see
``nameless/``. A PDF becomes pictures of its pages, since its objects may carry names anywhere; RTF
and plain text become plain text.
"""

from __future__ import annotations

from pathlib import Path

from eventkit.entries.extraction import MOST_PAGES, extract_text

DPI = 120


def blind_copy(source: Path, folder: Path, ending: str) -> Path:
    """Write the nameless copy into ``folder`` and say where; its ending tells its kind."""
    if ending in ("docx", "odt"):
        from eventkit.entries.nameless.open_package import open_copy
        from eventkit.entries.nameless.word_package import word_copy

        target = folder / f"blind.{ending}"
        write = word_copy if ending == "docx" else open_copy
        write(source, target)
        return target
    if ending == "pdf":
        return _page_pictures(source, folder / "blind.pdf")
    target = folder / "blind.txt"
    target.write_text(extract_text(source, ending), encoding="utf-8")
    return target


def _page_pictures(source: Path, target: Path) -> Path:
    import pypdfium2

    document = pypdfium2.PdfDocument(source)
    try:
        pictures = []
        for index in range(min(len(document), MOST_PAGES)):
            page = document[index]
            width, height = page.get_size()
            # A poster is drawn no larger than a sheet of A3 would be.
            scale = min(DPI / 72, 2000 / max(width, height, 1))
            pictures.append(page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB"))
            page.close()
    finally:
        document.close()
    if not pictures:
        raise ValueError("a PDF without pages")
    pictures[0].save(
        target, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI, quality=80
    )
    return target
