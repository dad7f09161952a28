"""What readers see of a Word text: changes accepted, fields as their results, nothing hidden.

Used for the text that is searched and for the copy that jurors get, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eventkit.entries.nameless.xml import local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFF = ("0", "false", "off", "none")
_WRAPPERS = (
    "ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "sdt", "sdtContent",
)  # fmt: skip
_UNSEEN = {
    "del", "moveFrom", "delText", "delInstrText", "instrText", "fldChar", "fldData", "ffData",
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
    "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr", "lastRenderedPageBreak",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "customXmlPr", "smartTagPr",
    "sdtPr", "sdtEndPr", "altChunk", "subDoc", "contentPart", "control",
    "headerReference", "footerReference", "printerSettings", "tblCaption", "tblDescription",
    "cellIns", "cellMerge", "numberingChange", "divId",
}  # fmt: skip


def is_on(properties: Any, mark: str) -> bool:
    """Whether a property that is on or off is on: ``<w:vanish/>``, but not ``w:val="0"``."""
    return bool(says(properties, mark))


def says(properties: Any, mark: str) -> bool | None:
    """The same, and None where the property is not spoken of."""
    found = properties.find(f"{W}{mark}") if properties is not None else None
    if found is None:
        return None
    return found.get(f"{W}val", "1").strip().casefold() not in _OFF


class Invisible:
    """Which runs of a document their author made invisible, by themselves or by a style."""

    def __init__(self, styles: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self._usual = ""
        self._all = False
        if styles is None:
            return
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._styles[name] = style
            is_usual = style.get(f"{W}default", "0").casefold() not in _OFF
            if style.get(f"{W}type") == "paragraph" and is_usual:
                self._usual = name
        self._all = is_on(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), "vanish")

    def hides(self, run: Any) -> bool:
        """What the run says itself counts; else two styles that both hide show again."""
        own = says(run.find(f"{W}rPr"), "vanish")
        if own is not None:
            return own
        return self._all or sum(self._by_style(name) for name in self._names(run)) % 2 == 1

    def _names(self, run: Any) -> Iterator[str]:
        yield _style(run, "rPr", "rStyle")
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            yield _style(paragraph, "pPr", "pStyle") or self._usual
        table = next(run.iterancestors(f"{W}tbl"), None)
        if table is not None:
            yield _style(table, "tblPr", "tblStyle")

    def _by_style(self, name: str) -> bool:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            said = says(style.find(f"{W}rPr"), "vanish")
            if said is not None:
                return said
            parent = style.find(f"{W}basedOn")
            name = parent.get(f"{W}val", "") if parent is not None else ""
        return False


def _style(element: Any, properties: str, tag: str) -> str:
    found = element.find(f"{W}{properties}/{W}{tag}")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def keep_visible(root: Any, invisible: Invisible) -> None:
    """Leave in a text, in place, what its readers see."""
    _drop_deleted_cells(root)
    _drop_instructions(root)
    for figure in hidden_figures(root):
        _remove(figure)
    for run in list(root.iter(f"{W}r", f"{_M}r")):
        # Words that their author made invisible are for nobody to find in the file.
        if invisible.hides(run):
            _remove(run)
    for element in list(root.iter()):
        if not str(element.tag).startswith(W):
            continue
        name = local(element.tag)
        if name in _UNSEEN or name.endswith("Change"):
            _remove(element)
        elif name in _WRAPPERS and element.getparent() is not None:
            # Not with their text and tail: in this format words stand in w:t only.
            parent = element.getparent()
            place = parent.index(element)
            parent[place : place + 1] = list(element)


def hidden_figures(root: Any) -> list[Any]:
    """Pictures and text boxes that are not drawn, in the new language of figures and the old."""
    found = []
    for figure in root.iter(f"{W}drawing", f"{W}pict"):
        shown = (one for one in figure.iter() if one.get("hidden") or one.get("style"))
        first = next(shown, None)
        if first is None:
            continue
        style = first.get("style", "").replace(" ", "").casefold()
        is_hidden = first.get("hidden", "0").casefold() not in _OFF
        if is_hidden or "visibility:hidden" in style:
            found.append(figure)
    return found


def keep_notes(notes: Any, text: Any, kind: str, invisible: Invisible) -> None:
    """Notes that the text shows; of a note whose sign was deleted nothing is seen."""
    tag = kind[:-1]
    shown = {one.get(f"{W}id") for one in text.iter(f"{W}{tag}Reference")}
    keep_visible(notes, invisible)
    for note in list(notes):
        if note.get(f"{W}type", "normal") != "normal":
            for words in list(note.iter(f"{W}t")):  # a line between, not a place for words
                words.getparent().remove(words)
        elif note.get(f"{W}id") not in shown:
            notes.remove(note)


def hidden_runs(root: Any, invisible: Invisible) -> Iterator[Any]:
    """Runs that readers do not see, for telling what stood there."""
    return (run for run in root.iter(f"{W}r", f"{_M}r") if invisible.hides(run))


def _drop_deleted_cells(root: Any) -> None:
    for row in list(root.iter(f"{W}tr")):
        for cell in row.findall(f"{W}tc"):
            if cell.find(f"{W}tcPr/{W}cellDel") is not None:
                row.remove(cell)
        is_empty = next(row.iter(f"{W}tc"), None) is None
        if is_empty or row.find(f"{W}trPr/{W}del") is not None:
            _remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if next(table.iter(f"{W}tr"), None) is None:
            _remove(table)


def _drop_instructions(root: Any) -> None:
    """Of a field only its result is seen: not its code, nor results of fields in the code."""
    whole = _whole_fields(root)
    in_code: list[bool] = []
    for run in list(root.iter(f"{W}r")):
        for child in list(run):
            if child.tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                if kind == "begin" and child in whole:
                    in_code.append(True)
                elif kind == "separate" and in_code:
                    in_code[-1] = False
                elif kind == "end" and in_code:
                    in_code.pop()
            elif any(in_code) and child.tag != f"{W}rPr":
                run.remove(child)


def _whole_fields(root: Any) -> set[Any]:
    """Beginnings that have an end: behind a broken one everything would seem to be its code."""
    waiting: list[Any] = []
    whole: set[Any] = set()
    for mark in root.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            waiting.append(mark)
        elif kind == "end" and waiting:
            whole.add(waiting.pop())
    return whole


def _remove(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)
