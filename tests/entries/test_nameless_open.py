"""The same of an OpenDocument text: nothing is left of its author in the copy."""

import io
import zipfile

import pytest
from PIL import Image

from eventkit.entries.extraction import extract_text
from tests.entries.nameless_files import NAME, SEEN, Open, assert_nameless, inline, picture

_CHANGE = (
    "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
    "<dc:creator>{0}</dc:creator></office:change-info><text:p>Автор: {0}</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)
_HIDING = (
    '<style:style style:name="{}" style:family="{}" {}>{}</style:style>',
    '<style:text-properties text:display="none"/>',
)


def p(inner):
    """A paragraph with a word of its own that is seen."""
    return f"<text:p>слово{inner}</text:p>"


BODIES = {
    "mail_link": p(f'<text:a xlink:href="mailto:{NAME}@mail.ru" office:title="{NAME}">я</text:a>'),
    "web_link": p(f'<text:a xlink:href="https://vk.com/{NAME}">я</text:a>'),
    "linked_picture": p(
        f'<draw:frame><draw:image xlink:href="file:///C:/Users/{NAME}/a.png"/></draw:frame>'
    ),
    "hidden_text": p(f'<text:hidden-text text:condition="1" text:string-value="{NAME}"/>'),
    "hidden_paragraph": (f'<text:p><text:hidden-paragraph text:is-hidden="true"/>{NAME}</text:p>'),
    "hidden_section": (
        f'<text:section text:name="{NAME}" text:display="none"><text:p>{NAME}</text:p>'
        "</text:section>"
    ),
    "section_by_condition": (
        '<text:section text:name="a" text:display="condition" text:is-hidden="true"'
        f' text:condition="ooow:{NAME}"><text:p>{NAME}</text:p></text:section>'
    ),
    "linked_section": (
        f'<text:section text:name="a" text:protection-key="{NAME}"><text:section-source'
        f' xlink:href="../{NAME}.odt"/>{p("")}</text:section>'
    ),
    "unshown_field": p(
        f'<text:variable-set text:name="{NAME}" text:display="none">{NAME}</text:variable-set>'
    ),
    "comment": p(
        f"<office:annotation><dc:creator>{NAME}</dc:creator><text:p>{NAME}</text:p>"
        f'</office:annotation><office:annotation-end office:name="{NAME}"/>'
    ),
    "alt_text": p(
        f'<draw:frame draw:name="{NAME}"><svg:title>{NAME}</svg:title><svg:desc>{NAME}</svg:desc>'
        "<draw:text-box><text:p>я</text:p></draw:text-box></draw:frame>"
    ),
    "marks": p(
        f'<text:bookmark text:name="{NAME}"/><text:reference-mark text:name="{NAME}"/>'
        f'<text:user-index-mark text:string-value="{NAME}"/>'
        f'<text:alphabetical-index-mark text:string-value="{NAME}"/>'
    ),
    "comment_of_xml": f"<!-- {NAME} --><?x {NAME}?>",
    "script": p(f"<text:script>{NAME}</text:script>"),
    "embedded": p(f'<draw:frame><draw:object xlink:href="./{NAME}"/></draw:frame>'),
    "field_name": p(f'<text:user-field-get text:name="{NAME}">я</text:user-field-get>'),
    "list_of_answers": p(
        f'<text:drop-down text:name="{NAME}"><text:label text:value="{NAME}"/>я</text:drop-down>'
    ),
    "table": (
        f'<table:table table:name="{NAME}"><table:title>{NAME}</table:title><table:table-row>'
        f'<table:table-cell office:string-value="{NAME}" table:formula="{NAME}">{p("")}'
        "</table:table-cell></table:table-row></table:table>"
    ),
    "foreign": p(f'<x:note xmlns:x="urn:{NAME}" x:a="{NAME}">{NAME}</x:note>'),
    "meaning": p(
        f'<text:meta xmlns:h="http://www.w3.org/1999/xhtml" h:about="{NAME}">я</text:meta>'
    ),
    "index": (
        f'<text:table-of-content text:name="{NAME}"><text:table-of-content-source>'
        f"<text:index-title-template>{NAME}</text:index-title-template>"
        f"</text:table-of-content-source><text:index-body>{p('')}</text:index-body>"
        "</text:table-of-content>"
    ),
    "stray_words": (
        f"{NAME}<text:list>{NAME}<text:list-item>{p('')}{NAME}</text:list-item></text:list>"
    ),
    "russian": p('<text:bookmark text:name="Звонкова"/>'),
}
FIRSTS = {
    "deleted": _CHANGE.format(NAME),
    "forms": (
        f'<office:forms><form:form form:name="{NAME}"><form:text form:value="{NAME}"/>'
        "</form:form></office:forms>"
    ),
    "user_fields": (
        f'<text:user-field-decls><text:user-field-decl text:name="a" office:string-value="{NAME}"/>'
        "</text:user-field-decls>"
    ),
    "variables": (
        f'<text:variable-decls><text:variable-decl text:name="{NAME}"/></text:variable-decls>'
    ),
}


@pytest.fixture
def work():
    return Open()


@pytest.mark.parametrize("place", BODIES)
def test_a_name_in_the_marks_of_the_text_stays_out(work, tmp_path, place):
    work.body = BODIES[place]
    name = "Звонкова" if place == "russian" else NAME
    copy = assert_nameless(work, tmp_path, "odt", name)
    text = extract_text(copy, "odt")
    assert ("слово" in BODIES[place]) == ("слово" in text.replace(SEEN[0], "").replace(SEEN[3], ""))
    assert ("я<" in BODIES[place]) == ("я" in text.replace("Ячейка", ""))


@pytest.mark.parametrize("place", FIRSTS)
def test_what_stands_before_the_text_stays_out(work, tmp_path, place):
    work.first = FIRSTS[place]
    assert_nameless(work, tmp_path, "odt")


def test_what_stands_around_the_text_stays_out(work, tmp_path):
    work.before = f"<!-- {NAME} --><?x {NAME}?>"
    work.languages = f' xmlns:ooo="urn:{NAME}" ooo:by="{NAME}"'
    assert_nameless(work, tmp_path, "odt")


def test_words_of_links_and_fields_are_seen(work, tmp_path):
    work.body = (
        f'<text:p>Иди <text:a xlink:href="http://a.ru/{NAME}">по <text:span>ссылке</text:span>'
        "</text:a> <text:date>сегодня</text:date>,"
        ' <text:hidden-text text:is-hidden="false">не таясь'
        "</text:hidden-text><text:s/>и<text:line-break/>всё.</text:p>"
    )
    text = extract_text(assert_nameless(work, tmp_path, "odt"), "odt")
    assert "Иди по ссылке сегодня, не таясь и\nвсё." in text
    assert text.endswith("Последнее слово"), "the blank between two spans"


@pytest.mark.parametrize("family", ["paragraph", "text"])
def test_words_hidden_by_a_style_stay_out(work, tmp_path, family):
    style, hiding = _HIDING
    work.named = style.format("Скрытый", family, "", hiding)
    work.automatic = style.format("T9", family, 'style:parent-style-name="Скрытый"', "")
    shown = '<style:text-properties text:display="true"/>'
    work.automatic += style.format("T8", "text", "", shown)
    inner = f'{NAME}<text:span text:style-name="T8">видно снова</text:span>{NAME}'
    if family == "text":
        work.body = p(f'<text:span text:style-name="T9">{inner}</text:span> и дальше')
    else:
        work.body = f'<text:p text:style-name="T9">{inner}</text:p>'
    copy = assert_nameless(work, tmp_path, "odt")
    text = extract_text(copy, "odt")
    assert "видно снова" in text
    assert ("слововидно снова и дальше" in text) == (family == "text")


def test_names_of_styles_tables_and_pictures_stay_out_and_their_look_stays(work, tmp_path):
    work.table = NAME
    work.frame = f'draw:name="{NAME}" draw:style-name="{NAME}.fr"'
    work.automatic = "".join(
        f'<style:style style:name="{name}" style:display-name="{NAME}" style:family="{family}">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        for name, family in [(NAME, "table"), (f"{NAME}.fr", "graphic"), (f"{NAME}_1", "text")]
    )
    work.body = p(f'<text:span text:style-name="{NAME}_1">жирно</text:span>')
    with zipfile.ZipFile(assert_nameless(work, tmp_path, "odt")) as archive:
        content = archive.read("content.xml").decode()
    name = content.partition("жирно")[0].rpartition('style-name="')[2].partition('"')[0]
    defined = content.partition(f'style:name="{name}"')[2]
    assert defined.partition("</style:style>")[0].count("bold") == 1


def test_heads_and_feet_of_pages_stay_out_with_their_pictures(work, tmp_path):
    work.heads = (
        f'<style:header><text:p>{NAME}<draw:frame><draw:image xlink:href="Pictures/c.png"/>'
        f"</draw:frame></text:p></style:header><style:footer-left>{p(NAME)}</style:footer-left>"
    )
    work.layout = (
        "<style:header-style><style:header-footer-properties><style:background-image"
        ' xlink:href="Pictures/c.png"/></style:header-footer-properties></style:header-style>'
    )
    work.named = '<draw:fill-image draw:name="крест" xlink:href="Pictures/c.png"/>'
    work.looks = (
        '<style:style style:name="Mgr1" style:family="graphic"><style:graphic-properties'
        ' draw:fill-image-name="крест"/></style:style>'
    )
    work.parts["Pictures/c.png"] = picture(size=(77, 33))
    with zipfile.ZipFile(assert_nameless(work, tmp_path, "odt")) as archive:
        assert [name for name in archive.namelist() if "Pictures" in name] == ["Pictures/1.png"]


@pytest.mark.parametrize("name", ["meta.xml", "settings.xml", "Thumbnails/a.png", "Object 1/x.xml"])
def test_other_parts_stay_out(work, tmp_path, name):
    work.parts[name] = f"<x>{NAME}</x>"
    assert_nameless(work, tmp_path, "odt")


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG"])
def test_a_picture_tells_nothing_and_is_still_seen(work, tmp_path, kind):
    work.picture, work.picture_name = picture(kind, NAME), f"Pictures/{NAME}"
    work.body = (
        "<text:p><draw:frame><draw:image><office:binary-data>"
        f"{inline(picture('PNG', NAME, (9, 9)))}</office:binary-data>"
        "</draw:image></draw:frame></text:p>"
    )
    with zipfile.ZipFile(assert_nameless(work, tmp_path, "odt")) as archive:
        sizes = []
        for one in archive.namelist():
            if one.startswith("Pictures/"):
                with Image.open(io.BytesIO(archive.read(one))) as image:
                    sizes.append(image.size)
    assert sizes == [(40, 30), (9, 9)]


def test_of_settings_only_those_stay_by_which_pages_are_broken(work, tmp_path):
    item = '<config:config-item config:name="{}" config:type="{}">{}</config:config-item>'
    items = [
        ("AddParaTableSpacing", "boolean", "true"),
        ("TabOverflow", NAME, "false"),
        ("TableRowKeep", "boolean", NAME),
        (NAME, "boolean", "true"),
        ("PrinterName", "string", NAME),
    ]
    config = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
    work.parts["settings.xml"] = (
        f'<settings xmlns:config="{config}">'
        f"{''.join(item.format(*one) for one in items)}</settings>"
    )
    with zipfile.ZipFile(assert_nameless(work, tmp_path, "odt")) as archive:
        written = archive.read("settings.xml").decode()
    assert written.count("boolean") == 2
    assert 'xmlns:ooo="http://openoffice.org/2004/office"' in written, "else nobody reads them"
    assert ('AddParaTableSpacing"' in written, 'TabOverflow"' in written) == (True, True)
