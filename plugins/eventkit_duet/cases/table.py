"""Situations out of a table: a row is a case, and each mistake is named by its row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _

from eventkit.lazy import dataclass
from eventkit.web.tables import Column, Field, Record, Sheet, Table, read, workbook
from eventkit_duet.cases.forms import LONGEST

TITLE, TOPIC, TEXT = ("Название", "Title"), ("Тема", "Topic"), ("Ситуация", "Кейс", "Case")
FIELDS = (
    Field("title", TITLE, required=True),
    Field("topic", TOPIC),
    Field("text", TEXT, required=True),
)
MOST = 500


@dataclass(frozen=True)
class Typed:
    """A case as its row says."""

    title: str
    topic: str
    text: str


@dataclass(frozen=True)
class Mistake:
    """What is wrong; ``row`` is its number as the spreadsheet shows it, 0 for the whole table."""

    row: int
    message: str


def read_cases(
    sheets: Sequence[Sheet], taken: Collection[str]
) -> tuple[Sequence[Typed], Sequence[Mistake]]:
    """The rows of the first worksheet that are right, and what is wrong with the others, by row.

    ``taken`` are the titles that the bank has already.
    """
    reading = read(sheets[0], FIELDS) if sheets else None
    if reading is None or not (reading.records or reading.troubles):
        return [], [Mistake(0, _("В таблице нет ни одного кейса."))]
    wrong = [Mistake(one.row, one.message) for one in reading.troubles]
    known: dict[str, int] = dict.fromkeys((_key(title) for title in taken), 0)
    right = []
    for record in reading.records:
        typed = Typed(*(str(record.values.get(field.name) or "") for field in FIELDS))
        found = _mistakes(record, typed, known)
        wrong += found
        if not found:
            right.append(typed)
        known.setdefault(_key(typed.title), record.row)
    if len(right) > MOST:
        wrong.append(Mistake(0, _("В одном файле не больше %(most)d кейсов.", most=MOST)))
    return right, sorted(wrong, key=lambda one: one.row)


def template() -> bytes:
    """An empty table with the right headings."""
    columns = [
        Column(_("Название"), 36),
        Column(_("Тема"), 20),
        Column(_("Ситуация"), 90),
    ]
    return workbook([Table(_("Кейсы"), columns, [])])


def _mistakes(record: Record, typed: Typed, known: Mapping[str, int]) -> list[Mistake]:
    said = []
    for label, field, text in (
        (_("Название"), "title", typed.title),
        (_("Тема"), "topic", typed.topic),
        (_("Ситуация"), "text", typed.text),
    ):
        if len(text) > LONGEST[field]:
            said.append(
                _(
                    "Строка %(row)s, столбец «%(column)s». Не больше %(most)d знаков, здесь %(n)d.",
                    row=record.row,
                    column=label,
                    most=LONGEST[field],
                    n=len(text),
                )
            )
    where = known.get(_key(typed.title))
    if where == 0:
        said.append(
            _(
                "Строка %(row)s. Кейс «%(title)s» в банке уже есть.",
                row=record.row,
                title=typed.title,
            )
        )
    elif where is not None:
        said.append(
            _(
                "Строка %(row)s. Кейс «%(title)s» уже стоит в строке %(first)s.",
                row=record.row,
                title=typed.title,
                first=where,
            )
        )
    return [Mistake(record.row, one) for one in said]


def _key(title: str) -> str:
    return " ".join(title.casefold().replace("ё", "е").split())
