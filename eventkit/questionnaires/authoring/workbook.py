"""A questionnaire written as a workbook: texts, items, options, scales, pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import get_locale

from eventkit.questionnaires.authoring.columns import (
    COLUMNS,
    KINDS,
    NO,
    PARTS,
    SCORES,
    TESTS,
    TITLES,
    YES,
    Words,
)
from eventkit.questionnaires.authoring.lines import NOTHING
from eventkit.spreadsheets.writing import Column, Table, workbook

Document = Mapping[str, Any]
Row = Sequence[str]


def to_workbook(document: Document) -> bytes:
    """The workbook of a document, in the reader's language; ``reading`` reads it back whole."""
    rows = {
        "texts": _texts(document),
        "items": _items(document),
        "options": _options(document),
        "scales": _scales(document),
        "pages": _pages(document),
    }
    tables = [
        Table(
            _said(TITLES[name]),
            [Column(_said(label), width) for _key, label, width in COLUMNS[name]],
            list(found),
        )
        for name, found in rows.items()
    ]
    return workbook(tables, title=document["title"].get("ru", ""))


def _texts(document: Document) -> Iterator[Row]:
    for name in ("title", "intro", "thanks"):
        words = document[name]
        yield _said(PARTS[name]), words.get("ru", ""), words.get("en", "")
    for name in ("source", "licence"):
        yield _said(PARTS[name]), document[name], ""
    yield _said(PARTS["quoted"]), _yes(document["quoted"]), ""
    yield _said(PARTS["own_result"]), _said(YES if document.get("own_result", True) else NO), ""


def _items(document: Document) -> Iterator[Row]:
    places = {
        one: str(number)
        for number, page in enumerate(document["pages"], start=1)
        for one in page["items"]
    }
    for item in document["items"]:
        note, when = item.get("note", {}), item.get("when") or {}
        labels = item.get("labels", [])
        yield (
            item["id"],
            _said(KINDS[item["kind"]]),
            item["text"].get("ru", ""),
            item["text"].get("en", ""),
            note.get("ru", ""),
            note.get("en", ""),
            _yes(item.get("required", False)),
            _number(item.get("min", "")),
            _number(item.get("max", "")),
            _number(item.get("step", "")),
            _joined(labels, "ru"),
            _joined(labels, "en"),
            str(item.get("at_most", "")),
            _yes(item.get("shuffled", False)),
            _yes(item["id"] in document["groups"]),
            when.get("item", ""),
            _said(TESTS[when["test"]]) if when else "",
            when.get("value", ""),
            places.get(item["id"], ""),
        )


def _options(document: Document) -> Iterator[Row]:
    for item in document["items"]:
        for one in (*item.get("options", []), *item.get("rows", [])):
            yield item["id"], one["id"], one["text"].get("ru", ""), one["text"].get("en", "")


def _scales(document: Document) -> Iterator[Row]:
    for scale in document["scales"]:
        about = scale.get("about", {})
        norms = [
            f"{one['group'] or '*'}: {_number(one['mean'])} ± {_number(one['sd'])}"
            for one in scale.get("norms", [])
        ]
        yield (
            scale["id"],
            scale["title"].get("ru", ""),
            scale["title"].get("en", ""),
            " ".join(scale["items"]),
            " ".join(scale["reversed"]),
            str(scale["min_answered"]),
            _said(SCORES[scale["score"]]),
            _levels(scale["levels"], "ru"),
            _levels(scale["levels"], "en"),
            _joined([one.get("text", {}) for one in scale["levels"]], "ru"),
            _joined([one.get("text", {}) for one in scale["levels"]], "en"),
            "\n".join(norms),
            about.get("ru", ""),
            about.get("en", ""),
        )


def _pages(document: Document) -> Iterator[Row]:
    for number, page in enumerate(document["pages"], start=1):
        title, text = page["title"], page["text"]
        said = (title.get("ru", ""), title.get("en", ""), text.get("ru", ""), text.get("en", ""))
        yield str(number), *said, _yes(page["shuffled"])


def _levels(levels: Sequence[Mapping[str, Any]], language: str) -> str:
    """A level on each line: «низкий < 2,5», the last one without a limit."""
    if not any(level["title"].get(language) for level in levels):
        return ""
    return "\n".join(
        (level["title"].get(language) or NOTHING)
        + (f" < {_number(level['below'])}" if "below" in level else "")
        for level in levels
    )


def _joined(labels: Sequence[Mapping[str, str]], language: str) -> str:
    if not any(label.get(language) for label in labels):
        return ""
    return "\n".join(label.get(language) or NOTHING for label in labels)


def _said(words: Words) -> str:
    locale = get_locale()
    return words[1] if locale is not None and locale.language == "en" else words[0]


def _yes(value: bool) -> str:
    return _said(YES) if value else ""


def _number(text: str) -> str:
    return text.replace(".", ",")
