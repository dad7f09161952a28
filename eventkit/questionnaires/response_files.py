"""A questionnaire's key and its answers from files of one's own, for scoring without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.instrument import Instrument
from eventkit.questionnaires.engine.items import Item
from eventkit.questionnaires.engine.scales import SCORES, Scale
from eventkit.spreadsheets.archives import UnreadableTableError
from eventkit.spreadsheets.normalising import CellError, Raw, clean_decimal, clean_text
from eventkit.spreadsheets.reading import load
from eventkit.web.plain_data import DefinitionError, Place

MOST = 5_000
LONGEST_NAME = 200
MOST_ROWS = 5_000_000
"""Of a text: the file is one's own, on one's own machine."""
GAPS = ("na", "n/a", "-", "—")
"""What programs and people write where there is no answer."""


class ResponseFileError(ValueError):
    """A file that cannot be used: one line with the file, the row and the column."""


@dataclass(frozen=True)
class Key:
    """Items with their ranges, scales, and what the columns beside the items mean."""

    instrument: Instrument
    respondent: str
    group: str = ""
    wave: str = ""
    pair: str = ""

    @property
    def columns(self) -> list[str]:
        """Every column that the answers must have."""
        named = (self.respondent, self.group, self.wave, self.pair)
        return [*filter(None, named), *(item.id for item in self.instrument.items)]


@dataclass(frozen=True)
class Answered:
    """One respondent's row; texts are empty where the key names no column for them."""

    row: int
    respondent: str
    group: str
    wave: str
    pair: str
    answers: Mapping[str, Fraction | None]


