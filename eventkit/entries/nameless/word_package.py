"""A Word file made anew of what its text reaches: all else in the archive stays out by itself."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from typing import Any

from eventkit.entries.nameless.pictures import clean_picture
from eventkit.entries.nameless.word_marks import LANGUAGES, R, drop_foreign, scrub
from eventkit.entries.nameless.word_visible import Invisible, W, keep_notes, keep_visible
from eventkit.entries.nameless.xml import local, namespace, parse, serialise
from eventkit.lazy import dataclass

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DRAWN_TYPE = "application/vnd.openxmlformats-officedocument.drawingml."
_LEADS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAIN = ("word/document{}.xml", f"{_WORD_TYPE}document.main+xml")
_ALONE = {
    "styles": ("word/styles{}.xml", f"{_WORD_TYPE}styles+xml"),
    "numbering": ("word/numbering{}.xml", f"{_WORD_TYPE}numbering+xml"),
    "settings": ("word/settings{}.xml", f"{_WORD_TYPE}settings+xml"),
    "footnotes": ("word/footnotes{}.xml", f"{_WORD_TYPE}footnotes+xml"),
    "endnotes": ("word/endnotes{}.xml", f"{_WORD_TYPE}endnotes+xml"),
    "theme": ("word/theme/theme{}.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
}
"""Parts of the whole document, one of each: nothing in the text names them."""
_NAMED = {
    "chart": ("word/charts/chart{}.xml", f"{_DRAWN_TYPE}chart+xml"),
    "diagramData": ("word/diagrams/data{}.xml", f"{_DRAWN_TYPE}diagramData+xml"),
    "diagramLayout": ("word/diagrams/layout{}.xml", f"{_DRAWN_TYPE}diagramLayout+xml"),
    "diagramQuickStyle": ("word/diagrams/style{}.xml", f"{_DRAWN_TYPE}diagramStyle+xml"),
    "diagramColors": ("word/diagrams/colors{}.xml", f"{_DRAWN_TYPE}diagramColors+xml"),
}
"""Parts that a place of the text names by the id of a relationship, as it names pictures."""
_SETTINGS = {
    "zoom", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
    "doNotHyphenateCaps", "evenAndOddHeaders", "mirrorMargins", "gutterAtTop",
    "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing",
    "characterSpacingControl", "footnotePr", "endnotePr", "compat", "mathPr", "themeFontLang",
    "clrSchemeMapping", "decimalSymbol", "listSeparator", "displayBackgroundShape",
    "noLineBreaksAfter", "noLineBreaksBefore", "doNotExpandShiftReturn",
}  # fmt: skip
_USUAL_STYLE = re.compile(
    r"(normal|heading \d|заголовок \d|title|название|заголовок|subtitle|no spacing|caption"
    r"|list( bullet| number| continue| paragraph)?( \d)?|strong|emphasis|quote|intense quote"
    r"|body text( indent)?( \d)?|toc( \d| heading)|(foot|end)note (text|reference)|hyperlink"
    r"|header|footer|table (grid|normal)|normal \(web\)|normal table|no list"
    r"|default paragraph font)",
    re.I,
)


def word_copy(source: Path, target: Path) -> None:
    """Write the nameless copy of a DOCX; parts, pictures and styles get names of their number."""
    with zipfile.ZipFile(source) as archive:
        copy = _Copy(archive)
        copy.make()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in [("[Content_Types].xml", copy.content_types()), *copy.made.items()]:
            # The same date for every member: the clock of the author's machine stays out too.
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class _Relation:
    kind: str
    target: str


class _Copy:
    """What is written, by the names of parts, while the text is followed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.made: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.main = next(
            one.target for one in self._relations("").values() if one.kind == "officeDocument"
        )
        self.alone = {
            one.kind: one for one in self._relations(self.main).values() if one.kind in _ALONE
        }
        styles = self._root_of("styles")
        self.invisible = Invisible(styles)
        self.styles = _new_names(styles)

    def make(self) -> None:
        root = parse(self.archive.read(self.main))
        if root.tag != f"{W}document":
            raise ValueError("the text of a document is written in an unknown language")
        keep_visible(root, self.invisible)
        name = self._name(self.main, *_MAIN)
        extra = []
        for kind, relation in self.alone.items():
            part = self._root_of(kind)
            if part is None:
                continue
            if kind in ("footnotes", "endnotes"):
                keep_notes(part, root, kind, self.invisible)
            elif kind == "settings":
                _keep_settings(part)
            elif kind == "styles":
                _rename_styles(part)
            self._write(part, relation.target, self._name(relation.target, *_ALONE[kind]))
            extra.append(relation)
        self._write(root, self.main, name, extra)
        self.made["_rels/.rels"] = _relations_xml([("rId1", "officeDocument", name)])

    def content_types(self) -> bytes:
        """What each part is; members may stand in any order behind it."""
        from lxml import etree

        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        usual = {"rels": "application/vnd.openxmlformats-package.relationships+xml",
                 "xml": "application/xml", "png": "image/png", "jpeg": "image/jpeg"}  # fmt: skip
        for ending, kind in usual.items():
            etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
        for name, kind in self.types.items():
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
        return serialise(root)

    def _root_of(self, kind: str) -> Any | None:
        relation = self.alone.get(kind)
        root = self._read(relation.target) if relation else None
        return root if root is not None and local(root.tag) == kind else None

    def _read(self, part: str) -> Any | None:
        """The root of a part, if it is written in a language that readers see something of."""
        try:
            root = parse(self.archive.read(part))
        except SyntaxError:
            return None
        return root if namespace(root.tag) in LANGUAGES else None

    def _relations(self, part: str) -> dict[str, _Relation]:
        """Where a part leads inside of the archive, by ids."""
        folder, name = posixpath.split(part)
        try:
            root = parse(self.archive.read(posixpath.join(folder, "_rels", f"{name}.rels")))
        except (KeyError, SyntaxError):
            return {}
        found = {}
        for one in root.iter(f"{_PACKAGE}Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            if one.get("TargetMode") != "External" and target[1:] in self.archive.namelist():
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = _Relation(kind, target[1:])
        return found

    def _name(self, part: str, pattern: str, content_type: str) -> str:
        number = sum(made == content_type for made in self.types.values())
        name = pattern.format(number or "")
        self.names[part], self.types[name] = name, content_type
        return name

    def _write(self, root: Any, part: str, name: str, extra: Any = ()) -> None:
        """Write a part with what it names; ``extra`` are relations that nothing names."""
        drop_foreign(root)
        known = self._relations(part)
        ids: dict[str, str] = {}
        written: list[tuple[str, str, str]] = []
        for old in _named(root):
            new = self._follow(known[old]) if old in known else None
            if new is not None and old not in ids:
                ids[old] = f"rId{len(ids) + 1}"
                written.append((ids[old], known[old].kind, new))
        for number, relation in enumerate(extra, len(ids) + 1):
            written.append((f"rId{number}", relation.kind, self.names[relation.target]))
        prefixes = scrub(root, ids, self.styles)
        self.made[name] = serialise(root, prefixes)
        if written:
            folder, last = posixpath.split(name)
            self.made[f"{folder}/_rels/{last}.rels"] = _relations_xml(
                [(key, kind, posixpath.relpath(to, folder)) for key, kind, to in written]
            )

    def _follow(self, relation: _Relation) -> str | None:
        """The new name of what a place of the text shows, written if it was not yet."""
        if relation.target in self.names:
            return self.names[relation.target]
        if relation.kind == "image":
            data, ending = clean_picture(self.archive.read(relation.target))
            pictures = sum(name.startswith("word/media/") for name in self.made)
            name = f"word/media/image{pictures + 1}.{ending}"
            self.made[name] = data
            self.names[relation.target] = name
            return name
        if relation.kind not in _NAMED:
            return None
        root = self._read(relation.target)
        if root is None:
            return None
        name = self._name(relation.target, *_NAMED[relation.kind])
        self._write(root, relation.target, name)
        return name


def _named(root: Any) -> list[str]:
    """Ids of relationships that a part names, in the order of its text."""
    return [
        value
        for element in root.iter()
        for key, value in element.attrib.items()
        if key.startswith(R)
    ]


def _relations_xml(relations: list[tuple[str, str, str]]) -> bytes:
    from lxml import etree

    root = etree.Element(f"{_PACKAGE}Relationships", nsmap={None: _PACKAGE[1:-1]})
    for key, kind, target in relations:
        etree.SubElement(root, f"{_PACKAGE}Relationship", Id=key, Type=_LEADS + kind, Target=target)
    return serialise(root)


def _keep_settings(settings: Any) -> None:
    for child in list(settings):
        if local(child.tag) not in _SETTINGS:
            settings.remove(child)
    for one in list(settings.iter(f"{W}compatSetting")):
        if one.get(f"{W}name") != "compatibilityMode":
            one.getparent().remove(one)


def _new_names(styles: Any | None) -> dict[str, str]:
    if styles is None:
        return {}
    found = [style.get(f"{W}styleId", "") for style in styles.iter(f"{W}style")]
    return {name: f"s{number}" for number, name in enumerate(dict.fromkeys(found), 1)}


def _rename_styles(styles: Any) -> None:
    """A style that the author made may carry the author's name; those of Word keep theirs."""
    for number, name in enumerate(styles.iterfind(f"{W}style/{W}name"), 1):
        if not _USUAL_STYLE.fullmatch(name.get(f"{W}val", "")):
            name.set(f"{W}val", f"style {number}")
