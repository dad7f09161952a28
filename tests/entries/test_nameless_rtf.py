"""What is read of a Rich Text file: the words that Word shows, and no others."""

import shutil
import subprocess

import pytest

from eventkit.entries.blinding import blind_copy

NAME = "SECRETOVA"
_HEAD = (
    r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Arial;}{\f1\fcharset0 Times;}}"
    r"{\stylesheet{\v SECRETOVA;}}\uc1 "
)


def coded(text):
    """Russian words as they stand in such a file."""
    return "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("cp1251"))


def read(tmp_path, body):
    """The text of the copy for jurors."""
    (tmp_path / "work.rtf").write_bytes((_HEAD + body + "}").encode("latin-1"))
    return blind_copy(tmp_path / "work.rtf", tmp_path, "rtf").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "unseen",
    [
        r"{\deleted SECRETOVA}",
        r"{\v SECRETOVA}",
        r"\v SECRETOVA\v0 ",
        r"\v1\b(SECRETOVA)\b0\plain ",
        r"{\v\'d1{\b SECRETOVA}\u1057?\u1058?}",
        r"{\deleted\revauthdel1 SECRETOVA{\footnote\pard\plain SECRETOVA}}",
        r'{\field{\*\fldinst{HYPERLINK "mailto:SECRETOVA@mail.ru"}}{\fldrslt{}}}',
        r"{\*\annotation SECRETOVA}{\info{\author SECRETOVA}}{\header SECRETOVA}",
        r"{\pict\bin12 SECRETOVA}}}}",
    ],
)
def test_words_that_nobody_sees_are_not_read(tmp_path, unseen):
    text = read(tmp_path, coded("Первое слово") + unseen + coded(" дальше.") + r"\par " + "End")
    assert text == "Первое слово дальше.\n\nEnd".replace("\n\n", "\n")


@pytest.mark.parametrize(
    "seen", [r"{\v0 Anna}", r"{\v\v0 Anna}", r"{\v{\plain Anna}}", r"{\b\deleted0 Anna}"]
)
def test_words_that_are_said_to_be_seen_are_read(tmp_path, seen):
    assert read(tmp_path, seen + " here") == "Anna here"


def test_the_words_of_a_link_are_read_without_its_address(tmp_path):
    body = r'{\field{\*\fldinst{HYPERLINK "http://a.ru/SECRETOVA"}}{\fldrslt{\ul site}}} end'
    assert read(tmp_path, body) == "site end"


@pytest.mark.parametrize("star", ["", r"\*"])
def test_footnotes_and_text_boxes_are_read_after_the_text(tmp_path, star):
    note = rf"{{\super\chftn{{{star}\footnote\pard {coded('Сноска')} \f1 B{{\v SECRETOVA}}}}}}"
    words = rf"{{\shptxt\pard {coded('Врезка')}\par}}"
    box = rf"{{\shp{{\*\shpinst{{\sp{{\sn a}}{{\sv SECRETOVA}}}}{words}}}}}"
    text = read(tmp_path, rf"\f0 {coded('Слово')}{note}{box} {coded('и конец')}\f1\par")
    assert text == "Слово и конец\n\nСноска B\n\nВрезка"


@pytest.mark.office
def test_a_file_of_an_office_program_is_read_with_its_notes(tmp_path):
    from tests.entries.nameless_files import Word, line, run

    word = Word()
    word.body = line(run(NAME, "<w:vanish/>")) + line("<w:r><w:tab/></w:r>" + run("на виду"))
    word.save(tmp_path / "work.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [shutil.which("soffice"), profile, "--headless", "--convert-to", "rtf"]
    command += ["--outdir", tmp_path, tmp_path / "work.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = blind_copy(tmp_path / "work.rtf", tmp_path, "rtf").read_text(encoding="utf-8")
    assert NAME.encode() in (tmp_path / "work.rtf").read_bytes()
    assert NAME not in text
    assert "слово\tна виду" in text
    assert text.endswith("Сноска внизу")
