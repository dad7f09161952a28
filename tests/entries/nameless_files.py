"""Documents with the author's name in one place each, beside words that everybody sees."""

import base64
import io
import posixpath
import zipfile

from PIL import Image, PngImagePlugin, TiffImagePlugin

from eventkit.entries.blinding import blind_copy
from eventkit.entries.extraction import extract_text

NAME = "SECRETOVA"
SEEN = ("Первое слово", "Ячейка", "Сноска внизу", "Последнее слово")

_OPEN = "http://schemas.openxmlformats.org"
_LEADS = f"{_OPEN}/officeDocument/2006/relationships"
_XMLNS = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_LEADS}"'
    f' xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing"'
    f' xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:pic="{_OPEN}/drawingml/2006/picture"'
    f' xmlns:mc="{_OPEN}/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)


def picture(kind="PNG", name=None, size=(40, 30)):
    """A picture, with the name in its properties if one is given."""
    image, out, options = Image.new("RGB", size, "teal"), io.BytesIO(), {}
    if name:
        options["icc_profile"] = name.encode()
    if name and kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", name)
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", f"<x>{name}</x>")
    elif name and kind == "TIFF":
        options["tiffinfo"] = TiffImagePlugin.ImageFileDirectory_v2()
        options["tiffinfo"][315] = name
    elif name:
        exif = Image.Exif()
        exif[315] = name
        options |= {"exif": exif.tobytes(), "comment": name.encode()}
    if kind == "MPO":
        options |= {"save_all": True, "append_images": [image]}
    image.save(out, kind, **options)
    return out.getvalue() + (name.encode() if name else b"")


