"""The child process that makes reading copies: files of strangers are parsed here, under limits.

Its one argument is a folder with ``order.json``; beside it ``result.json``, ``picture-N.webp`` and
``copy.*`` are written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from eventkit.entries.copies.hiding import Hidden
from eventkit.entries.reading_child import limit_resources

SECONDS = 100
TAGS = {
    "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tbody", "tr", "td", "strong", "em",
    "u", "sup", "sub", "br", "img",
}  # fmt: skip


def main() -> int:
    """Make what the order asks for; 0 when it was made."""
    limit_resources(SECONDS)
    folder = Path(sys.argv[1])
    order = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    result = make(order, folder)
    text = json.dumps(result, ensure_ascii=False)
    (folder / "result.json").write_text(text, encoding="utf-8")
    return 0


def make(order: dict[str, Any], folder: Path) -> dict[str, Any]:
    """One file: what stands beside its text, then how it is read."""
    from eventkit.entries.copies.pictures import Pictures
    from eventkit.entries.traces.strings import strings_beside

    original, ending = Path(order["original"]), order["ending"]
    hidden = [Hidden(*one) for one in order["hidden"]]
    pictures = Pictures(folder)
    html, lost = "", []
    if ending == "pdf":
        from eventkit.entries.copies.pdf_pages import draw_pages

        copy = folder / "copy.pdf" if hidden else None
        lost = draw_pages(original, pictures, hidden, copy)
    elif ending in ("docx", "odt") and order["blind"]:
        html, lost = _document(Path(order["blind"]), ending, hidden, folder, pictures)
    return {
        "html": html,
        "pictures": pictures.made,
        "is_whole": not lost,
        "beside": strings_beside(original, ending),
    }


def _document(
    blind: Path, ending: str, hidden: list[Hidden], folder: Path, pictures: Any
) -> tuple[str, list[Hidden]]:
    import nh3

    from eventkit.entries.copies.covering import cover
    from eventkit.entries.copies.open_html import open_html
    from eventkit.entries.copies.word_html import word_html

    source, lost = blind, []
    if hidden:
        source = folder / f"copy.{ending}"
        lost = cover(blind, source, ending, hidden)
    html = word_html(source, pictures) if ending == "docx" else open_html(source, pictures)
    # Written by us with everything escaped; cleaned all the same, as it stands in our pages.
    return nh3.clean(html, tags=TAGS, attributes={"img": {"data-n"}}), lost


if __name__ == "__main__":
    sys.exit(main())
