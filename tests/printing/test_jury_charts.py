"""Charts of a jury: where dots and lines stand, in per cent worked out by hand."""

from __future__ import annotations

import io
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from eventkit.printing import jury_charts as charts
from eventkit.printing.drawing import standalone
from eventkit.printing.palette import paper
from eventkit.printing.pictures import WIDTH, png_file, svg_file
from eventkit.printing.scales import round_ticks, ticks

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"prefix": "c1", "title": "Листы <работ>", "description": "Э-1: 30 и 38"}


def parse(drawing: object) -> ET.Element:
    text = str(drawing)
    assert "style" not in text
    return ET.fromstring(text)


def all_of(root: ET.Element, name: str) -> list[ET.Element]:
    return list(root.iter(SVG + name))


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in all_of(root, "text")]


def test_a_place_is_a_dot_on_the_bar_of_probable_ones():
    rows = [charts.PlaceSpan("Э-1", 1, 1, 2), charts.PlaceSpan("Э-2", None, 3, 3)]
    root = parse(charts.place_spans(rows, 3, **WORDS))
    # Names stand beside: places 1, 2, 3 are at 26, 61 and 96 per cent.
    bars = [e for e in all_of(root, "line") if e.get("stroke-opacity")]
    assert [(bar.get("x1"), bar.get("x2")) for bar in bars] == [
        ("26.00%", "61.00%"),
        ("96.00%", "96.01%"),
    ]
    assert [dot.get("cx") for dot in all_of(root, "circle")] == ["26.00%"]
    assert texts(root) == ["1", "2", "3", "Э-1", "Э-2"]
    assert root.get("width") == "100%"
    assert root.get("aria-labelledby") == "c1-title c1-desc"
    assert root.find(f"{SVG}title").text == WORDS["title"]


@pytest.mark.parametrize("row", [(1, 2, 1), (4, 1, 2), (1, 0, 2), (1, 1, 4)])
def test_places_outside_the_scale_are_refused(row):
    place, low, high = row
    with pytest.raises(ValueError, match="of 3"):
        charts.place_spans([charts.PlaceSpan("Э-1", place, low, high)], 3, **WORDS)


def test_long_names_stand_above_their_rows():
    short = parse(charts.place_spans([charts.PlaceSpan("Э-1", 1, 1, 1)], 1, **WORDS))
    long = parse(charts.place_spans([charts.PlaceSpan("ЭССЕ-РАБОТА-1", 1, 1, 1)], 1, **WORDS))
    assert int(long.get("height")) - int(short.get("height")) == 20
    assert all_of(short, "circle")[0].get("cx") == "26.00%"
    assert all_of(long, "circle")[0].get("cx") == "4.00%"


def test_equal_marks_are_one_larger_dot_and_the_mean_a_stroke():
    row = charts.Strip("Иванова А. А.", [10, 20, 20], Fraction(50, 3), "среднее 16,67")
    root = parse(charts.juror_strips([row], **WORDS))
    # The scale is 10 … 20 from 4 to 96 per cent; two equal marks are 3 + log2(2) large.
    dots = [(dot.get("cx"), dot.get("r")) for dot in all_of(root, "circle")]
    assert dots == [("4%", "3.0"), ("96%", "4.0")]
    strokes = [line for line in all_of(root, "line") if line.get("stroke-width") == "3"]
    # 4 + 92 · (50/3 - 10) / 10
    assert [stroke.get("x1") for stroke in strokes] == ["65.33%"]
    assert "среднее 16,67" in texts(root)


def test_a_work_shows_its_sheets_mean_and_official_value():
    row = charts.WorkDots("Э-1", [30, 40, 40], Fraction(110, 3), Fraction(35))
    root = parse(charts.work_dots([row], palette=paper("bor"), **WORDS))
    # 30 … 40 from 26 to 96: equal sheets are one ring, 35 stands in the middle.
    assert [ring.get("cx") for ring in all_of(root, "circle")] == ["26.00%", "96.00%"]
    assert [part.get("x") for part in all_of(root, "svg") if part is not root] == ["61.00%"]
    assert all_of(root, "path")[0].get("fill") == "#28573F"


