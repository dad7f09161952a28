"""What a portrait is made of: chosen by the organizer, else by itself from the questionnaires."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.reports.contents import Report

if TYPE_CHECKING:
    from eventkit.questionnaires.engine.items import Item

SIDES = 2
PRIORITIES = ("several", "one")
WORDS = ("text", "completion")
NOTHING = "-"
"""Chosen instead of an item: the page shows none."""


@dataclass(frozen=True)
class ChosenSide:
    """A questionnaire; ``title`` is the group's, empty: the questionnaire's; no scales: all."""

    questionnaire: int
    title: str = ""
    scales: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """All of it; ``priorities`` and ``words`` are ids of items, empty: by itself."""

    sides: tuple[ChosenSide, ...] = ()
    priorities: str = ""
    words: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "sides": [
                {"questionnaire": s.questionnaire, "title": s.title, "scales": list(s.scales)}
                for s in self.sides
            ],
            "priorities": self.priorities,
            "words": self.words,
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Choice:
        """As it was kept; an empty document chooses nothing."""
        sides = tuple(
            ChosenSide(one["questionnaire"], one["title"], tuple(one["scales"]))
            for one in kept.get("sides", [])
        )
        return cls(sides, kept.get("priorities", ""), kept.get("words", ""))


@dataclass(frozen=True)
class Chosen:
    """The choice with nothing left open: reports side by side, and the items."""

    sides: tuple[tuple[Report, ChosenSide], ...] = ()
    priorities: str = ""
    words: str = ""
    reports: tuple[Report, ...] = field(default=(), repr=False)


def complete(choice: Choice, reports: Sequence[Report], feedback: int | None = None) -> Chosen:
    """Fill what the organizer left open.

    Groups are the first two questionnaires with scales, else the first two with anything at all;
    the one with the id ``feedback`` asks how it was and stands aside. A questionnaire that is gone
    is left out.
    """
    by_id = {report.questionnaire.id: report for report in reports}
    sides = [(by_id[s.questionnaire], s) for s in choice.sides if s.questionnaire in by_id]
    if not sides:
        asked = [
            one for one in reports if one.questionnaire.id != feedback and one.questionnaire.waves
        ]
        measured = [one for one in asked if one.instrument.scales]
        sides = [(one, ChosenSide(one.questionnaire.id)) for one in (measured or asked)[:SIDES]]
    chosen = [report for report, _side in sides]
    return Chosen(
        tuple(sides),
        _item(choice.priorities, chosen, PRIORITIES),
        _item(choice.words, chosen, WORDS),
        tuple(reports),
    )


def items_of(reports: Sequence[Report], kinds: Sequence[str]) -> list[Item]:
    """Items of these kinds, those that more questionnaires share first; groups split reports and
    are no choice."""
    found: dict[str, Item] = {}
    shared: dict[str, int] = {}
    for report in reports:
        for item in report.instrument.items:
            if item.kind in kinds and item.id not in report.instrument.groups:
                first = found.setdefault(item.id, item)
                shared[item.id] = shared.get(item.id, 0) + is_same(first, item)
    return sorted(found.values(), key=lambda item: (-shared[item.id], kinds.index(item.kind)))


def is_same(one: Item, other: Item) -> bool:
    """Whether two questionnaires ask the same, so that their counts may stand side by side."""
    return one.kind == other.kind and [(o.id, dict(o.text)) for o in one.options] == [
        (o.id, dict(o.text)) for o in other.options
    ]


def _item(wanted: str, reports: Sequence[Report], kinds: Sequence[str]) -> str:
    if wanted == NOTHING:
        return ""
    known = [item.id for item in items_of(reports, kinds)]
    return wanted if wanted in known else next(iter(known), "")
