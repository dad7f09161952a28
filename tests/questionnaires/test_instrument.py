"""A questionnaire's document is checked whole, and read back as it was written."""

from __future__ import annotations

import pytest

from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.web.plain_data import DefinitionError

DOCUMENT = {
    "format": "eventkit-questionnaire",
    "version": 1,
    "title": {"ru": "Настроение"},
    "groups": ["stage"],
    "items": [
        {
            "id": "stage",
            "kind": "one",
            "text": "Стаж",
            "options": [
                {"id": "new", "text": "до года"},
                {"id": "old", "text": "больше"},
            ],
        },
        {"id": "q1", "text": {"ru": "Мне спокойно.", "en": "I am calm."}, "min": 1, "max": 5},
        {
            "id": "grid",
            "kind": "matrix",
            "text": "Оцените",
            "max": 3,
            "rows": [{"id": "a", "text": "зал"}, {"id": "b", "text": "время"}],
            "when": {"item": "stage", "test": "is", "value": "new"},
        },
    ],
    "scales": [
        {
            "id": "A",
            "title": "Покой",
            "items": ["q1", "grid.a"],
            "reversed": ["q1"],
            "levels": [{"title": "низкий", "below": "2.5"}, {"title": "высокий"}],
        }
    ],
}


def test_a_document_is_read_back_as_it_was_written():
    instrument = Instrument.from_dict(DOCUMENT)
    assert Instrument.from_dict(instrument.to_dict()) == instrument
    assert [page.items for page in instrument.pages] == [("stage", "q1", "grid")]


@pytest.mark.parametrize(
    ("change", "mistakes"),
    [
        ({"format": "eventkit-quest"}, ["format: this is a file of another kind"]),
        (
            {"items": [{"id": "q1", "kind": "one", "text": "?"}], "scales": [], "groups": ["q9"]},
            ["items[0].options: at least 2 are wanted", "groups[0]: there is no q9"],
        ),
        (
            {"scales": [{"id": "A", "title": "Покой", "items": ["q1", "q1", "stage"]}]},
            ["scales[0].items[1]: q1 stands here twice", "scales[0].items[2]: there is no stage"],
        ),
        (
            {"pages": [{"items": ["stage", "q1", "q1", "q7"]}]},
            [
                "pages[0].items[2]: q1 stands here twice",
                "pages[0].items[3]: there is no q7",
                "pages: grid stands on no page",
            ],
        ),
    ],
)
def test_every_mistake_is_named_with_its_place(change, mistakes):
    with pytest.raises(DefinitionError) as caught:
        Instrument.from_dict(DOCUMENT | change)
    assert [f"{one.path}: {one.message}" for one in caught.value.problems] == mistakes