def drawing(rel="rIdPic", names=""):
    """A picture that stands in a line."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="270000"/>'
        f'<wp:docPr id="1" name="Picture 1" {names}/><a:graphic>'
        f'<a:graphicData uri="{_OPEN}/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name="Picture 1" {names}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="270000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


class Word:
    """A DOCX of a paragraph, a table, a footnote and a picture; a test changes what it needs."""

    def __init__(self):
        self.body, self.sector, self.before, self.languages = "", "", "", ""
        self.picture, self.picture_name = picture(), "media/image1.png"
        self.note_relations, self.notes, self.extra_styles = "", "", ""
        self.relations = [
            ("rIdSt", "styles", "styles.xml"),
            ("rIdNotes", "footnotes", "footnotes.xml"),
        ]
        self.starts = [("rId1", "officeDocument", "word/document.xml")]
        self.parts = {}
        self.types = {}

    def lead(self, kind, target, data=None, outside=False):
        """Add a relation of the text, and its part when there is ``data``."""
        key = f"rId{len(self.relations)}"
        self.relations.append((key, kind, target, outside))
        if data is not None:
            self.parts[posixpath.normpath(f"word/{target}")] = data
        return key

    def document(self):
        text = "".join(
            f"<w:p><w:r><w:t>{word}</w:t></w:r>{more}</w:p>"
            for word, more in [
                ("Первое слово", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
                ("картинка:", drawing()),
            ]
        )
        return (
            f'<?xml version="1.0"?>{self.before}<w:document {_XMLNS} mc:Ignorable="w14 w15"'
            f"{self.languages}>"
            f"<w:body>{text}{self.body}<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>"
            "<w:tc><w:p><w:r><w:t>Ячейка</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            "<w:p><w:r><w:t>Последнее слово</w:t></w:r></w:p>"
            f"<w:sectPr>{self.sector}</w:sectPr></w:body></w:document>"
        )

    def members(self):
        notes = (
            f'<w:footnotes {_XMLNS}><w:footnote w:type="separator" w:id="0"><w:p><w:r>'
            '<w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/>'
            f"<w:t>Сноска внизу</w:t></w:r></w:p></w:footnote>{self.notes}</w:footnotes>"
        )
        styles = (
            f'<w:styles {_XMLNS}><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
            f'<w:name w:val="Normal"/></w:style>{self.extra_styles}</w:styles>'
        )
        self.relations.append(("rIdPic", "image", self.picture_name))
        types = {"rels": "application/vnd.openxmlformats-package.relationships+xml",
                 "xml": "application/xml", "png": "image/png", "tiff": "image/tiff",
                 "jpg": "image/jpeg", "svg": "image/svg+xml", "bin": "application/x",
                 "html": "text/html"}  # fmt: skip
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
        parts = {"document": "document.main+xml", "styles": "styles+xml",
                 "footnotes": "footnotes+xml"}  # fmt: skip
        listed = "".join(
            f'<Default Extension="{ending}" ContentType="{kind}"/>'
            for ending, kind in types.items()
        ) + "".join(
            f'<Override PartName="/word/{part}.xml" ContentType="{word}{kind}"/>'
            for part, kind in parts.items()
        )
        listed += "".join(
            f'<Override PartName="{part}" ContentType="{kind}"/>'
            for part, kind in self.types.items()
        )
        return {
            "[Content_Types].xml": f'<Types xmlns="{_OPEN}/package/2006/content-types">'
            f"{listed}</Types>",
            "_rels/.rels": relations(self.starts),
            "word/document.xml": self.document(),
            "word/_rels/document.xml.rels": relations(self.relations),
            "word/styles.xml": styles,
            "word/footnotes.xml": notes,
            f"word/{self.picture_name}": self.picture,
            **self.parts,
        }

    def save(self, path):
        pack(path, self.members())


def relations(rows):
    """The part that says where another part leads."""
    listed = ""
    for key, kind, target, *outside in rows:
        mode = ' TargetMode="External"' if outside and outside[0] else ""
        kind = kind if "://" in kind else f"{_LEADS}/{kind}"
        listed += f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{listed}</Relationships>'


def pack(path, members):
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def part(tag, inner):
    """A part of a Word file with words of its own."""
    return f"<w:{tag} {_XMLNS}>{inner}</w:{tag}>"


def line(inner):
    """A paragraph with something in it, whose own word is seen."""
    return f"<w:p><w:r><w:t>слово</w:t></w:r>{inner}</w:p>"


def run(text, properties=""):
    """Words of one look."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(code, result="слово"):
    """A field of three marks, with its code and its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_NS = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = (
    f'xmlns:office="{_NS}:office:1.0" xmlns:text="{_NS}:text:1.0" xmlns:table="{_NS}:table:1.0"'
    f' xmlns:draw="{_NS}:drawing:1.0" xmlns:style="{_NS}:style:1.0" xmlns:form="{_NS}:form:1.0"'
    f' xmlns:svg="{_NS}:svg-compatible:1.0" xmlns:fo="{_NS}:xsl-fo-compatible:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' office:version="1.2"'
)


class Open:
    """An ODT of the same: a test changes what it needs."""

    def __init__(self):
        self.body, self.first, self.automatic, self.before = "", "", "", ""
        self.languages = ""
        self.frame, self.named, self.layout, self.heads = "", "", "", ""
        self.looks = ""
        self.picture, self.picture_name = picture(), "Pictures/1.png"
        self.table = "Таблица1"
        self.parts = {}

    def members(self):
        content = (
            f'<?xml version="1.0"?>{self.before}<office:document-content {_ODF}{self.languages}>'
            f"<office:automatic-styles>{self.automatic}</office:automatic-styles>"
            f"<office:body><office:text>{self.first}<text:p>Первое слово<text:note"
            ' text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>Сноска внизу</text:p></text:note-body></text:note></text:p>"
            f'<text:p><draw:frame svg:width="2cm" svg:height="1cm" {self.frame}><draw:image'
            f' xlink:href="{self.picture_name}"/></draw:frame></text:p>{self.body}'
            f'<table:table table:name="{self.table}" table:style-name="{self.table}">'
            "<table:table-column/><table:table-row><table:table-cell><text:p>Ячейка</text:p>"
            "</table:table-cell></table:table-row></table:table>"
            "<text:p><text:span>Последнее</text:span> <text:span>слово</text:span></text:p>"
            "</office:text></office:body></office:document-content>"
        )
        styles = (
            f"<office:document-styles {_ODF}><office:styles>{self.named}</office:styles>"
            '<office:automatic-styles><style:page-layout style:name="Mpm1">'
            f"<style:page-layout-properties/>{self.layout}</style:page-layout>{self.looks}"
            "</office:automatic-styles>"
            '<office:master-styles><style:master-page style:name="Standard"'
            f' style:page-layout-name="Mpm1">{self.heads}</style:master-page>'
            "</office:master-styles></office:document-styles>"
        )
        kind = "application/vnd.oasis.opendocument.text"
        listed = "".join(
            f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>'
            for name, media in [
                ("/", kind),
                ("content.xml", "text/xml"),
                ("styles.xml", "text/xml"),
                (self.picture_name, "image/png"),
                *((one, "") for one in self.parts),
            ]
        )
        return {
            "mimetype": kind,
            "content.xml": content,
            "styles.xml": styles,
            self.picture_name: self.picture,
            **self.parts,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_NS}:manifest:1.0">'
            f"{listed}</manifest:manifest>",
        }

    def save(self, path):
        pack(path, self.members())


def inline(data):
    """Bytes as they stand inside of XML."""
    return base64.b64encode(data).decode()


def everything(path):
    """Names and bytes of a copy, and of its pictures what programs read in them."""
    pieces = []
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.comment == b""
        for info in archive.infolist():
            data = archive.read(info)
            pieces += [info.filename.encode(), info.extra, info.comment, data]
            if "media/" in info.filename or "Pictures/" in info.filename:
                with Image.open(io.BytesIO(data)) as image:
                    pieces += [repr(image.info).encode(), repr(dict(image.getexif())).encode()]
    return b"\n".join(pieces)


def assert_nameless(work, tmp_path, ending="docx", name=NAME):
    """The file names its author, the copy does not and says what everybody sees."""
    source = tmp_path / f"work.{ending}"
    work.save(source)
    with zipfile.ZipFile(source) as archive:
        inside = b"".join(one.encode() + archive.read(one) for one in archive.namelist())
    assert any(name.encode(e) in inside for e in ("utf-8", "utf-16-le")), "nothing to take out"
    copy = blind_copy(source, tmp_path, ending)
    written = everything(copy)
    for form in (name, name.lower()):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert form.encode(encoding) not in written
    text, given = extract_text(copy, ending), extract_text(source, ending)
    assert text == given, "what is searched is what jurors read"
    assert all(one in text for one in SEEN)
    return copy
