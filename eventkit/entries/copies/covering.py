"""A Word or OpenDocument copy with words hidden, whatever runs and spans they are split into."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eventkit.entries.copies.hiding import HIDDEN, Hidden, places_in

_WORD_PARTS = re.compile(
    r"word/(document|footnotes|endnotes|charts/chart\d*|diagrams/data\d*)\.xml$"
)
_TEXTS = ("}t", "}delText", "}instrText")


def cover(source: Path, target: Path, ending: str, hidden: Sequence[Hidden]) -> list[Hidden]:
    """Write the copy; returns what was to be hidden and was not found."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    with zipfile.ZipFile(source) as old:
        names = [name for name in old.namelist() if _holds_text(name, ending)]
        roots = {name: parse_xml(old.read(name)) for name in names}
        pieces = [
            piece
            for root in roots.values()
            for piece in (_word_pieces(root) if ending == "docx" else _open_pieces(root))
        ]
        lost = _hide(pieces, hidden)
        with zipfile.ZipFile(target, "w") as new:
            for info in old.infolist():
                data = old.read(info)
                if info.filename in roots:
                    data = bytes(serialize_part_xml(roots[info.filename]))
                new.writestr(info, data, compress_type=info.compress_type)
    return lost


def _holds_text(name: str, ending: str) -> bool:
    return bool(_WORD_PARTS.match(name)) if ending == "docx" else name == "content.xml"


class _Piece:
    """The text of one node, or the text behind it."""

    def __init__(self, node: Any, part: str) -> None:
        self.node, self.part = node, part

    @property
    def text(self) -> str:
        return str(getattr(self.node, self.part) or "")

    @text.setter
    def text(self, value: str) -> None:
        setattr(self.node, self.part, value)
        if self.part == "text" and str(self.node.tag).endswith("}t"):
            self.node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _word_pieces(root: Any) -> Iterator[_Piece]:
    for node in root.iter():
        if not node.text:
            continue
        # Of a chart its names, not its numbers, which would be none with a sign in their place.
        above = [str(one.tag) for one in node.iterancestors()][1:2]
        is_name = str(node.tag).endswith("}v") and bool(above) and above[0].endswith("}strCache")
        if is_name or str(node.tag).endswith(_TEXTS):
            yield _Piece(node, "text")


def _open_pieces(root: Any) -> Iterator[_Piece]:
    for node in root.iter():
        inside = "urn:oasis:names:tc:opendocument:xmlns:text" in str(node.tag)
        if inside and node.text:
            yield _Piece(node, "text")
        parent = node.getparent()
        if node.tail and parent is not None and ":text:" in str(parent.tag):
            yield _Piece(node, "tail")


def _hide(pieces: Sequence[_Piece], hidden: Sequence[Hidden]) -> list[Hidden]:
    flat = io.StringIO()
    starts = []
    for piece in pieces:
        starts.append(flat.tell())
        flat.write(piece.text)
    spans, lost = places_in(flat.getvalue(), hidden)
    for piece, begin in zip(pieces, starts, strict=True):
        text, length = piece.text, len(piece.text)
        inside = [(s - begin, e - begin) for s, e in spans if s < begin + length and e > begin]
        for start, end in reversed(inside):
            # The sign stands where the words begin; of their other runs nothing is left.
            sign = HIDDEN if start >= 0 else ""
            text = text[: max(start, 0)] + sign + text[max(end, 0) :]
        if inside:
            piece.text = text
    return lost
