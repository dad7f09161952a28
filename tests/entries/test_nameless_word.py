"""The copy of a Word file that jurors get: of its author nothing is left in any byte of it."""

import io
import zipfile

import docx
import pytest
from PIL import Image

from eventkit.entries.extraction import extract_text
from tests.entries.nameless_files import (
    NAME,
    Word,
    assert_nameless,
    drawing,
    field,
    line,
    part,
    picture,
    relations,
    run,
)

_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_BY = f'w:id="9" w:author="{NAME}" w:date="2026-01-01T00:00:00Z"'
_STYLE = '<w:style w:type="{}" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
_HIDDEN = f'hidden="1" descr="{NAME}"'

BODIES = {
    "link_code": line(field(f'HYPERLINK "mailto:{NAME}@mail.ru"')),
    "picture_code": line(field(f'INCLUDEPICTURE "C:\\Users\\{NAME}\\a.png"')),
    "simple_field": line(f'<w:fldSimple w:instr="AUTHOR {NAME}">{run("слово")}</w:fldSimple>'),
    "field_in_code": line(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + field("AUTHOR", NAME)
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "form_field": line(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{NAME}"/>'
        f'<w:helpText w:val="{NAME}"/></w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "field_data": line(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{NAME}</w:fldData></w:fldChar></w:r>'
    ),
    "alt_text": f'<w:p>{drawing(names=f"""descr="{NAME}" title="{NAME}" """)}</w:p>',
    "vml": (
        f'<w:p><w:r><w:pict><v:shape id="{NAME}" alt="{NAME}" title="{NAME}" o:title="{NAME}"'
        f' o:spid="{NAME}" href="http://a.ru/{NAME}" style="width:10pt;height:10pt">'
        f'<v:imagedata r:id="rIdPic" o:title="{NAME}" src="{NAME}"/></v:shape></w:pict></w:r></w:p>'
    ),
    "content_control": (
        f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/><w:tag w:val="{NAME}"/>'
        f'<w:dataBinding w:xpath="/{NAME}" w:storeItemID="{NAME}"/></w:sdtPr><w:sdtContent>'
        f"{line('')}</w:sdtContent></w:sdt>"
    ),
    "bookmark": line(f'<w:bookmarkStart w:id="1" w:name="{NAME}"/><w:bookmarkEnd w:id="1"/>'),
    "tooltip": line(
        f'<w:hyperlink w:anchor="{NAME}" w:tooltip="{NAME}" w:docLocation="{NAME}">'
        f"{run('слово')}</w:hyperlink>"
    ),
    "comment_of_xml": f"<!-- {NAME} --><?word {NAME}?>",
    "smart_tag": line(
        f'<w:smartTag w:uri="urn:{NAME}" w:element="x"><w:smartTagPr><w:attr w:name="a"'
        f' w:val="{NAME}"/></w:smartTagPr>{run("слово")}</w:smartTag>'
    ),
    "editor_allowed": line(f'<w:permStart w:id="1" w:ed="{NAME}"/><w:permEnd w:id="1"/>'),
    "table_alt_text": (
        f'<w:tbl><w:tblPr><w:tblCaption w:val="{NAME}"/><w:tblDescription w:val="{NAME}"/>'
        f"</w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{line('')}</w:tc></w:tr></w:tbl>"
    ),
    "deleted": line(f"<w:del {_BY}><w:r><w:delText>{NAME}</w:delText></w:r></w:del>"),
    "inserted": line(f"<w:ins {_BY}>{run('слово')}</w:ins>"),
    "moved": line(f"<w:moveFrom {_BY}>{run(NAME)}</w:moveFrom>"),
    "formatted": line(
        f"<w:r><w:rPr><w:b/><w:rPrChange {_BY}><w:rPr/></w:rPrChange></w:rPr><w:t>слово</w:t></w:r>"
    ),
    "deleted_row": (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del {_BY}/></w:trPr><w:tc><w:p>{run(NAME)}</w:p></w:tc></w:tr></w:tbl>"
    ),
    "deleted_cell": (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc>"
        f"<w:tc><w:tcPr><w:cellDel {_BY}/></w:tcPr><w:p>{run(NAME)}</w:p></w:tc></w:tr></w:tbl>"
    ),
    "hidden": line(run(NAME, "<w:vanish/>")),
    "hidden_on": line(run(NAME, '<w:vanish w:val="on"/>')),
    "hidden_figure": f"<w:p>{drawing(names=_HIDDEN)}</w:p>",
    "hidden_box": (
        '<w:p><w:r><w:pict><v:shape style="width:9pt; visibility: hidden"><v:textbox>'
        f"<w:txbxContent><w:p>{run(NAME)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
        "</w:r></w:p>"
    ),
    "foreign": line(f'<x:note xmlns:x="urn:{NAME}" x:a="{NAME}">{NAME}</x:note>'),
    "new_editor": line(f'<w15:x w15:author="{NAME}"/>'),
    "unread_variant": (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice xmlns:x="urn:{NAME}" Requires="x"><x:a/>'
        "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "stray_words": f"<w:p>{NAME}<w:pPr>{NAME}<w:keepNext>{NAME}</w:keepNext></w:pPr></w:p>{NAME}",
    "russian_look": line(run("слово", '<w:rFonts w:ascii="Звонкова"/>')),
    "russian": line('<w:bookmarkStart w:id="1" w:name="Звонкова"/>'),
}


@pytest.fixture
def word():
    return Word()


@pytest.mark.parametrize("place", BODIES)
def test_a_name_in_the_marks_of_the_text_stays_out(word, tmp_path, place):
    word.body = BODIES[place]
    assert_nameless(word, tmp_path, name="Звонкова" if "russian" in place else NAME)


def test_what_stands_around_the_text_stays_out(word, tmp_path):
    word.before = f"<!-- {NAME} --><?word {NAME}?>"
    word.languages = f' xmlns:own="urn:{NAME}" own:by="{NAME}"'
    assert_nameless(word, tmp_path)


@pytest.mark.parametrize(
    ("kind", "name", "data"),
    [
        ("header", "top.xml", part("hdr", line(run(NAME)))),
        ("footer", "secretova.xml", part("ftr", line(run(NAME)))),
        ("comments", "remarks.xml", part("comments", f"<w:comment>{line(run(NAME))}</w:comment>")),
        ("settings", "set.xml", part("settings", f'<w:attachedTemplate r:id="{NAME}"/><w:docVars>'
                                     f'<w:docVar w:name="a" w:val="{NAME}"/></w:docVars>')),
        ("fontTable", "f.xml", part("fonts", f'<w:font w:name="{NAME}"/>')),
        ("numbering", "n.xml", part("numbering", '<w:abstractNum w:abstractNumId="1"><w:name '
                                    f'w:val="{NAME}"/></w:abstractNum>')),
        ("customXml", "../custom/item.xml", f"<a>{NAME}</a>"),
        ("oleObject", "embeddings/x.bin", NAME),
        ("aFChunk", "chunk.html", f"<p>{NAME}</p>"),
        ("theme", f"{NAME}.xml", part(NAME, "")),
        ("image", f"media/{NAME}.png", picture()),
        ("hyperlink", f"mailto:{NAME}@mail.ru", None),
        ("hyperlink", f"https://vk.com/{NAME}", None),
        (f"urn://{NAME}/styles", "styles.xml", None),
    ],
)  # fmt: skip
def test_a_part_that_the_text_does_not_show_stays_out(word, tmp_path, kind, name, data):
    key = word.lead(kind, name, data, outside=kind == "hyperlink")
    if kind == "hyperlink":
        word.body = line(f'<w:hyperlink r:id="{key}">{run("слово")}</w:hyperlink>')
    if kind in ("header", "footer"):
        word.sector = f'<w:{kind}Reference r:id="{key}"/>'
    copy = assert_nameless(word, tmp_path)
    assert docx.Document(str(copy)).styles["Normal"] is not None


@pytest.mark.parametrize("where", ["docProps/core.xml", "about.xml"])
def test_properties_stay_out_whatever_their_part_is_called(word, tmp_path, where):
    word.starts.append(("rId2", "http://x.org/metadata/core-properties", where))
    word.parts[where] = f"<p>{NAME}</p>"
    word.types[f"/{where}"] = f"application/{NAME}"
    assert_nameless(word, tmp_path)


def test_a_picture_of_the_head_of_a_page_stays_out(word, tmp_path):
    crest = picture(size=(77, 33))
    key = word.lead(
        "header", "header1.xml", part("hdr", f"<w:p>{drawing('rIdC')}{run(NAME)}</w:p>")
    )
    word.parts["word/_rels/header1.xml.rels"] = relations([("rIdC", "image", "media/logo.png")])
    word.parts["word/media/logo.png"] = crest
    word.sector = f'<w:headerReference w:type="default" r:id="{key}"/>'
    with zipfile.ZipFile(assert_nameless(word, tmp_path)) as archive:
        pictures = [name for name in archive.namelist() if "media" in name]
        assert len(pictures) == 1
        with Image.open(io.BytesIO(archive.read(pictures[0]))) as image:
            assert image.size == (40, 30)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("PNG", "a.png"),
        ("JPEG", "a.jpg"),
        ("MPO", "a.jpg"),
        ("TIFF", "a.tiff"),
        ("PNG", "a.xml"),
        ("GIF", "a.png"),
    ],
)
def test_a_picture_tells_nothing_and_is_still_seen(word, tmp_path, kind, name):
    word.picture, word.picture_name = picture(kind, NAME), f"media/{NAME}{name}"
    copy = docx.Document(str(assert_nameless(word, tmp_path)))
    (shown,) = [r.target_part for r in copy.part.rels.values() if r.reltype.endswith("/image")]
    with Image.open(io.BytesIO(shown.blob)) as image:
        assert image.size == (40, 30)
        assert image.format == ("JPEG" if name == "a.jpg" else "PNG")
        red, green, blue = image.convert("RGB").getpixel((5, 5))
        assert (red < 10, green > 120, blue > 120) == (True, True, True)


