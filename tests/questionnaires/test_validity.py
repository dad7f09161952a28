"""Which answers a questionnaire takes, and which items it asks after what was answered."""

from __future__ import annotations

import pytest

from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.validity import asked, kept, problems

OPTIONS = [{"id": one, "text": one.upper()} for one in ("a", "b", "c")]
ALL_KINDS = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": "Всё сразу",
    "items": [
        {"id": "one", "kind": "one", "text": "Один", "options": OPTIONS, "required": True},
        {"id": "likert", "text": "Согласие", "max": 5},
        {"id": "pole", "kind": "differential", "text": "Полюс", "min": -3, "max": 3},
        {"id": "some", "kind": "several", "text": "Два", "options": OPTIONS, "at_most": 2},
        {"id": "rank", "kind": "rank", "text": "Порядок", "options": OPTIONS},
        {
            "id": "grid", "kind": "matrix", "text": "Таблица", "max": 3, "required": True,
            "rows": [{"id": "x", "text": "зал"}, {"id": "y", "text": "время"}],
            "when": {"item": "one", "test": "is", "value": "a"},
        },
        {"id": "years", "kind": "number", "text": "Стаж", "min": 0, "max": 60, "step": "0.5"},
        {"id": "way", "kind": "slider", "text": "Сколько", "max": 10},
        {
            "id": "why", "kind": "text", "text": "Почему",
            "when": {"item": "years", "test": "at_least", "value": "10"},
        },
        {
            "id": "end", "kind": "completion", "text": "Наставник – это …",
            "when": {"item": "why", "test": "answered"},
        },
    ],
}  # fmt: skip
INSTRUMENT = Instrument.from_dict(ALL_KINDS)
RIGHT = {
    "one": "a", "likert": 4, "pole": -3, "some": ["a", "c"], "rank": ["c", "a", "b"],
    "grid": {"x": 1, "y": 3}, "years": "12,5", "way": "0", "why": "Так", "end": "опора",
}  # fmt: skip


def test_right_answers_of_all_ten_kinds_are_taken_whole():
    assert problems(INSTRUMENT, RIGHT) == ()
    assert kept(INSTRUMENT, RIGHT) == RIGHT


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"one": ""}, ["one missing"]),
        ({"one": "q"}, ["one choice"]),
        ({"likert": 6}, ["likert range"]),
        ({"likert": "да"}, ["likert number"]),
        ({"likert": "2.5"}, ["likert range"]),
        ({"likert": ""}, []),
        ({"pole": -4}, ["pole range"]),
        ({"some": ["a", "b", "c"]}, ["some many"]),
        ({"some": ["a", "a"]}, ["some choice"]),
        ({"rank": ["a", "b"]}, ["rank order"]),
        ({"rank": ["a", "b", "b"]}, ["rank choice"]),
        ({"grid": {"x": 4}}, ["grid.x range", "grid.y missing"]),
        ({"grid": None}, ["grid missing"]),
        ({"years": "12.3"}, ["years step"]),
        ({"years": "1e9"}, ["years range"]),
        ({"years": "NaN"}, ["years number"]),
        ({"why": "я" * 2001}, ["why long"]),
        ({"why": ["a"]}, ["why text"]),
    ],
)
def test_each_wrong_answer_is_named_at_its_item(change, wrong):
    found = problems(INSTRUMENT, RIGHT | change)
    assert [f"{one.item}{'.' * bool(one.row)}{one.row} {one.kind}" for one in found] == wrong


def test_what_is_not_asked_is_neither_missing_nor_kept():
    """The table is for «a» alone; «end» rests on «why», which less than ten years do not see."""
    answers = RIGHT | {"one": "b", "years": "9,5"}
    assert [item.id for item in asked(INSTRUMENT, answers)][-2:] == ["years", "way"]
    assert problems(INSTRUMENT, answers) == ()
    assert set(RIGHT) - set(kept(INSTRUMENT, answers)) == {"grid", "why", "end"}
