"""From values to an order of works: ties broken by the numbers that rules name, then places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from eventkit.lazy import dataclass

from .arithmetic import mean, median, total
from .counting import Count
from .explain import Reason, reason
from .places import places
from .steps import Combine, Notes, Penalty, Weight
from .table import Table, Work

CHAIR = ("chair_decision", "shared_place")
_BREAKER = re.compile(r"(?P<name>.+?)(?:@(?P<trial>.+?))?(?P<ascending>_asc)?")
Numbers = Mapping[Work, Fraction]


@dataclass(frozen=True)
class Standing:
    """A work in its order. ``tied``: it shares its place; ``tie_broken_by`` what set it apart."""

    entry: str
    value: Fraction
    place: str
    tied: bool
    tie_broken_by: str | None
    totals: Mapping[str, Fraction]
    """Σ mark × weight of each juror, over all trials."""
    sheets: int
    """How many sheets it has in all trials."""


@dataclass(frozen=True)
class Ranking:
    """The standings of each nomination, and what a person should know about them."""

    nominations: Mapping[str, tuple[Standing, ...]]
    numbers: Mapping[str, Numbers]
    """What each tie-breaker compares, for every work that has it."""
    notes: tuple[Reason, ...]


@dataclass(frozen=True)
class _Jury:
    """What stands beside the places: each juror's total, each sheet."""

    totals: Mapping[Work, Mapping[str, Fraction]]
    sheets: Mapping[Work, Sequence[Fraction]]


def ranking(
    counted: Count,
    *,
    tie_break: Sequence[str] = (),
    place_style: str = "competition",
) -> Ranking:
    """Order the works of a count, the best first; equal ones by their ids.

    Tie-breakers, the bigger the better: ``<criterion>_mean`` (unweighted), ``<trial>_mean``,
    ``mean_total`` (after penalties), ``penalty`` (``penalty_asc``: the less the better),
    ``median_total``, ``lowest_sheet``, or numbers that a step
    kept, by its name or by that of a criterion or part among them; with ``@trial`` of that trial
    only, with ``_asc`` the smaller the better. They add up in order and stop at ``chair_decision``
    and ``shared_place``, which only people can give.
    """
    sheets = _sheets(counted.first)
    notes = list(counted.notes)
    breakers = _breakers(tie_break, counted, sheets, notes)
    jury = _Jury(_totals(sheets), _by_work(sheets))
    nominations = {
        nomination: tuple(_standings(list(works), counted, breakers, place_style, jury))
        for nomination, works in groupby(sorted(counted.values), key=lambda work: work[0])
    }
    return Ranking(nominations, dict(breakers), tuple(notes))


def _standings(
    works: Sequence[Work],
    counted: Count,
    breakers: Sequence[tuple[str, Numbers]],
    place_style: str,
    jury: _Jury,
) -> list[Standing]:
    sign = -1 if counted.smaller_is_better else 1
    ordered = sorted(works, key=lambda work: (-sign * counted.values[work], work))
    groups: list[tuple[Work, ...]] = []
    broken: dict[Work, str] = {}
    for _value, members in groupby(ordered, key=counted.values.__getitem__):
        groups += _broken_up(list(members), breakers, broken)
    standings: list[Standing] = []
    for group, place in zip(groups, places(map(len, groups)), strict=True):
        standings += [
            Standing(
                entry=work[1],
                value=counted.values[work],
                place=place.text(place_style),
                tied=len(group) > 1,
                tie_broken_by=broken.get(work),
                totals=jury.totals.get(work, {}),
                sheets=len(jury.sheets.get(work, ())),
            )
            for work in group
        ]
    return standings


def _broken_up(
    members: list[Work], breakers: Sequence[tuple[str, Numbers]], broken: dict[Work, str]
) -> list[tuple[Work, ...]]:
    """A group of equals as far as the numbers take it apart; notes who was set apart by what."""
    keys: dict[Work, tuple[Fraction, ...]] = dict.fromkeys(members, ())
    alone: set[Work] = set(members) if len(members) == 1 else set()
    for name, numbers in breakers:
        if len(alone) == len(members):
            break
        if any(work not in numbers for work in members):  # what one work lacks compares nobody
            continue
        keys = {work: (*keys[work], numbers[work]) for work in members}
        single = {w for w in members if sum(keys[w] == key for key in keys.values()) == 1}
        broken.update(dict.fromkeys(single - alone, name))
        alone = single
    return [
        tuple(sorted(work for work in members if keys[work] == key))
        for key in sorted(set(keys.values()), reverse=True)
    ]


