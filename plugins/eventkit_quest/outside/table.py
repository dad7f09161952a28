"""A table of results: which team has how many points, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.lazy import dataclass
from eventkit.web.i18n import exact_words
from eventkit.web.plain_data import PLAIN_NUMBER
from eventkit.web.tables import Field, Record, UnreadableTableError, load, read
from eventkit_quest.engine import StationDefinition
from eventkit_quest.engine.answers import normal
from eventkit_quest.outside.stations import most_of, step_of

LARGEST = 5 * 1024 * 1024
"""Bytes of a table that is read."""
FIELDS = (
    Field(
        "team",
        ("Команда", "Код команды", "Код", "Название команды", "Название", "Team", "Code"),
        required=True,
    ),
    Field("points", ("Баллы", "Балл", "Результат", "Points", "Score"), required=True),
)


@dataclass(frozen=True)
class Results:
    """Points by the ids of entries, and what is wrong: sentences that name their rows."""

    points: Mapping[int, Fraction]
    wrong: Sequence[str]


def read_results(
    data: bytes, name: str, teams: Sequence[Entry], station: StationDefinition
) -> Results:
    """What a file says of a station. Raises UnreadableTableError."""
    if len(data) > LARGEST:
        raise UnreadableTableError(_("Файл слишком большой."))
    sheets = load(data, name)
    reading = read(sheets[0], FIELDS) if sheets else None
    if reading is None or not (reading.records or reading.troubles):
        raise UnreadableTableError(_("В таблице нет ни одной команды."))
    wrong = [(one.row, one.message) for one in reading.troubles]
    known = named(teams)
    points: dict[int, Fraction] = {}
    rows: dict[int, int] = {}
    for record in reading.records:
        try:
            team, value = _read_row(record, known, rows, station)
        except ValueError as problem:
            said = _("Строка %(row)d: %(what)s", row=record.row, what=str(problem))
            wrong.append((record.row, said))
            continue
        points[team], rows[team] = value, record.row
    return Results(points, [said for _row, said in sorted(wrong)])


def named(teams: Sequence[Entry]) -> dict[str, int]:
    """Teams by their codes and titles, as answers are compared; a title of two is nobody's."""
    titles = [normal(team.title) for team in teams]
    found = {
        title: team.id
        for title, team in zip(titles, teams, strict=True)
        if titles.count(title) == 1
    }
    return found | {normal(team.code or ""): team.id for team in teams}


def points_in(text: str, station: StationDefinition) -> Fraction:
    """Points as tables have them, «8» or «8 / 10». Raises ValueError with a sentence."""
    plain = text.partition("/")[0].strip().replace(",", ".")
    if not PLAIN_NUMBER.match(plain):
        raise ValueError(_("«%(text)s» – не баллы. Напишите число.", text=text[:40]))
    points = Fraction(plain)
    if not 0 <= points <= most_of(station):
        most = exact_words(most_of(station))
        raise ValueError(_("на этой станции баллы от 0 до %(most)s.", most=most))
    step = step_of(station)
    if step and points % step:
        raise ValueError(_("на этой станции шаг баллов %(step)s.", step=exact_words(step)))
    return points


def _read_row(
    record: Record,
    known: Mapping[str, int],
    rows: Mapping[int, int],
    station: StationDefinition,
) -> tuple[int, Fraction]:
    said = str(record.values["team"])
    team = known.get(normal(said))
    if team is None:
        raise ValueError(_("команды «%(team)s» в квесте нет.", team=said[:80]))
    if team in rows:
        raise ValueError(_("эта команда уже есть в строке %(row)d.", row=rows[team]))
    return team, points_in(str(record.values["points"]), station)
