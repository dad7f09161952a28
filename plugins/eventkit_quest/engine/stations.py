"""Points of one team at one station, with a line for each thing that changed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from eventkit_quest.engine.checking import Verdict, check, verdict
from eventkit_quest.engine.facts import QuestEvent, order_of
from eventkit_quest.engine.rules import ZERO, QuestRules
from eventkit_quest.engine.station_definition import StationDefinition

# What an answer of a code may come to.
ANSWERED = ("waits", "wrong_free", "wrong_paid")
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log: what happened, when, and what it gave or took.

    ``what``: solved, confirmed (by a host), bonus, waits (for a person), wrong_free, wrong_paid,
    wrong_late (after the right one), over_attempts, locked_out, out_of_time, quiz, mark, replaced
    (a result that a later one overrides), hint, skipped, started, finished, paused, resumed,
    extra_time, out, struck, penalty, overtime, over_limit, unfinished. ``text`` is what was typed
    or said, ``is_sent`` whether it is an answer as the team sent it, ``number`` counts hints,
    wrong answers, revisions or minutes.
    """

    what: str
    at: datetime | None = None
    station: str = ""
    points: Fraction = ZERO
    text: str = ""
    number: int = 0
    is_sent: bool = False


@dataclass(frozen=True, slots=True)
class StationResult:
    """What a team has at a station: ``points`` = max(floor, base − hints − paid wrong answers).

    ``is_solved``: a code is right, a quiz has a result, a host gave a mark. ``is_waiting``: the
    last answer of a code waits for a person.
    """

    station: str
    base: Fraction
    hints: int
    wrong: int
    points: Fraction
    skipped: bool
    lines: tuple[Line, ...]
    is_solved: bool = False
    is_waiting: bool = False


@dataclass(slots=True)
class _Count:
    """What answers and marks have given so far, before hints are taken off."""

    base: Fraction = ZERO
    wrong: int = 0
    is_solved: bool = False
    lines: list[Line] = field(default_factory=list)
    locked_until: datetime = LONG_AGO

    def add(self, what: str, event: QuestEvent, points: Fraction = ZERO, number: int = 0) -> None:
        """Write a line."""
        is_sent = event.type == "answer"
        self.lines.append(Line(what, event.at, event.station, points, event.text, number, is_sent))


def station_result(
    station: StationDefinition, events: Sequence[QuestEvent], rules: QuestRules
) -> StationResult:
    """Count a station from the unique events of one team there."""
    ordered = sorted(events, key=order_of)
    levels = [e for e in ordered if e.type == "hint"]
    count = _COUNTING[station.kind](station, ordered, rules)
    is_charged = station.charge == "at_once" or count.is_solved
    for event in levels:
        price = station.hint_price(event.number, rules) if is_charged else ZERO
        count.lines.append(Line("hint", event.at, station.code, -price, number=event.number))
    skips = [Line("skipped", e.at, station.code) for e in ordered if e.type == "skip"]
    is_waiting = bool(count.lines) and not count.is_solved and _waits_last(count.lines)
    lines = sorted((*count.lines, *skips), key=lambda line: line.at or LONG_AGO)
    lost = sum((line.points for line in lines if line.points < 0), ZERO)
    return StationResult(
        station=station.code,
        base=count.base,
        hints=len(levels),
        wrong=count.wrong,
        points=max(rules.station_floor, count.base + lost),
        skipped=bool(skips),
        lines=tuple(lines),
        is_solved=count.is_solved,
        is_waiting=is_waiting,
    )


def _waits_last(lines: Sequence[Line]) -> bool:
    said = [line.what for line in lines if line.what in ANSWERED]
    return bool(said) and said[-1] == "waits"


def _code(station: StationDefinition, events: Sequence[QuestEvent], rules: QuestRules) -> _Count:
    """All answers right, once; wrong ones before it cost what the rules say."""
    count = _Count()
    until = _until(station, events)
    checks = _checks(events)
    for answer in (e for e in events if e.type == "answer" or _is_confirmation(e)):
        said = _said(station, answer, checks)
        if _is_confirmation(answer):
            if not count.is_solved:
                count.is_solved, count.base = True, station.maximum
                count.add("confirmed", answer, station.maximum, count.wrong)
        elif count.is_solved:
            if said == "wrong":
                count.add("wrong_late", answer, number=count.wrong)
        elif what := _refused(station, answer, count, until):
            count.add(what, answer, number=count.wrong)
        elif said == "right":
            count.is_solved = True
            count.base = station.maximum
            count.add("solved", answer, station.maximum, count.wrong)
            if count.wrong == 0:
                _give_bonus(station, events, answer, count)
        elif said == "waits":
            count.add("waits", answer, number=count.wrong)
        else:
            _count_wrong(station, answer, count, rules)
    return count


