"""A questionnaire read out of a workbook; every mistake is named by its worksheet and row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from eventkit.questionnaires.authoring.columns import (
    COLUMNS,
    KINDS,
    PARTS,
    SCORES,
    TESTS,
    TITLES,
    YES,
    fields_of,
    meant,
)
from eventkit.questionnaires.authoring.editing import free_name, free_scale
from eventkit.questionnaires.authoring.lines import typed_lines
from eventkit.questionnaires.authoring.words import sentence
from eventkit.questionnaires.engine.instrument import FORMAT, VERSION, Instrument
from eventkit.spreadsheets.reading import Record, Sheet, load, read
from eventkit.web.plain_data import DefinitionError, Problem

_LEVEL = re.compile(r"^(?P<title>.*?)\s*(?:<\s*(?P<below>[-−\d.,/]+))?$")
_NORM = re.compile(r"^(?P<group>[^:]*):\s*(?P<mean>[^±]*)±(?P<sd>.*)$")
_PATH = re.compile(r"^(items|scales|pages)\[(\d+)\](?:\.(options|rows)\[(\d+)\])?")
Rows = dict[str, list[Record]]


class TableError(ValueError):
    """The workbook is no questionnaire yet; ``mistakes`` say what to mend, row by row."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        """Keep the mistakes."""
        self.mistakes = list(mistakes)
        super().__init__("\n".join(mistakes))


def read_workbook(data: bytes, name: str) -> dict[str, Any]:
    """The document of a workbook, or of a plain table of items.

    Raises TableError with every mistake, UnreadableTableError for what is no table.
    """
    sheets = _by_part(load(data, name))
    rows: Rows = {part: [] for part in TITLES}
    wrong: list[str] = []
    for part, sheet in sheets.items():
        reading = read(sheet, fields_of(part))
        rows[part] = list(reading.records)
        wrong += [f"{TITLES[part][0]}: {one.message}" for one in reading.troubles]
    if not wrong and not rows["items"]:
        wrong = [_("В таблице нет ни одного пункта.")]
    if wrong:
        raise TableError(wrong)
    document, owners = _document(rows, name)
    stray = [
        _row("options", record, _("пункта «%(item)s» нет.", item=record.values["item"]))
        for record in rows["options"]
        if record.values["item"] not in owners
    ]
    try:
        made = Instrument.from_dict(document).to_dict()
    except DefinitionError as refusal:
        raise TableError(
            stray + [_placed(problem, rows, owners) for problem in refusal.problems]
        ) from refusal
    if stray:
        raise TableError(stray)
    return made


def _by_part(sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    parts = {title.casefold(): part for part, titles in TITLES.items() for title in titles}
    named = ((parts.get(sheet.title.strip().casefold(), ""), sheet) for sheet in sheets)
    found = {part: sheet for part, sheet in named if part}
    if "items" not in found and sheets:
        found["items"] = sheets[0]
    return found


def _document(rows: Rows, name: str) -> tuple[dict[str, Any], dict[str, list[Record]]]:
    """The document, and the rows of options by the id of their item."""
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    document |= _texts(rows["texts"]) or {"title": {"ru": name.rpartition(".")[0] or name}}
    owners: dict[str, list[Record]] = {}
    items: list[dict[str, Any]] = []
    for record in rows["items"]:
        taken = [one["id"] for one in items]
        item = _item(record.values, record.values.get("id") or free_name("q", taken))
        owned = [one for one in rows["options"] if one.values["item"] == item["id"]]
        owners[item["id"]] = owned
        if owned:
            item["rows" if item["kind"] == "matrix" else "options"] = list(_options(owned))
        items.append(item)
    document["items"] = items
    document["groups"] = [
        item["id"]
        for item, record in zip(items, rows["items"], strict=True)
        if _is_yes(record.values.get("group"))
    ]
    document["pages"] = _pages(rows, items)
    scales: list[dict[str, Any]] = []
    for record in rows["scales"]:
        free = free_scale([one["id"] for one in scales])
        scales.append(_scale(record.values, record.values.get("id") or free))
    document["scales"] = scales
    return document, owners


def _texts(records: Sequence[Record]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for record in records:
        said = record.values
        part = meant(PARTS, str(said["part"]))
        if part in ("title", "intro", "thanks"):
            found[part] = _both(said, "")
        elif part in ("source", "licence"):
            found[part] = said.get("ru") or ""
        elif part == "quoted" or (part == "own_result" and said.get("ru")):
            found[part] = _is_yes(said.get("ru"))
    return found


def _item(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": name,
        "kind": meant(KINDS, said.get("kind") or "likert"),
        "text": _both(said, "text_"),
        "note": _both(said, "note_"),
        "required": _is_yes(said.get("required")),
        "shuffled": _is_yes(said.get("shuffled")),
        "labels": list(_labels(said)),
        "at_most": said.get("at_most") or None,
    }
    for part in ("min", "max", "step"):
        if said.get(part):
            made[part] = _number(said[part])
    if said.get("when_item"):
        test = meant(TESTS, said.get("when_test") or "is")
        value = said.get("when_value") or ""
        value = _number(value) if test in ("at_least", "at_most") else value
        made["when"] = {"item": said["when_item"], "test": test, "value": value}
    return made


def _labels(said: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    russian, english = typed_lines(said.get("labels_ru")), typed_lines(said.get("labels_en"))
    for number, text in enumerate(russian):
        other = english[number] if number < len(english) else ""
        yield {name: one for name, one in (("ru", text), ("en", other)) if one}


def _options(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    taken = [record.values.get("id") or "" for record in records]
    for record in records:
        name = record.values.get("id") or free_name("o", taken)
        taken.append(name)
        yield {"id": name, "text": _both(record.values, "text_")}


def _pages(rows: Rows, items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Pages by the numbers that the items name; what names none goes on where the last one is."""
    placed: dict[str, list[str]] = {}
    here = "1"
    for item, record in zip(items, rows["items"], strict=True):
        here = record.values.get("page") or here
        placed.setdefault(here, []).append(str(item["id"]))
    known = {str(record.values.get("page")): record.values for record in rows["pages"]}
    return [
        {
            "items": ids,
            "title": _both(known.get(number, {}), "title_"),
            "text": _both(known.get(number, {}), "text_"),
            "shuffled": _is_yes(known.get(number, {}).get("shuffled")),
        }
        for number, ids in placed.items()
    ]