def _breakers(
    names: Sequence[str], counted: Count, sheets: Table, notes: Notes
) -> list[tuple[str, Numbers]]:
    found: list[tuple[str, Numbers]] = []
    for breaker in names:
        if breaker in CHAIR:
            break
        numbers = _numbers(breaker, counted, sheets)
        if not numbers:
            notes.append(reason("tie_break_unknown", breaker=breaker))
        found.append((breaker, numbers))
    return found


def _numbers(breaker: str, counted: Count, sheets: Table) -> Numbers:
    """What a tie-breaker compares, the bigger the better; empty when it is not known."""
    match = _BREAKER.fullmatch(breaker)
    assert match is not None
    name, trial = match["name"], match["trial"]
    values = _kept(name, trial, counted.kept) or _of_sheets(name, counted.first, sheets)
    sign = -1 if match["ascending"] else 1
    return {work: sign * _single(numbers, name) for work, numbers in values.items()}


def _kept(name: str, trial: str | None, kept: Mapping[str, Table]) -> dict[Work, list[Fraction]]:
    """Numbers that a step kept: all under its name, or of one criterion or part of it."""
    if name in kept:
        return _by_work(kept[name], trial=trial)
    for table in kept.values():
        if "criterion" in table.axes and (found := _by_work(table, trial=trial, criterion=name)):
            return found
    return {}


def _single(numbers: Sequence[Fraction], name: str) -> Fraction:
    match name:
        case "median_total":
            return median(numbers)
        case "lowest_sheet":
            return min(numbers)
        case _:
            return mean(numbers) if name.endswith("_mean") else total(numbers)


def _of_sheets(name: str, marks: Table, sheets: Table) -> dict[Work, list[Fraction]]:
    if name in ("median_total", "lowest_sheet"):
        return _by_work(sheets)
    if name == "penalty":
        works = {work: [Fraction(0)] for work, _names in sheets.cells}
        for (work, _trial), points in marks.penalties.items():
            works.setdefault(work, []).append(points)
        return works
    if name == "mean_total":
        return _by_work(Penalty().apply(Combine("juror", "mean").apply(sheets, []), []))
    named = name.removesuffix("_mean")
    by_trial = _by_work(sheets, trial=named)
    return by_trial or _of_criterion(named, marks, sheets)


def _of_criterion(criterion: str, marks: Table, sheets: Table) -> dict[Work, list[Fraction]]:
    """The unweighted marks of a criterion on the sheets that are whole."""
    found: dict[Work, list[Fraction]] = {}
    for (work, (trial, one, juror)), mark in marks.cells.items():
        if one == criterion and (work, (trial, juror)) in sheets.cells:
            found.setdefault(work, []).append(mark)
    return found


def _by_work(table: Table, **wanted: str | None) -> dict[Work, list[Fraction]]:
    """The numbers of each work, of one name on an axis where it is wanted."""
    asked = [(table.place(axis), name) for axis, name in wanted.items() if name is not None]
    found: dict[Work, list[Fraction]] = {}
    for (work, names), value in table.cells.items():
        if all(names[place] == name for place, name in asked):
            found.setdefault(work, []).append(value)
    return found


def _sheets(marks: Table) -> Table:
    """Σ mark × weight of each sheet without a gap."""
    return Combine("criterion", "sum", whole=True).apply(Weight().apply(marks, []), [])


def _totals(sheets: Table) -> dict[Work, dict[str, Fraction]]:
    """For each work what each juror gave it in all trials."""
    found: dict[Work, dict[str, Fraction]] = {}
    for (work, (juror,)), members in sheets.groups("trial").items():
        found.setdefault(work, {})[juror] = total(list(members.values()))
    return found