def test_without_an_official_value_there_is_no_diamond():
    root = parse(charts.work_dots([charts.WorkDots("Э-1", [30], Fraction(30))], **WORDS))
    assert all_of(root, "path") == []


def test_numbers_of_a_scale_are_written_in_the_readers_language():
    row = charts.WorkDots("Э-1", [Fraction(1, 2), 1], Fraction(3, 4))
    assert "0,6" in texts(parse(charts.work_dots([row], **WORDS)))
    assert "0.6" in texts(parse(charts.work_dots([row], point=".", **WORDS)))


def test_who_rises_is_solid_and_who_falls_is_dashed():
    rows = [charts.Slope("Э-1", 1, 2), charts.Slope("Э-2", 2, 1), charts.Slope("Э-3", 3, 3)]
    root = parse(charts.slopes(rows, heads=("официально", "с поправкой"), palette=paper(), **WORDS))
    lines = [(e.get("y1"), e.get("y2"), e.get("stroke")) for e in all_of(root, "line")]
    assert lines == [("38", "62", "#A8231F"), ("62", "38", "#2B6739"), ("86", "86", "#8D8170")]
    assert all_of(root, "line")[0].get("stroke-dasharray") == "6 5"
    assert texts(root)[:4] == ["официально", "с поправкой", "Э-1 · 1", "2 · Э-1"]


def test_nothing_to_show_is_still_a_drawing():
    for chart in (charts.juror_strips([], **WORDS), charts.slopes([], heads=("", ""), **WORDS)):
        assert parse(chart).get("role") == "img"


@pytest.mark.parametrize(
    ("count", "named"),
    [(1, [1]), (8, [1, 2, 3, 4, 5, 6, 7, 8]), (14, [1, 2, 4, 6, 8, 10, 12, 14]),
     (41, [1, 10, 20, 30, 41])],
)  # fmt: skip
def test_a_scale_of_places_names_its_ends_and_round_numbers(count, named):
    assert ticks(count) == named


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(61, 100, [60, 70, 80, 90, 100]), (0.2, 0.7, [0.2, 0.4, 0.6, 0.8]),
     (5, 5, [4, 4.5, 5, 5.5, 6]), (-3, 4, [-4, -2, 0, 2, 4])],
)  # fmt: skip
def test_a_scale_of_points_encloses_them_with_round_numbers(low, high, marks):
    assert round_ticks(low, high) == marks


def test_a_picture_file_stands_alone():
    chart = charts.place_spans([charts.PlaceSpan("Э-1", 1, 1, 2)], 2, palette=paper(), **WORDS)
    root = parse(svg_file(chart).decode())
    assert root.get("width") == str(WIDTH)
    assert "Golos" in root.get("font-family")
    assert all_of(root, "rect")[0].get("fill") == "#FFFFFF"
    assert "var(" not in svg_file(chart).decode()
    with pytest.raises(ValueError, match="not a chart"):
        standalone("<svg></svg>", width=10)


def test_a_png_has_two_dots_for_a_pixel_and_the_ink_of_the_dot():
    chart = charts.place_spans([charts.PlaceSpan("Э-1", 2, 1, 2)], 2, palette=paper("bor"), **WORDS)
    picture = Image.open(io.BytesIO(png_file(chart))).convert("RGB")
    height = int(parse(chart).get("height"))
    assert picture.size == (2 * WIDTH, 2 * height)
    # The dot of place 2 of 2 stands at 96 per cent, in the middle of the only row.
    x, y = round(2 * WIDTH * 0.96), 2 * (26 + 13)
    assert picture.getpixel((x, y)) == (0x28, 0x57, 0x3F)
    assert picture.getpixel((x, 2)) != (0x28, 0x57, 0x3F)
    assert picture.getpixel((4, 2 * height - 4)) == (255, 255, 255)
