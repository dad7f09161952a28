"""What jurors see of a file: its structure kept, hidden words gone, however they were split."""

import io
import zipfile

import docx
import pypdfium2
import pytest
from PIL import Image

from eventkit.entries.copies.child import make
from eventkit.entries.copies.hiding import hidden_at
from eventkit.entries.extraction import extract_text

NAME = "Зимородкин Егор"


def word(path):
    """A heading, a list, a table, a picture, and the name in three runs."""
    document = docx.Document()
    document.add_heading("Мой путь", 1)
    paragraph = document.add_paragraph("Меня зовут ")
    paragraph.add_run("Зимо").bold = True
    paragraph.add_run("родкин ")
    paragraph.add_run("Егор").italic = True
    paragraph.add_run(", и я <учу> детей.")
    document.add_paragraph("Мел", style="List Bullet")
    document.add_paragraph("Доска", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Класс", "Зимородкин Егор"
    picture = io.BytesIO()
    Image.new("RGB", (1500, 300), "blue").save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)
    document.save(path)


def pdf(path):
    import typst

    source = (
        "#set text(size: 20pt)\nТихий урок.\n\nМеня зовут Зимородкин Егор, и я учу детей."
        "\n#pagebreak()\nВторая страница."
    )
    path.write_bytes(typst.compile(source.encode(), format="pdf"))


def made(path, ending, *words):
    """What the child makes of the file with some words hidden."""
    text = extract_text(path, ending)
    hidden = []
    for one in words:
        start = -1
        while (start := text.find(one, start + 1)) >= 0:
            hidden.append(hidden_at(text, start, start + len(one)))
    order = {
        "original": str(path),
        "blind": str(path),
        "ending": ending,
        "hidden": [[one.words, one.before, one.after] for one in hidden],
    }
    return make(order, path.parent)


def test_a_word_document_is_shown_with_its_structure(tmp_path):
    word(tmp_path / "work.docx")
    result = made(tmp_path / "work.docx", "docx")
    html = result["html"]
    assert "<h3>Мой путь</h3>" in html
    assert "<ul><li>Мел</li><li>Доска</li></ul>" in html
    assert "<td><p>Класс</p></td>" in html
    assert "<strong>Зимо</strong>родкин <em>Егор</em>" in html
    assert "&lt;учу&gt;" in html
    assert '<img data-n="1">' in html
    assert [(one["width"], one["height"]) for one in result["pictures"]] == [(1000, 200)]
    with Image.open(tmp_path / "picture-1.webp") as picture:
        assert picture.format == "WEBP"


def test_a_name_split_into_runs_is_hidden_in_the_copy_and_on_the_page(tmp_path):
    word(tmp_path / "work.docx")
    result = made(tmp_path / "work.docx", "docx", NAME)
    assert result["is_whole"]
    assert result["html"].count("[скрыто]") == 2
    assert "родкин" not in result["html"]
    with zipfile.ZipFile(tmp_path / "copy.docx") as archive:
        assert all("родкин" not in archive.read(name).decode("utf-8", "replace")
                   for name in archive.namelist())  # fmt: skip
    text = extract_text(tmp_path / "copy.docx", "docx")
    assert "Меня зовут [скрыто], и я <учу> детей." in text


def test_only_the_place_that_was_chosen_is_hidden(tmp_path):
    document = docx.Document()
    document.add_paragraph("Мороз ударил к ночи.")
    document.add_paragraph("Урок вёл Мороз, наш учитель.")
    document.save(tmp_path / "work.docx")
    text = extract_text(tmp_path / "work.docx", "docx")
    place = text.rindex("Мороз")
    one = hidden_at(text, place, place + 5)
    order = {
        "original": str(tmp_path / "work.docx"),
        "blind": str(tmp_path / "work.docx"),
        "ending": "docx",
        "hidden": [[one.words, one.before, one.after]],
    }
    html = make(order, tmp_path)["html"]
    assert html == "<p>Мороз ударил к ночи.</p><p>Урок вёл [скрыто], наш учитель.</p>"


def test_an_open_document_is_shown_and_covered_too(tmp_path):
    from odfdo import Document, Header, List, Paragraph

    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Мой путь"))
    document.body.append(Paragraph("Меня зовут Зимородкин Егор."))
    document.body.append(List(["Мел", "Доска"]))
    document.save(tmp_path / "work.odt")
    result = made(tmp_path / "work.odt", "odt", NAME)
    assert "<h3>Мой путь</h3><p>Меня зовут [скрыто].</p>" in result["html"]
    assert "<li><p>Мел</p></li>" in result["html"]
    assert "Зимородкин" not in extract_text(tmp_path / "copy.odt", "odt")


@pytest.mark.parametrize("hides", [False, True])
def test_pages_of_a_pdf_are_pictures_with_black_bars(tmp_path, hides):
    pdf(tmp_path / "work.pdf")
    result = made(tmp_path / "work.pdf", "pdf", *([NAME] if hides else []))
    assert result["is_whole"]
    assert [one["number"] for one in result["pictures"]] == [1, 2]
    first = result["pictures"][0]["text"]
    assert ("Зимородкин" in first, "[скрыто]" in first) == (not hides, hides)
    with Image.open(tmp_path / "picture-1.webp") as picture:
        black = _longest_black_run(picture)
    assert (black > 100) is hides, "a bar as long as the name"
    if hides:
        copy = pypdfium2.PdfDocument(tmp_path / "copy.pdf")
        assert [copy[i].get_textpage().get_text_range() for i in range(len(copy))] == ["", ""]
        copy.close()


def _longest_black_run(picture):
    grey = picture.convert("L")
    longest = 0
    for y in range(grey.height):
        run = 0
        for x in range(grey.width):
            run = run + 1 if grey.getpixel((x, y)) < 40 else 0
            longest = max(longest, run)
    return longest


def test_words_that_are_not_in_the_file_are_told(tmp_path):
    """A copy in which not everything could be hidden must not be shown."""
    pdf(tmp_path / "work.pdf")
    order = {
        "original": str(tmp_path / "work.pdf"),
        "blind": "",
        "ending": "pdf",
        "hidden": [["Несказанное", "", ""]],
    }
    assert not make(order, tmp_path)["is_whole"]


def test_what_stands_beside_the_text_is_told(tmp_path):
    document = docx.Document()
    document.core_properties.author = NAME
    document.sections[0].header.paragraphs[0].text = "Школа в Заречье"
    paragraph = document.add_paragraph("Урок.")
    document.add_comment(paragraph.runs[0], text="Проверил Егор", author="Е. Зимородкин")
    hidden = document.add_paragraph().add_run("невидимые слова")
    hidden.font.hidden = True
    document.save(tmp_path / "work.docx")
    beside = {tuple(one) for one in made(tmp_path / "work.docx", "docx")["beside"]}
    assert beside >= {
        ("properties", NAME),
        ("header", "Школа в Заречье"),
        ("comment", "Проверил Егор"),
        ("revision", "Е. Зимородкин"),
        ("invisible", "невидимые слова"),
    }
