"""What the secretary is told of a file beside its text, and that the copy has it no more."""

import pytest

from eventkit.entries.blinding import blind_copy
from eventkit.entries.traces.strings import strings_beside
from tests.entries import test_nameless_open, test_nameless_word
from tests.entries.nameless_files import NAME, Open, Word, everything, line, part, run

_WORD = {
    "link_code": ("address", f'HYPERLINK "mailto:{NAME}@mail.ru"'),
    "picture_code": ("address", f'INCLUDEPICTURE "C:\\Users\\{NAME}\\a.png"'),
    "alt_text": ("picture", NAME),
    "vml": ("picture", NAME),
    "comment_of_xml": ("mark", NAME),
    "russian": ("mark", "Звонкова"),
    "deleted": ("deleted", NAME),
    "deleted_row": ("deleted", NAME),
    "deleted_cell": ("deleted", NAME),
    "inserted": ("revision", NAME),
    "hidden": ("invisible", NAME),
    "hidden_on": ("invisible", NAME),
    "hidden_box": ("invisible", NAME),
}
_OPEN = {
    "mail_link": ("address", f"mailto:{NAME}@mail.ru"),
    "web_link": ("address", f"https://vk.com/{NAME}"),
    "linked_picture": ("address", f"file:///C:/Users/{NAME}/a.png"),
    "hidden_text": ("invisible", f"1 {NAME}"),
    "hidden_paragraph": ("invisible", NAME),
    "unshown_field": ("invisible", f"{NAME} {NAME} none"),
    "alt_text": ("picture", NAME),
    "comment": ("revision", NAME),
    "russian": ("mark", "Звонкова"),
}


@pytest.mark.parametrize(
    ("work", "ending", "body", "told"),
    [(Word, "docx", test_nameless_word.BODIES[place], told) for place, told in _WORD.items()]
    + [(Open, "odt", test_nameless_open.BODIES[place], told) for place, told in _OPEN.items()],
)
def test_it_is_told_where_a_name_stood(tmp_path, work, ending, body, told):
    made = work()
    made.body = body
    made.save(tmp_path / f"work.{ending}")
    assert told in strings_beside(tmp_path / f"work.{ending}", ending)


def test_a_run_that_says_it_is_not_hidden_is_not_told_as_hidden(tmp_path):
    word = Word()
    word.body = line(run("на виду", '<w:vanish w:val="0"/>'))
    word.save(tmp_path / "work.docx")
    assert "invisible" not in dict(strings_beside(tmp_path / "work.docx", "docx"))


def test_parts_are_known_by_what_they_are(tmp_path):
    word = Word()
    word.lead("header", "any.xml", part("hdr", line(run("Школа"))))
    word.lead("comments", "other.xml", part("comments", line(run("Замечание"))))
    word.lead("hyperlink", "mailto:a@b.ru", outside=True)
    word.parts["about.xml"] = "<coreProperties><creator>Звонкова</creator></coreProperties>"
    word.save(tmp_path / "work.docx")
    told = strings_beside(tmp_path / "work.docx", "docx")
    assert ("header", "слово Школа") in told
    assert ("comment", "Замечание") in told
    assert ("address", "mailto:a@b.ru") in told
    assert ("properties", "Звонкова") in told


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_what_is_told_as_taken_out_is_in_no_byte_of_the_copy(tmp_path, ending):
    tests = test_nameless_word if ending == "docx" else test_nameless_open
    work = Word() if ending == "docx" else Open()
    work.body = "".join(tests.BODIES.values())
    if ending == "odt":
        work.first = "".join(tests.FIRSTS.values())
    work.save(tmp_path / f"work.{ending}")
    told = [text for _place, text in strings_beside(tmp_path / f"work.{ending}", ending)]
    assert len(told) > 10
    copy = everything(blind_copy(tmp_path / f"work.{ending}", tmp_path, ending)).decode("latin-1")
    left = {one for one in told if one.encode().decode("latin-1") in copy}
    assert left <= {"слово"}, "a word that is also seen"
