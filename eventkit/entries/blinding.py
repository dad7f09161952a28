"""A copy of a document without its author: what jurors fetch. Runs in a child process.

Properties, comments, names of revisions, deleted and invisible words, headers and footers, custom
data and the descriptions of pictures go; the work's own text stays. Word and OpenDocument files
keep their look. A PDF becomes pictures of its pages, since its objects may carry names anywhere;
RTF and plain text become plain text.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from eventkit.entries.extraction import MOST_PAGES, extract_text

DPI = 120
_PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF"}
_DOCX_DROPPED = re.compile(
    r"(docProps/|customXml/|docMetadata/|word/comments|word/people|word/vba|word/glossary/"
    r"|word/customizations|word/attachedToolbars|word/webextensions)"
)
_LEADS_OUT = re.compile(
    r"docProps/|customXml/|docMetadata/|comments|people|vbaProject|glossary/|webextensions"
    r"|customizations|attachedToolbars"
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMMENT_TAGS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_SETTINGS_DROPPED = (
    "docVars", "attachedTemplate", "mailMerge", "rsids", "saveThroughXslt", "writeProtection",
    "documentProtection",
)  # fmt: skip
_PERSONAL = re.compile(r"\}?(author|initials|userId|providerId|date|creator|descr|title)$")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ODT_KEPT = re.compile(r"(mimetype|content\.xml|styles\.xml|META-INF/manifest\.xml|Pictures/.+)$")


def blind_copy(source: Path, folder: Path, ending: str) -> Path:
    """Write the nameless copy into ``folder`` and say where; its ending tells its kind."""
    if ending in ("docx", "odt"):
        target = folder / f"blind.{ending}"
        rewrite = _blind_docx_part if ending == "docx" else _blind_odt_part
        _rewrite(source, target, rewrite)
        return target
    if ending == "pdf":
        return _page_pictures(source, folder / "blind.pdf")
    target = folder / "blind.txt"
    target.write_text(extract_text(source, ending), encoding="utf-8")
    return target


def _rewrite(source: Path, target: Path, rewrite: Any) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in sorted(old.infolist(), key=lambda info: info.filename != "mimetype"):
            data = rewrite(info.filename, old.read(info))
            if data is None:
                continue
            # The same date for every member: the clock of the author's machine stays out too.
            member = zipfile.ZipInfo(info.filename)
            stored = info.filename == "mimetype"
            member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            new.writestr(member, data)


def _blind_docx_part(name: str, data: bytes) -> bytes | None:
    if _DOCX_DROPPED.match(name) or name.endswith("/"):
        return None
    if name.startswith(("word/embeddings/", "word/activeX/")):
        return b""  # its place in the text stays, its own properties go
    ending = name.rpartition(".")[2].casefold()
    if name == "[Content_Types].xml":
        return _without(data, "PartName", lambda part: bool(_DOCX_DROPPED.match(part.lstrip("/"))))
    if ending == "rels":
        return _blind_rels(data)
    if ending != "xml":
        return _picture(data, ending)
    return _blind_docx_xml(name, data)


def _blind_docx_xml(name: str, data: bytes) -> bytes:
    root = _parse(data)
    _drop_personal_attributes(root)
    if re.match(r"word/(header|footer)\d*\.xml", name):
        for child in list(root):
            root.remove(child)
        root.append(root.makeelement(f"{_W}p"))
    if name == "word/settings.xml":
        for tag in _SETTINGS_DROPPED:
            _remove_all(root, f"{_W}{tag}")
    for tag in (*_COMMENT_TAGS, "del", "moveFrom"):
        _remove_all(root, f"{_W}{tag}")
    for run in list(root.iter(f"{_W}r")):
        # Words that their author made invisible are for nobody to find in the file.
        if run.find(f"{_W}rPr/{_W}vanish") is not None and run.getparent() is not None:
            run.getparent().remove(run)
    return _serialise(root)


def _blind_rels(data: bytes) -> bytes:
    root = _parse(data)
    for relation in list(root):
        outside = relation.get("TargetMode") == "External"
        target = relation.get("Target", "")
        if outside:
            # An address of a mail box or of a folder names its owner; a link to the web stays.
            if not target.startswith(("http://", "https://")):
                relation.set("Target", "about:blank")
        elif _LEADS_OUT.search(target):
            root.remove(relation)
    return _serialise(root)


def _blind_odt_part(name: str, data: bytes) -> bytes | None:
    if not _ODT_KEPT.match(name):
        return None
    if name == "mimetype":
        return data
    if name.startswith("Pictures/"):
        return _picture(data, name.rpartition(".")[2].casefold())
    if name == "META-INF/manifest.xml":
        attribute = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
        return _without(data, attribute, lambda path: path != "/" and not _ODT_KEPT.match(path))
    root = _parse(data)
    for tag in (f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_DC}creator", f"{_SVG}desc",
                f"{_SVG}title"):  # fmt: skip
        _remove_all(root, tag)
    for tag in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first"):
        for element in root.iter(f"{_STYLE}{tag}"):
            for child in list(element):
                element.remove(child)
    return _serialise(root)


def _without(data: bytes, attribute: str, dropped: Any) -> bytes:
    root = _parse(data)
    for child in list(root):
        if dropped(child.get(attribute, "")):
            root.remove(child)
    return _serialise(root)


def _drop_personal_attributes(root: Any) -> None:
    for element in root.iter():
        for name in list(element.attrib):
            local = name.rpartition("}")[2]
            own = name.startswith(_W) or "}" not in name or "microsoft.com" in name
            if own and _PERSONAL.match(local):
                # w:author is required where it stands, so it is emptied rather than removed.
                element.set(name, "2000-01-01T00:00:00Z" if local == "date" else "")
            elif local == "name" and str(element.tag).endswith(("}docPr", "}cNvPr")):
                element.set(name, "picture")


def _remove_all(root: Any, tag: str) -> None:
    for element in list(root.iter(tag)):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def _picture(data: bytes, ending: str) -> bytes:
    """Write a picture anew: cameras and editors note their owner in it. Others become empty."""
    from PIL import Image

    if ending not in _PICTURES:
        return b""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.info.pop("comment", None)
            out = io.BytesIO()
            keep = {"quality": "keep"} if image.format == "JPEG" else {}
            image.save(out, image.format or _PICTURES[ending], **keep)
            return out.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError):
        return b""


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


def _parse(data: bytes) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(data)


def _serialise(root: Any) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    return bytes(serialize_part_xml(root))