def _checks(events: Sequence[QuestEvent]) -> dict[str, bool]:
    """What a person said of answers, by their ids: the highest revision counts."""
    said = sorted((e for e in events if e.type == "checked"), key=lambda e: (e.number, order_of(e)))
    return {event.about: bool(event.amount) for event in said}


def _is_confirmation(event: QuestEvent) -> bool:
    """Whether a host confirmed that the station is passed, without any answer."""
    return event.type == "checked" and not event.about and bool(event.amount)


def _said(station: StationDefinition, answer: QuestEvent, checks: Mapping[str, bool]) -> Verdict:
    said = verdict(station, answer.text)
    if said == "waits" and answer.id in checks:
        return "right" if checks[answer.id] else "wrong"
    return said


def _refused(
    station: StationDefinition, answer: QuestEvent, count: _Count, until: datetime | None
) -> str:
    """Why an answer does not count at all; empty where it does."""
    if until is not None and answer.at > until:
        return "out_of_time"
    if station.limits.attempts is not None and count.wrong >= station.limits.attempts:
        return "over_attempts"
    return "locked_out" if answer.at < count.locked_until else ""


def _count_wrong(
    station: StationDefinition, answer: QuestEvent, count: _Count, rules: QuestRules
) -> None:
    count.wrong += 1
    is_free = count.wrong <= rules.free_wrong_answers
    points = ZERO if is_free else -rules.wrong_answer_cost
    count.add("wrong_free" if is_free else "wrong_paid", answer, points, count.wrong)
    count.locked_until = answer.at + timedelta(seconds=station.limits.lock_out_seconds)


def _quiz(station: StationDefinition, events: Sequence[QuestEvent], _rules: QuestRules) -> _Count:
    """Right answers of the last result; of sendings one counts, or as many as attempts allow."""
    count = _Count()
    until = _until(station, events)
    results: list[tuple[QuestEvent, Fraction]] = []
    sendings = 0
    for event in events:
        if event.type == "quiz_result":
            results.append((event, event.amount))
        elif event.type == "answer" and until is not None and event.at > until:
            count.add("out_of_time", event)
        elif event.type == "answer" and sendings >= (station.limits.attempts or 1):
            count.add("over_attempts", event)
        elif event.type == "answer":
            sendings += 1
            right = sum(said == "right" for said in check(station, event.text).values())
            results.append((event, Fraction(right)))
    _count_last("quiz", [(e, amount * station.per_question) for e, amount in results], count)
    if results and len(results) == 1 and 0 < len(station.answers) == results[0][1]:
        _give_bonus(station, events, results[0][0], count)
    return count


def _judged(
    _station: StationDefinition, events: Sequence[QuestEvent], _rules: QuestRules
) -> _Count:
    """The mark of the highest revision, whatever the order in which marks came."""
    count = _Count()
    marks = sorted(
        (e for e in events if e.type == "judge_score"), key=lambda e: (e.number, order_of(e))
    )
    _count_last("mark", [(e, e.amount) for e in marks], count)
    return count


def _count_last(what: str, results: Sequence[tuple[QuestEvent, Fraction]], count: _Count) -> None:
    """The last of several results counts; those before it stay in the log as replaced."""
    for event, _points in results[:-1]:
        count.add("replaced", event, number=event.number)
    for event, points in results[-1:]:
        count.base, count.is_solved = points, True
        count.add(what, event, points, event.number)


def _give_bonus(
    station: StationDefinition, events: Sequence[QuestEvent], event: QuestEvent, count: _Count
) -> None:
    """Add the bonus of a station that was solved at once and without hints."""
    if station.bonus and all(e.type != "hint" for e in events):
        count.base += station.bonus
        count.lines.append(Line("bonus", event.at, station.code, station.bonus))


def _until(station: StationDefinition, events: Sequence[QuestEvent]) -> datetime | None:
    """The last moment for answers: ``minutes`` after the station was opened first."""
    if station.limits.minutes is None:
        return None
    seen = (e.at for e in events if e.type in ("opened", "arrive"))
    opened = next(seen, None)
    return None if opened is None else opened + timedelta(minutes=station.limits.minutes)


_COUNTING = {"code": _code, "quiz": _quiz, "judged": _judged}