def test_a_picture_that_cannot_be_drawn_becomes_a_square(word, tmp_path):
    word.picture, word.picture_name = f"<svg>{NAME}</svg>".encode(), "media/a.svg"
    assert_nameless(word, tmp_path)


def test_names_of_styles_stay_out_and_their_look_stays(word, tmp_path):
    word.extra_styles = _STYLE.format("paragraph", NAME, f"Стиль {NAME}", "<w:rPr><w:b/></w:rPr>")
    word.extra_styles += _STYLE.format("paragraph", "h", "heading 1", "")
    word.body = f'<w:p><w:pPr><w:pStyle w:val="{NAME}"/></w:pPr>{run("жирно")}</w:p>'
    word.body += f'<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr>{run("заголовок")}</w:p>'
    copy = docx.Document(str(assert_nameless(word, tmp_path)))
    looks = {one.text: one.style for one in copy.paragraphs}
    assert looks["жирно"].font.bold
    assert looks["заголовок"].name == "Heading 1"


def test_words_hidden_by_a_style_stay_out(word, tmp_path):
    hiding = "<w:rPr><w:vanish/></w:rPr>"
    word.extra_styles = _STYLE.format("character", "a", "a", hiding)
    word.extra_styles += _STYLE.format("character", "b", "b", '<w:basedOn w:val="a"/>')
    word.extra_styles += _STYLE.format("paragraph", "c", "c", hiding)
    word.body = line(run(NAME, '<w:rStyle w:val="b"/>'))
    again = run("видно снова", '<w:vanish w:val="0"/>')
    word.body += f'<w:p><w:pPr><w:pStyle w:val="c"/></w:pPr>{run(NAME)}{again}</w:p>'
    assert "видно снова" in extract_text(assert_nameless(word, tmp_path), "docx")


