"""Points of one team at one station, with a line for each thing that changed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from eventkit_quest.engine.answers import is_right
from eventkit_quest.engine.facts import QuestEvent, order_of
from eventkit_quest.engine.rules import ZERO, QuestRules, Station

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log: what happened, when, and what it gave or took.

    ``what``: solved, wrong_free, wrong_paid, wrong_late, quiz, mark, replaced (a result that a
    later one overrides), hint, skipped, started, finished, penalty, overtime, over_limit,
    unfinished. ``text`` is what was typed or said, ``number`` counts hints, wrong answers,
    revisions or minutes.
    """

    what: str
    at: datetime | None = None
    station: str = ""
    points: Fraction = ZERO
    text: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class StationResult:
    """What a team has at a station: ``points`` = max(floor, base − hints − paid wrong answers)."""

    station: str
    base: Fraction
    hints: int
    wrong: int
    points: Fraction
    skipped: bool
    lines: tuple[Line, ...]


def station_result(
    station: Station, events: Sequence[QuestEvent], rules: QuestRules
) -> StationResult:
    """Count a station from the unique events of one team there."""
    ordered = sorted(events, key=order_of)
    hints = [_hint(e, rules) for e in ordered if e.type == "hint"]
    skips = [Line("skipped", e.at, station.code) for e in ordered if e.type == "skip"]
    base, wrong, told = _base(station, ordered, rules)
    lines = sorted((*told, *hints, *skips), key=lambda line: line.at or LONG_AGO)
    lost = sum((line.points for line in lines if line.points < 0), ZERO)
    return StationResult(
        station=station.code,
        base=base,
        hints=len(hints),
        wrong=wrong,
        points=max(rules.station_floor, base + lost),
        skipped=bool(skips),
        lines=tuple(lines),
    )


def _hint(event: QuestEvent, rules: QuestRules) -> Line:
    price = rules.hint_price(event.number)
    return Line("hint", event.at, event.station, -price, number=event.number)


def _base(
    station: Station, events: Sequence[QuestEvent], rules: QuestRules
) -> tuple[Fraction, int, list[Line]]:
    """Points before what is taken off, how many answers were wrong, and the lines."""
    if station.kind == "code":
        return _code(station, [e for e in events if e.type == "answer"], rules)
    if station.kind == "quiz":
        results = [e for e in events if e.type == "quiz_result"]
        return _last(station, "quiz", results, station.per_question)
    marks = [e for e in events if e.type == "judge_score"]
    marks.sort(key=lambda e: (e.number, order_of(e)))
    return _last(station, "mark", marks, Fraction(1))


def _code(
    station: Station, answers: Sequence[QuestEvent], rules: QuestRules
) -> tuple[Fraction, int, list[Line]]:
    lines: list[Line] = []
    wrong, base, solved = 0, ZERO, False
    for answer in answers:
        right = is_right(answer.text, station.accepted)
        what, points = "wrong_late", ZERO
        if right and not solved:
            what, base, solved = "solved", station.maximum, True
            points = base
        elif right:
            continue
        elif not solved:
            wrong += 1
            is_free = wrong <= rules.free_wrong_answers
            what = "wrong_free" if is_free else "wrong_paid"
            points = ZERO if is_free else -rules.wrong_answer_cost
        lines.append(Line(what, answer.at, station.code, points, answer.text, wrong))
    return base, wrong, lines


def _last(
    station: Station, what: str, results: Sequence[QuestEvent], worth: Fraction
) -> tuple[Fraction, int, list[Line]]:
    """The last of several results counts; those before it stay in the log as replaced."""
    if not results:
        return ZERO, 0, []
    base = results[-1].amount * worth
    lines = [Line("replaced", e.at, station.code, text=e.text, number=e.number) for e in results]
    last = results[-1]
    lines[-1] = Line(what, last.at, station.code, base, last.text, last.number)
    return base, 0, lines
