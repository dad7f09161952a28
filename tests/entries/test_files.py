"""What is taken in, what is read out of it, and what is left for a juror."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from eventkit.entries.operations import admit_entry, attach, create_entry
from eventkit.entries.reading import prepare
from eventkit.files.operations import open_file, receive, store
from eventkit.files.problems import FileError
from eventkit.testing.factories import create_event
from eventkit.testing.registration import word_file

LIMIT = 1024 * 1024
NAME = "Звонкова"


def taken(data, name="Эссе.docx"):
    return receive(io.BytesIO(data), name, LIMIT)


def bytes_of(received):
    with open_file(received) as stream:
        return stream.read()


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_with_a_name_everywhere():
    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.title = NAME
    document.sections[0].header.paragraphs[0].text = f"{NAME} Алина, СОШ №1"
    document.sections[0].footer.paragraphs[0].text = NAME
    first = document.add_paragraph("Дорогой первый класс.")
    document.add_comment(first.runs[0], text=f"Замечание от {NAME}", author=NAME, initials="З")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "год", "2025"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt_with_a_name():
    from odfdo import Document, Header, Paragraph

    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Письмо"))
    document.body.append(Paragraph("Дорогой первый класс."))
    document.meta.creator = document.meta.initial_creator = document.meta.title = NAME
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_with_a_name():
    import typst

    source = f'#set document(author: "{NAME}", title: "{NAME}")\nДорогой первый класс.'
    return typst.compile(source.encode(), format="pdf")


def rtf_with_a_name():
    body = "Дорогой первый класс.".encode("cp1251")
    codes = "".join(f"\\'{byte:02x}" for byte in body)
    author = "".join(f"\\'{byte:02x}" for byte in NAME.encode("cp1251"))
    head = "{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0 Arial;}}"
    return (head + f"{{\\info{{\\author {author}}}}}\\f0 {codes}\\par}}").encode("ascii")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("Эссе.docx", word_with_a_name_everywhere),
        ("Эссе.odt", odt_with_a_name),
        ("Эссе.pdf", pdf_with_a_name),
        ("Эссе.rtf", rtf_with_a_name),
        ("Эссе.txt", lambda: "Дорогой первый класс.".encode("cp1251")),
    ],
)
def test_a_work_is_read_and_its_copy_for_jurors_names_nobody(app, name, make):
    made = prepare(taken(make(), name))
    assert "Дорогой первый класс." in made.text
    assert NAME not in made.text
    copy = bytes_of(made.blind)
    pieces = [copy]
    if copy.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(copy)) as archive:
            assert archive.testzip() is None
            pieces += [archive.read(member) for member in archive.namelist()]
            pieces += [member.encode() for member in archive.namelist()]
    encodings = ("utf-8", "utf-16-be", "utf-16-le", "cp1251")
    found = [e for e in encodings for piece in pieces if NAME.encode(e) in piece]
    assert found == []
    assert NAME not in made.blind.name


def test_the_nameless_word_copy_opens_and_says_the_same(app):
    made = prepare(taken(word_with_a_name_everywhere()))
    copy = docx.Document(io.BytesIO(bytes_of(made.blind)))
    assert [paragraph.text for paragraph in copy.paragraphs] == ["Дорогой первый класс."]
    assert copy.core_properties.author != NAME
    assert made.text == "Дорогой первый класс.\n\nгод\t2025"


def test_a_pdf_copy_keeps_its_pages_as_pictures(app):
    import pypdfium2

    made = prepare(taken(pdf_with_a_name(), "a.pdf"))
    document = pypdfium2.PdfDocument(bytes_of(made.blind))
    assert len(document) == 1
    assert document.get_metadata_dict().get("Author", "") == ""
    document.close()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_plain_text_is_read_in_the_charsets_that_russian_computers_used(app, charset):
    text = "Здравствуй, мой первый класс, как я ждала этой встречи."
    assert prepare(taken(text.encode(charset), "эссе.txt")).text == text


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "эссе.docx", "Файл пустой"),
        (b"MZ\x90\x00\x03" + b"\x00" * 600, "эссе.docx", "такого вида файлы не открываем"),
        (b"MZ this is all text", "эссе.txt", "такого вида файлы не открываем"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "эссе.doc", "старый Word"),
        (zipped(**{"a.txt": "x"}), "эссе.docx", "такого вида файлы не открываем"),
        (b"PK\x03\x04 broken", "эссе.docx", "Файл повреждён"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "эссе.pdf", "это фотография или картинка"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, "эссе.heic", "это фотография или картинка"),
        (zipped(**{"../../etc/x": "x"}), "эссе.docx", "недопустимые имена"),
        (b"x" * (LIMIT + 1), "эссе.txt", "больше 1 МБ"),
    ],
)
def test_what_is_no_document_is_refused_in_words(app, data, name, said):
    with pytest.raises(FileError, match=said):
        taken(data, name)


def test_a_document_with_macros_is_refused(app):
    data = zipped(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""})
    with pytest.raises(FileError, match="макросы"):
        taken(data)


def test_a_bomb_is_refused_before_it_goes_off(app):
    bomb = zipped(**{"[Content_Types].xml": "", "word/document.xml": b"0" * (30 * 1024 * 1024)})
    assert len(bomb) < LIMIT
    with pytest.raises(FileError, match="слишком много данных"):
        taken(bomb)


def test_a_document_that_cannot_be_read_is_kept_without_a_text(app):
    data = zipped(**{"[Content_Types].xml": "<x", "word/document.xml": "<broken"})
    made = prepare(taken(data))
    assert (made.text, made.blind) == (None, None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Йонова.docx", "Йонова.docx"),
        ("C:\\Users\\Звонкова\\эссе.docx", "эссе.docx"),
        ("../../etc/passwd", "passwd.docx"),
        ("эссе.doc", "эссе.docx"),
        ("эссе", "эссе.docx"),
        ("а\u202egpj.docx", "аgpj.docx"),
    ],
)
def test_names_are_composed_and_safe(app, given, kept):
    assert taken(word_file(), given).name == kept


def test_the_same_content_lies_in_the_store_once(app):
    first = store(io.BytesIO(word_file()), "а.docx", LIMIT)
    second = receive(io.BytesIO(bytes_of(first)), "б.docx", LIMIT)
    assert first.sha256 == second.sha256
    stored = [path for path in Path(app.instance_path, "files").rglob("*") if path.is_file()]
    assert len(stored) == 1


def test_codes_are_different_and_tell_no_order(app):
    event = create_event()
    entries = [create_entry(event, event.nominations[0]) for _number in range(40)]
    codes = [admit_entry(entry) for entry in entries]
    assert len(set(codes)) == 40
    assert all(code.startswith("Э-") and len(code) == 5 for code in codes)
    assert codes != sorted(codes)
    assert admit_entry(entries[0]) == codes[0]


def test_a_text_is_kept_beside_the_file(app):
    event = create_event()
    entry = create_entry(event, event.nominations[0])
    file = attach(entry, prepare(taken(word_file())))
    assert file.reading_text == "Дорогой первый класс."
    assert file.blind_file.name == "работа.docx"
