"""Stations out of a table of questions: a row is a task, rows of one station are its answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _

from eventkit.web.tables import Field, Record, load, read
from eventkit_quest.authoring import notation
from eventkit_quest.authoring.words import ANSWER_KINDS
from eventkit_quest.engine import StationDefinition

FIELDS = (
    Field("code", ("Станция", "Код", "Station")),
    Field("title", ("Название", "Тема", "Title")),
    Field("task", ("Задание", "Вопрос", "Task", "Question"), required=True),
    Field("kind", ("Вид", "Вид ответа", "Kind")),
    Field("answer", ("Ответ", "Ответы", "Варианты", "Answer")),
    Field("points", ("Баллы", "Points"), "decimal"),
    Field("hint", ("Подсказка", "Hint")),
)
KINDS = {
    "слово": "word",
    "код": "word",
    "число": "number",
    "выбор": "choice",
    "один вариант": "choice",
    "несколько": "choices",
    "несколько вариантов": "choices",
    "порядок": "order",
    "соответствие": "match",
    "qr": "qr",
    "текст": "text",
    "фото": "photo",
} | {kind: kind for kind in ANSWER_KINDS}


def read_questions(
    data: bytes, name: str, taken: Collection[str]
) -> tuple[list[StationDefinition], list[str]]:
    """The stations of a table, and what is wrong with it row by row.

    ``taken`` are the codes that the quest has already. Raises UnreadableTableError.
    """
    sheets = load(data, name)
    reading = read(sheets[0], FIELDS) if sheets else None
    if reading is None or not (reading.records or reading.troubles):
        return [], [_("В таблице нет ни одного вопроса.")]
    wrong = [(one.row, one.message) for one in reading.troubles]
    stations: dict[str, dict[str, Any]] = {}
    for record in reading.records:
        try:
            _add(record, stations, taken)
        except ValueError as problem:
            said = _("Строка %(row)d: %(what)s", row=record.row, what=str(problem))
            wrong.append((record.row, said))
    if wrong:
        return [], [said for _row, said in sorted(wrong)]
    return [StationDefinition.from_dict(one) for one in stations.values()], []


def _add(record: Record, stations: dict[str, dict[str, Any]], taken: Collection[str]) -> None:
    said = record.values
    code = str(said.get("code") or _free(stations, taken))[:20]
    if code in taken:
        raise ValueError(_("станция «%(code)s» в квесте уже есть.", code=code))
    typed = str(said.get("kind") or "слово").strip().casefold()
    if typed not in KINDS:
        raise ValueError(_("вида «%(kind)s» нет.", kind=typed))
    known = stations.get(code)
    count = len(known["answers"]) if known else 0
    if count >= 20:
        raise ValueError(_("у станции не больше 20 ответов."))
    # A cell holds several lines, or one with semicolons.
    lines = str(said.get("answer") or "").replace(";", "\n")
    task = str(said["task"])
    answer = notation.read(KINDS[typed], lines, f"a{count + 1}", task[:300] if known else "")
    if known:
        known["answers"].append(answer)
        return
    points = said.get("points")
    if points is not None and points < 0:
        raise ValueError(_("баллов не бывает меньше нуля."))
    stations[code] = {
        "code": code,
        "title": str(said.get("title") or code)[:200],
        "task": task[:10_000],
        "maximum": str(10 if points is None else points),
        "answers": [answer],
        "hints": [{"text": str(said["hint"])[:2000], "price": None}] if said.get("hint") else [],
    }


def _free(stations: Collection[str], taken: Collection[str]) -> str:
    number = 1
    while f"S{number}" in stations or f"S{number}" in taken:
        number += 1
    return f"S{number}"