def _scale(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": _both(said, "title_"),
        "about": _both(said, "about_"),
        "items": _names(said.get("items")),
        "reversed": _names(said.get("reversed")),
        "min_answered": said.get("min_answered") or None,
        "score": meant(SCORES, said.get("score") or "mean"),
        "levels": list(_levels(said)),
        "norms": [_norm(one) for one in typed_lines(said.get("norms"))],
    }


def _levels(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    english = typed_lines(said.get("levels_en"))
    texts = [typed_lines(said.get(f"level_texts_{name}")) for name in ("ru", "en")]
    for number, text in enumerate(typed_lines(said.get("levels_ru"))):
        found = _LEVEL.match(text)
        other = _LEVEL.match(english[number]) if number < len(english) else None
        titles = {"ru": found["title"] if found else text, "en": other["title"] if other else ""}
        below = found["below"] if found else None
        yield {
            "title": {name: one for name, one in titles.items() if one and one != "–"},
            "below": _number(below) if below else None,
            "text": {
                name: lines[number]
                for name, lines in zip(("ru", "en"), texts, strict=True)
                if number < len(lines) and lines[number]
            },
        }


def _norm(text: str) -> dict[str, str]:
    found = _NORM.match(text)
    if found is None:
        return {"group": "", "mean": text, "sd": "1"}
    group = found["group"].strip()
    mean, sd = _number(found["mean"]), _number(found["sd"])
    return {"group": "" if group == "*" else group, "mean": mean, "sd": sd}


def _placed(problem: Problem, rows: Rows, owners: Mapping[str, list[Record]]) -> str:
    """A mistake of the document at the row that it came from."""
    found = _PATH.match(problem.path)
    if found is None:
        return f"{problem.path}: {sentence(problem)}"
    part, number = found[1], int(found[2])
    if found[3] and part == "items":
        owned = list(owners.values())[number] if number < len(owners) else []
        place = int(found[4])
        if place < len(owned):
            return _row("options", owned[place], sentence(problem))
    records = rows[part]
    column = problem.path[found.end() :].strip(".").partition("[")[0].partition(".")[0]
    said = f"{_label(part, column)}{sentence(problem)}"
    return _row(part, records[number], said) if number < len(records) else said


def _label(part: str, column: str) -> str:
    for name, labels, _width in COLUMNS[part]:
        if name in (column, f"{column}_ru"):
            return f"«{labels[0]}». "
    return ""


def _row(part: str, record: Record, what: str) -> str:
    sheet = TITLES[part][0]
    return str(_("%(sheet)s, строка %(row)d: %(what)s", sheet=sheet, row=record.row, what=what))


def _both(said: Mapping[str, Any], prefix: str) -> dict[str, str]:
    both = ((name, said.get(f"{prefix}{name}")) for name in ("ru", "en"))
    return {name: str(text) for name, text in both if text}


def _names(text: str | None) -> list[str]:
    return [one for one in re.split(r"[\s,;]+", text or "") if one]


def _is_yes(text: str | None) -> bool:
    return (text or "").strip().casefold() in (*YES, "1", "+", "true")


def _number(text: str) -> str:
    return text.strip().replace(",", ".").replace("−", "-")