def read_key(file: Path) -> Key:
    """Read a key. Raises ResponseFileError with every mistake and its place."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as problem:
        raise ResponseFileError(f"{file}: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise ResponseFileError(f"{file}: не UTF-8, байт {problem.start}") from problem
    except json.JSONDecodeError as problem:
        where = f"строка {problem.lineno}, столбец {problem.colno}"
        raise ResponseFileError(f"{file}: {where}: {problem.msg}") from problem
    if not isinstance(data, dict):
        raise ResponseFileError(f"{file}: нужен объект с ключом опросника")
    place = Place(data)
    items = tuple(_item(row) for row in place.rows("items", MOST))
    scales = tuple(_scale(row, items) for row in place.rows("scales", MOST))
    _once(place, "items", [item.id for item in items])
    _once(place, "scales", [scale.id for scale in scales])
    for name, found in (("items", items), ("scales", scales)):
        if not found:
            place.wrong(name, "missing")
    named = [
        place.text(name, LONGEST_NAME, wanted=name == "respondent")
        for name in ("respondent", "group", "wave", "pair")
    ]
    if place.problems:
        raise ResponseFileError(f"{file}: {DefinitionError(place.problems)}")
    return Key(Instrument(items=items, scales=scales), *named)


def _item(place: Place) -> Item:
    item = Item(
        id=place.text("id", LONGEST_NAME, wanted=True),
        kind="number",
        minimum=place.number("min", "0", least=None),
        maximum=place.number("max", "0", least=None),
    )
    for name in ("min", "max"):
        if place.data.get(name) is None:
            place.wrong(name, "missing")
    if not place.problems and item.minimum >= item.maximum:
        place.wrong("max", "range", f"> {item.minimum}")
    return item


def _scale(place: Place, items: Sequence[Item]) -> Scale:
    known = {item.id for item in items}
    taken = place.texts("items", MOST, LONGEST_NAME)
    reversed_items = place.texts("reversed", MOST, LONGEST_NAME)
    for name, listed, there in (("items", taken, known), ("reversed", reversed_items, {*taken})):
        for number, one in enumerate(listed):
            if one not in there:
                place.wrong(f"{name}[{number}]", "unknown", one)
            elif one in listed[:number]:
                place.wrong(f"{name}[{number}]", "repeated", one)
    if not taken:
        place.wrong("items", "missing")
    least = place.maybe_whole("min_answered", 1, max(1, len(taken)))
    return Scale(
        id=place.text("id", LONGEST_NAME, wanted=True),
        items=taken,
        reversed=reversed_items,
        min_answered=len(taken) if least is None else least,
        score=place.one_of("score", SCORES),
    )


def _once(place: Place, name: str, ids: Sequence[str]) -> None:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            place.wrong(f"{name}[{number}].id", "repeated", one)


def read_responses(file: Path, key: Key) -> list[Answered]:
    """Read the answers; an empty cell is a gap.

    Raises ResponseFileError for what cannot be read, a column that is not there, a cell that is no
    number, a row without its respondent, and a respondent who stands twice in a wave.
    """
    heading, rows = _table(file)
    columns = _columns(file, key, heading)
    found: list[Answered] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        one = _answered(file, key, columns, number, row)
        before = seen.setdefault((one.respondent, one.wave), number)
        if before != number:
            wave = f" в замере «{one.wave}»" if one.wave else ""
            raise ResponseFileError(
                f"{file}: строка {number}, столбец «{key.respondent}»: {one.respondent} уже есть"
                f"{wave} (строка {before})"
            )
        found.append(one)
    return found


def _table(file: Path) -> tuple[list[str], Sequence[tuple[int, Sequence[Raw]]]]:
    try:
        sheets = load(file.read_bytes(), file.name, most_text_rows=MOST_ROWS)
    except OSError as problem:
        raise ResponseFileError(f"{file}: {problem.strerror}") from problem
    except UnreadableTableError as problem:
        raise ResponseFileError(f"{file}: {problem}") from problem
    filled = {
        sheet.title: [
            (number, row)
            for number, row in enumerate(sheet.rows, start=1)
            if any(cell not in ("", None) for cell in row)
        ]
        for sheet in sheets
    }
    filled = {title: rows for title, rows in filled.items() if rows}
    if len(filled) > 1:
        titles = ", ".join(filled)
        raise ResponseFileError(f"{file}: листов с данными несколько, оставьте один: {titles}")
    rows = next(iter(filled.values()), [])
    if len(rows) < 2:
        raise ResponseFileError(f"{file}: в таблице нет ответов")
    return [clean_text(cell) for cell in rows[0][1]], rows[1:]


def _columns(file: Path, key: Key, heading: Sequence[str]) -> dict[str, int]:
    """The place of each column that the key names; case and blanks as written there."""
    for name in key.columns:
        if heading.count(name) != 1:
            what = "стоит дважды" if name in heading else "не найден"
            there = ", ".join(filter(None, heading))
            raise ResponseFileError(f"{file}: столбец «{name}» {what}; есть: {there}")
    return {name: heading.index(name) for name in key.columns}


def _answered(
    file: Path, key: Key, columns: Mapping[str, int], number: int, row: Sequence[Raw]
) -> Answered:
    def text(name: str) -> str:
        return clean_text(row[columns[name]]) if name and columns[name] < len(row) else ""

    if not text(key.respondent):
        raise ResponseFileError(
            f"{file}: строка {number}, столбец «{key.respondent}»: пусто, а ответы есть"
        )
    answers: dict[str, Fraction | None] = {}
    for item in key.instrument.items:
        cell = row[columns[item.id]] if columns[item.id] < len(row) else None
        try:
            answers[item.id] = _number(cell)
        except CellError as problem:
            where = f"{file}: строка {number}, столбец «{item.id}»"
            raise ResponseFileError(f"{where}: {problem}") from problem
    return Answered(
        number, text(key.respondent), text(key.group), text(key.wave), text(key.pair), answers
    )  # fmt: skip


@lru_cache(maxsize=4096, typed=True)
def _number(cell: Raw) -> Fraction | None:
    """An answer; by type, for True would be found as 1."""
    if isinstance(cell, str) and cell.strip().casefold() in GAPS:
        return None
    number = clean_decimal(cell)
    return None if number is None else Fraction(number)
