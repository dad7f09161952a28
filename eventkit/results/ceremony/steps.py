"""The lines of a ceremony in their order, made from its plan and one calculation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from eventkit.lazy import dataclass
from eventkit.results.ceremony.models import Ceremony, CeremonyItem
from eventkit.results.queries import PlaceRow


@dataclass(frozen=True)
class Step:
    """One line that is opened at once.

    ``kind``: nomination (its title), rest (those without a place), place, prize, grand_prix, words.
    """

    kind: str
    nomination_id: int | None = None
    entry_ids: tuple[int, ...] = ()
    place: str = ""
    title: str = ""
    text: str = ""
    presenter: str = ""

    def to_dict(self) -> dict[str, Any]:
        """For the database; ids and words of the plan, no names of participants."""
        return asdict(self) | {"entry_ids": list(self.entry_ids)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Step:
        """What ``to_dict`` wrote."""
        return cls(**{**data, "entry_ids": tuple(data["entry_ids"])})


def planned(
    ceremony: Ceremony, items: Iterable[CeremonyItem], rows: Sequence[PlaceRow]
) -> list[Step]:
    """All lines of the plan. ``rows`` are those of the ceremony's calculation, in order."""
    return [step for item in items for step in _of_item(ceremony, item, rows)]


def fixed(ceremony: Ceremony) -> list[Step]:
    """The lines of a ceremony that has begun."""
    return [Step.from_dict(data) for data in ceremony.steps]


def _of_item(ceremony: Ceremony, item: CeremonyItem, rows: Sequence[PlaceRow]) -> list[Step]:
    if item.kind == "words":
        return [Step("words", title=item.title, text=item.text, presenter=item.presenter)]
    if item.kind == "nomination":
        return _of_nomination(ceremony, item, rows)
    if item.kind == "grand_prix":
        winners = tuple(row.entry_id for row in rows if row.is_grand_prix)
        return [_of("grand_prix", item, winners)] if winners else []
    decision = item.decision
    if decision is None or decision.revoked_at is not None:
        return []
    ids = {row.code: row.entry_id for row in rows}
    named = tuple(ids[code] for code in decision.entry_codes if code in ids)
    return [_of("prize", item, named, title=decision.text)]


def _of_nomination(ceremony: Ceremony, item: CeremonyItem, rows: Sequence[PlaceRow]) -> list[Step]:
    """The title, those without a place together, then the places from the last to the first."""
    own = [row for row in rows if row.nomination_id == item.nomination_id]
    placed = [row for row in own if _is_opened(ceremony, row)]
    rest = tuple(row.entry_id for row in own if not _is_opened(ceremony, row))
    found = [_of("nomination", item)]
    if ceremony.with_rest and rest:
        found.append(_of("rest", item, rest))
    by_place = [tuple(group) for _place, group in groupby(placed, key=lambda row: row.place or 0)]
    for group in reversed(by_place):
        ids = tuple(row.entry_id for row in group)
        found.append(_of("place", item, ids, place=group[0].place_shown))
    return found if own else []


def _is_opened(ceremony: Ceremony, row: PlaceRow) -> bool:
    if row.place is None:
        return False
    return ceremony.from_place is None or row.place <= ceremony.from_place


def _of(kind: str, item: CeremonyItem, ids: tuple[int, ...] = (), **words: str) -> Step:
    said = item.text if kind != "rest" and kind != "place" else ""
    return Step(kind, item.nomination_id, ids, text=said, presenter=item.presenter, **words)
