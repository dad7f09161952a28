"""Codes, rosettes and charts as SVG: valid XML, no style, readable by a machine."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from eventkit.printing import charts, qr
from eventkit.printing.palette import accent_colour, mixed, paper
from eventkit.printing.rosette import Ornament, rosette, rosette_file

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"prefix": "c1", "title": "Отличие <от> коллег", "description": "На 6,7 балла ниже"}


def parse(drawing: str) -> ET.Element:
    drawing = str(drawing)  # a Markup would escape what is put into it
    assert "style" not in drawing
    if "xmlns=" not in drawing:
        drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return ET.fromstring(drawing)


def test_a_camera_reads_the_code():
    import zxingcpp

    address = "https://konkurs.example/verify/КВМ-2025-001"
    modules = qr.matrix(address)
    size = len(modules) + 2 * qr.QUIET_ZONE
    picture = Image.new("L", (size, size), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + qr.QUIET_ZONE, y + qr.QUIET_ZONE), 0)
    picture = picture.resize((size * 6, size * 6), Image.Resampling.NEAREST)
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [one.text for one in found] == [address]


def test_the_path_draws_exactly_the_dark_modules():
    drawing, size = qr.path("проверка")
    dark = {
        (x, y) for y, row in enumerate(qr.matrix("проверка")) for x, one in enumerate(row) if one
    }
    drawn = set()
    for x, y, width, left in re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", drawing):
        assert x == left
        drawn |= {(int(x) + step, int(y)) for step in range(int(width))}
    assert drawn == dark
    assert size == len(qr.matrix("проверка"))


def test_a_code_on_a_page_is_named_and_has_its_quiet_zone():
    root = parse(qr.svg("x", title="Код & проверка", prefix="q7"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "q7-title"
    assert root.find(f"{SVG}title").text == "Код & проверка"
    assert root.get("viewBox").startswith("-4 -4 29 29")


def test_a_text_too_long_for_a_code_is_refused():
    with pytest.raises(ValueError, match="too long"):
        qr.matrix("x" * 3000)


def test_a_rosette_is_the_same_for_one_event_and_differs_between_events():
    one = Ornament("essay", "vershina-2025")
    other = Ornament("essay", "vershina-2026")
    assert rosette(one, prefix="a") == rosette(one, prefix="a")
    assert rosette(one, prefix="a") != rosette(other, prefix="a")
    assert one.bands("large") == other.bands("large")


def test_every_word_has_a_rosette_and_the_first_formats_differ():
    words = ("essay", "duet", "quest", "training", "lesson", "debut", "person")
    assert len({Ornament(word, "x").bands("large") for word in words}) == len(words)
    assert Ornament("olympiad", "x").bands("small")


def test_two_rosettes_on_a_page_share_no_id():
    drawings = [rosette(Ornament("essay", "x"), prefix=prefix) for prefix in ("a", "b")]
    ids = [element.get("id") for one in drawings for element in parse(one).iter(f"{SVG}path")]
    assert len(ids) == len(set(ids))
    for drawing in drawings:
        root = parse(drawing)
        own = {f"#{element.get('id')}" for element in root.iter(f"{SVG}path")}
        assert {element.get("href") for element in root.iter(f"{SVG}use")} <= own
        assert root.get("aria-hidden") == "true"


def test_rosettes_keep_inside_their_square_and_are_light():
    import gzip

    for word in ("essay", "duet", "quest", "training"):
        small = rosette(Ornament(word, "x"), prefix="a", size="small")
        assert len(gzip.compress(small.encode())) < 2000
        large = rosette_file(Ornament(word, "x"), "#24497A")
        assert len(gzip.compress(large.encode())) < 4700
        for path in parse(large).iter(f"{SVG}path"):
            numbers = [float(one) for one in re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", path.get("d"))]
            assert max(map(abs, numbers)) <= 110


def test_a_chart_says_what_it_shows_and_escapes_words():
    root = parse(charts.deviation(Decimal("-6.7"), threshold=4, **WORDS))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c1-title c1-desc"
    assert root.find(f"{SVG}title").text == WORDS["title"]
    assert root.find(f"{SVG}desc").text == WORDS["description"]


def texts(root: ET.Element) -> list[str]:
    return [element.text for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("value", "text", "squares"),
    [
        (Decimal("0.9"), "+0,9", 0),
        (Decimal("-6.7"), "−6,7", 1),
        (Fraction(-4), "−4,0", 1),
        (Fraction(39, 10), "+3,9", 0),
        (0, "0,0", 0),
        (-12, "−12,0", 1),
    ],
)
def test_a_deviation_is_a_square_from_the_threshold_on(value, text, squares):
    root = parse(charts.deviation(value, threshold=4, **WORDS))
    assert texts(root) == [text]
    assert len(list(root.iter(f"{SVG}circle"))) == 1 - squares


def test_no_deviation_draws_the_empty_axis():
    root = parse(charts.deviation(None, threshold=4, **WORDS))
    assert texts(root) == []
    assert list(root.iter(f"{SVG}circle")) == []


def test_cells_are_full_half_and_empty():
    root = parse(charts.juror_cells(12, 1, 14, palette=paper("chernila"), **WORDS))
    cells = list(root.iter(f"{SVG}rect"))
    assert [cell.get("fill") for cell in cells] == ["#24497A"] * 12 + ["none"] * 2
    assert len(list(root.iter(f"{SVG}path"))) == 1
    with pytest.raises(ValueError, match="of 14"):
        charts.juror_cells(14, 1, 14, **WORDS)


def test_places_stand_on_a_scale_of_the_nomination():
    root = parse(charts.places(2, 1, 3, 3, **WORDS))
    assert texts(root) == ["1", "2", "3"]
    middle = float(root.get("width")) / 2
    assert float(root.find(f"{SVG}circle").get("cx")) == middle
    crowded = texts(parse(charts.places(4, 2, 9, 24, **WORDS)))
    assert crowded[0] == "1"
    assert crowded[-1] == "24"
    assert len(crowded) < 8
    parse(charts.places(1, 1, 1, 1, **WORDS))
    with pytest.raises(ValueError, match="of 3"):
        charts.places(4, 1, 2, 3, **WORDS)


def test_bars_start_at_zero_and_keep_their_proportion():
    rows = [charts.Bar("А & Б", 10, "10"), charts.Bar("В", Fraction(5, 2), "2,5", strong=True)]
    root = parse(charts.bars(rows, largest=10, **WORDS))
    lengths = [
        float(found[1])
        for path in root.iter(f"{SVG}path")
        if (found := re.match(r"M170 \d+h([\d.]+)v14", path.get("d")))
    ]
    assert lengths[1] * 4 == pytest.approx(lengths[0], abs=0.3)
    assert texts(root) == ["А & Б", "10", "В", "2,5"]
    parse(charts.bars([], **WORDS))


def test_inks_have_names_and_mix_into_white():
    assert accent_colour("surguch") == "#7A2C3A"
    assert accent_colour("#123abc") == "#123abc"
    assert accent_colour('#12"/>x') == accent_colour("grafit")
    assert mixed("#000000", 0.5) == "#808080"
    assert mixed("#24497A", 0) == "#ffffff"