@pytest.mark.parametrize("value", ["0", "false", "off", "none", "False"])
def test_a_run_that_says_it_is_not_hidden_is_seen(word, tmp_path, value):
    word.body = line(run("не спрятано", f'<w:vanish w:val="{value}"/>') + run(NAME, "<w:vanish/>"))
    assert "не спрятано" in extract_text(assert_nameless(word, tmp_path), "docx")


def test_only_figures_that_are_hidden_stay_out(word, tmp_path):
    box = (
        '<w:p><w:r><w:pict><v:shape style="{}"><v:textbox><w:txbxContent><w:p>{}</w:p>'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    word.body = box.format("visibility:visible", run("врезка"))
    shown = 'hidden="0"'
    word.body += f"<w:p>{drawing(names=shown)}{drawing(names=_HIDDEN)}</w:p>"
    word.body += box.format("visibility:hidden", run(NAME))
    copy = assert_nameless(word, tmp_path)
    assert "врезка" in extract_text(copy, "docx")
    with zipfile.ZipFile(copy) as archive:
        assert archive.read("word/document.xml").count(b"a:blip ") == 2


def test_a_note_whose_sign_was_deleted_stays_out(word, tmp_path):
    word.notes = f'<w:footnote w:id="3"><w:p>{run(NAME)}</w:p></w:footnote>'
    sign = f'<w:del {_BY}><w:r><w:footnoteReference w:id="3"/></w:r></w:del>'
    word.body = line(sign)
    assert_nameless(word, tmp_path)


def test_words_inside_of_controls_links_and_fields_are_seen(word, tmp_path):
    word.body = (
        f"<w:sdt><w:sdtContent>{line(run(' в поле'))}</w:sdtContent></w:sdt>"
        + line(f"<w:hyperlink w:anchor='a'>{run(' по ссылке')}</w:hyperlink>")
        + line(f"<w:fldSimple w:instr='X'>{run(' итог')}</w:fldSimple>" + field("Y", " ещё итог"))
        + line('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(" без конца"))
        + f"<!-- {NAME} -->"
    )
    text = extract_text(assert_nameless(word, tmp_path), "docx")
    for seen in ("в поле", "по ссылке", "итог ещё итог", "без конца"):
        assert f"слово {seen}" in text
