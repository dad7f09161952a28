"""Nameless copies are opened by a real office program, which shows every word and picture."""

import re
import shutil
import subprocess

import pypdfium2
import pytest

from eventkit.entries.blinding import blind_copy
from tests.entries import test_nameless_open, test_nameless_word
from tests.entries.nameless_files import NAME, SEEN, Open, Word
from tests.entries.test_nameless_drawn import with_chart

pytestmark = pytest.mark.office


def words_and_pictures(path, folder):
    """What the program draws of a document."""
    soffice = shutil.which("soffice")
    need = "this check needs LibreOffice Writer (apt-get install libreoffice-writer-nogui)"
    assert soffice, need
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert path.with_suffix(".pdf").exists(), need
    document = pypdfium2.PdfDocument(path.with_suffix(".pdf"))
    try:
        pages = [document[index] for index in range(len(document))]
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
        objects = [one for page in pages for one in page.get_objects()]
        pictures = sum(one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for one in objects)
    finally:
        document.close()
    return re.sub(r"\s+", " ", text), pictures


def word():
    work = Word()
    bodies = test_nameless_word.BODIES
    work.body = "".join(bodies.values())
    work.extra_styles = (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{NAME}">'
        f'<w:name w:val="{NAME}"/><w:rPr><w:caps/></w:rPr></w:style>'
    )
    work.body += (
        f'<w:p><w:pPr><w:pStyle w:val="{NAME}"/></w:pPr><w:r><w:t>прописью</w:t></w:r></w:p>'
    )
    with_chart(work)
    return work, "docx", ("ПРОПИСЬЮ", "Рост класса", "Осенью"), 3


def open_document():
    work = Open()
    work.body = "".join(test_nameless_open.BODIES.values())
    work.first = "".join(test_nameless_open.FIRSTS.values())
    work.automatic = (
        f'<style:style style:name="{NAME}" style:family="paragraph"><style:text-properties'
        ' fo:text-transform="uppercase"/></style:style>'
    )
    work.body += f'<text:p text:style-name="{NAME}">прописью</text:p>'
    return work, "odt", ("ПРОПИСЬЮ",), 1


@pytest.mark.parametrize("make", [word, open_document])
def test_an_office_program_opens_the_copy_and_shows_the_same(tmp_path, make):
    work, ending, others, pictures = make()
    work.save(tmp_path / f"work.{ending}")
    copy = blind_copy(tmp_path / f"work.{ending}", tmp_path, ending)
    text, drawn = words_and_pictures(copy, tmp_path)
    assert all(one in text for one in (*SEEN, *others))
    assert text.count("слово") > 15
    assert NAME not in text
    assert drawn == pictures
