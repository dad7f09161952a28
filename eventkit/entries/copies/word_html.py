"""A Word document as plain HTML: headings, paragraphs, lists, tables, emphasis, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import escape

from eventkit.entries.copies.pictures import Pictures
from eventkit.entries.nameless.word_visible import is_on

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LEFT_OUT = (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText")
_MARKS = (("b", "strong"), ("i", "em"), ("u", "u"))


def word_html(source: Path, pictures: Pictures) -> str:
    """The document for reading in a page; pictures stand as ``<img data-n="1">``."""
    import docx

    return _Writer(docx.Document(str(source)), pictures).write()


class _Writer:
    def __init__(self, document: Any, pictures: Pictures) -> None:
        self.document, self.pictures = document, pictures
        self.styles = {style.style_id: style.name or "" for style in document.styles}

    def write(self) -> str:
        return "".join([*self._blocks(self.document.element.body), *self._notes()])

    def _blocks(self, parent: Any) -> Iterator[str]:
        open_list = ""
        for child in parent:
            kind = self._list_kind(child)
            if open_list and kind != open_list:
                yield f"</{open_list}>"
            if kind and kind != open_list:
                yield f"<{kind}>"
            open_list = kind
            if child.tag == f"{_W}p":
                yield self._paragraph(child, kind)
            elif child.tag == f"{_W}tbl":
                yield self._table(child)
            elif child.tag == f"{_W}sdt":
                for content in child.iter(f"{_W}sdtContent"):
                    yield from self._blocks(content)
                    break
        if open_list:
            yield f"</{open_list}>"

    def _list_kind(self, element: Any) -> str:
        if element.tag != f"{_W}p" or element.find(f"{_W}pPr/{_W}numPr") is None:
            name = self._style(element).lower() if element.tag == f"{_W}p" else ""
            return "ul" if "bullet" in name else "ol" if name.startswith("list number") else ""
        numbered = self._number_format(element.find(f"{_W}pPr/{_W}numPr"))
        return "ul" if numbered in ("bullet", "none") else "ol"

    def _number_format(self, properties: Any) -> str:
        number = properties.find(f"{_W}numId")
        try:
            numbering = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "bullet"
        for num in numbering.iter(f"{_W}num"):
            if number is not None and num.get(f"{_W}numId") == number.get(f"{_W}val"):
                abstract = num.find(f"{_W}abstractNumId").get(f"{_W}val")
                for one in numbering.iter(f"{_W}abstractNum"):
                    form = one.find(f"{_W}lvl/{_W}numFmt")
                    if one.get(f"{_W}abstractNumId") == abstract and form is not None:
                        return str(form.get(f"{_W}val"))
        return "bullet"

    def _style(self, paragraph: Any) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(style.get(f"{_W}val"), "") if style is not None else ""

    def _paragraph(self, paragraph: Any, list_kind: str) -> str:
        inner = "".join(self._inline(paragraph)).strip()
        if not inner:
            return ""
        if list_kind:
            return f"<li>{inner}</li>"
        name = self._style(paragraph).lower()
        level = re.match(r"(?:heading|заголовок) (\d)", name)
        if level or name in ("title", "название", "заголовок"):
            # The work's own title is the second level of the page.
            tag = f"h{min(6, int(level[1]) + 2)}" if level else "h3"
            return f"<{tag}>{inner}</{tag}>"
        return f"<p>{inner}</p>"

    def _inline(self, parent: Any) -> Iterator[str]:
        for child in parent:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{_W}r":
                yield self._run(child)
            elif child.tag in (f"{_W}hyperlink", f"{_W}ins", f"{_W}smartTag", f"{_W}sdt",
                               f"{_W}sdtContent", f"{_W}fldSimple", f"{_W}moveTo"):  # fmt: skip
                yield from self._inline(child)

    def _run(self, run: Any) -> str:
        properties = run.find(f"{_W}rPr")
        if is_on(properties, "vanish"):
            return ""
        inner = "".join(self._signs(run))
        if not inner.strip():
            return inner
        for mark, tag in _MARKS:
            if is_on(properties, mark):
                inner = f"<{tag}>{inner}</{tag}>"
        raised = properties.find(f"{_W}vertAlign") if properties is not None else None
        tag = {"superscript": "sup", "subscript": "sub"}.get(
            raised.get(f"{_W}val") if raised is not None else "", ""
        )
        return f"<{tag}>{inner}</{tag}>" if tag else inner

    def _signs(self, run: Any) -> Iterator[str]:
        for child in run:
            if child.tag == f"{_W}t":
                yield str(escape(child.text or ""))
            elif child.tag == f"{_W}tab":
                yield " "
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                yield "<br>"
            elif child.tag == f"{_W}noBreakHyphen":
                yield "‑"
            elif child.tag == f"{_W}footnoteReference":
                yield f"<sup>[{escape(child.get(f'{_W}id'))}]</sup>"
            elif child.tag in (f"{_W}drawing", f"{_W}pict") or child.tag.endswith(
                "}AlternateContent"
            ):
                yield from self._drawing(child)

    def _drawing(self, drawing: Any) -> Iterator[str]:
        for blip in drawing.iter(f"{_A}blip"):
            part = self.document.part.related_parts.get(blip.get(f"{_R}embed"))
            number = self.pictures.add_bytes(part.blob) if part is not None else None
            if number:
                yield f'<img data-n="{number}">'
        for box in drawing.iter(f"{_W}txbxContent"):
            words = " ".join("".join(self._inline(p)) for p in box.iter(f"{_W}p"))
            yield f" {words} "
            break  # the second is the same for old programs

    def _table(self, table: Any) -> str:
        rows = []
        for row in table.iter(f"{_W}tr"):
            cells = "".join(
                f"<td>{''.join(self._blocks(cell))}</td>" for cell in row.findall(f"{_W}tc")
            )
            rows.append(f"<tr>{cells}</tr>")
        return f"<table><tbody>{''.join(rows)}</tbody></table>"

    def _notes(self) -> Iterator[str]:
        for relation in self.document.part.rels.values():
            if relation.is_external or not relation.reltype.endswith("/footnotes"):
                continue
            from docx.oxml import parse_xml

            for note in parse_xml(relation.target_part.blob).iter(f"{_W}footnote"):
                if note.get(f"{_W}type"):
                    continue
                words = " ".join("".join(self._inline(p)) for p in note.iter(f"{_W}p"))
                yield f"<p><sup>[{escape(note.get(f'{_W}id'))}]</sup> {words.strip()}</p>"
