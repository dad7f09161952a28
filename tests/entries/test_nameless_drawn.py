"""Charts and diagrams of a Word file: their words are the work's, their worksheets stay out."""

import zipfile

import pytest

from eventkit.entries.copies.covering import cover
from eventkit.entries.copies.hiding import hidden_at
from eventkit.entries.extraction import extract_text
from tests.entries.nameless_files import NAME, Word, assert_nameless, everything, relations


@pytest.fixture
def word():
    return Word()


def chart(title):
    """A chart with words of its own, made of a worksheet that is put into the file."""
    of = "http://schemas.openxmlformats.org"
    return (
        f'<c:chartSpace xmlns:c="{of}/drawingml/2006/chart" xmlns:a="{of}/drawingml/2006/main"'
        f' xmlns:r="{of}/officeDocument/2006/relationships"><c:chart><c:title><c:tx><c:rich>'
        f"<a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
        '<c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat>'
        f'<c:strRef><c:f>{NAME}!$A$1:$A$2</c:f><c:strCache><c:ptCount val="1"/>'
        '<c:pt idx="0"><c:v>Осенью</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef>'
        f"<c:f>{NAME}!$B$1</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        '<c:ptCount val="1"/><c:pt idx="0"><c:v>4.5</c:v></c:pt></c:numCache></c:numRef></c:val>'
        '</c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/>'
        '<c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:crossAx val="1"/></c:valAx>'
        '</c:plotArea></c:chart><c:externalData r:id="rIdX"/></c:chartSpace>'
    )


def with_chart(word):
    """Put a chart into the text."""
    of = "http://schemas.openxmlformats.org"
    key = word.lead("chart", f"charts/{NAME}.xml", chart("Рост класса"))
    word.types[f"/word/charts/{NAME}.xml"] = (
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    )
    rows = [("rIdX", "package", "../embeddings/a.bin")]
    word.parts[f"word/charts/_rels/{NAME}.xml.rels"] = relations(rows)
    word.parts["word/embeddings/a.bin"] = NAME
    word.body += (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4000000" cy="3000000"/>'
        f'<wp:docPr id="7" name="{NAME}"/><a:graphic>'
        f'<a:graphicData uri="{of}/drawingml/2006/chart">'
        f'<c:chart xmlns:c="{of}/drawingml/2006/chart" r:id="{key}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def test_a_chart_keeps_its_words_and_loses_its_worksheet(word, tmp_path):
    with_chart(word)
    copy = assert_nameless(word, tmp_path)
    assert "Рост класса\n\nОсенью" in extract_text(copy, "docx")
    assert "word/charts/chart.xml" in zipfile.ZipFile(copy).namelist()


def test_words_of_a_chart_are_hidden_like_others(word, tmp_path):
    with_chart(word)
    copy = assert_nameless(word, tmp_path)
    text = extract_text(copy, "docx")
    hidden = [hidden_at(text, text.index(one), text.index(one) + 6) for one in ("класса", "Осенью")]
    assert cover(copy, tmp_path / "covered.docx", "docx", hidden) == []
    covered = everything(tmp_path / "covered.docx").decode("utf-8", "replace")
    assert ("класса" in covered, "Осенью" in covered, "Рост [скрыто]" in covered) == (
        False, False, True,
    )  # fmt: skip


def test_a_diagram_keeps_its_words(word, tmp_path):
    of = "http://schemas.openxmlformats.org/drawingml/2006"
    languages = f'xmlns:dgm="{of}/diagram" xmlns:a="{of}/main"'
    point = (
        "<dgm:pt modelId='1'><dgm:t><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    )
    data = (
        f"<dgm:dataModel {languages}><dgm:ptLst>{point.format('Шаг')}{point.format('Ещё шаг')}"
        f"</dgm:ptLst><dgm:extLst><a:ext uri='{NAME}'/></dgm:extLst></dgm:dataModel>"
    )
    layout = f"<dgm:layoutDef {languages}><dgm:title val='Звонкова'/></dgm:layoutDef>"
    ids = {
        "dm": word.lead("diagramData", "diagrams/data1.xml", data),
        "lo": word.lead("diagramLayout", "diagrams/layout1.xml", layout),
    }
    named = " ".join(f'r:{name}="{key}"' for name, key in ids.items())
    word.body = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="4000000" cy="3000000"/><wp:docPr id="7"'
        f' name="a"/><a:graphic><a:graphicData uri="{of}/diagram"><dgm:relIds {named}'
        f' xmlns:dgm="{of}/diagram"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
        "</w:r></w:p>"
    )
    copy = assert_nameless(word, tmp_path)
    assert "Шаг\n\nЕщё шаг" in extract_text(copy, "docx")
    assert "Звонкова".encode() not in everything(copy)
