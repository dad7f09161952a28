"""What was chosen how often, and what most of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventkit.lazy import dataclass
from eventkit.questionnaires.engine.items import Item

MOST_CHOSEN = 3


@dataclass(frozen=True)
class Chosen:
    """Counts by option in the options' order, over the ``valid`` answers; no mark is one too."""

    valid: int
    void: int
    counts: Mapping[str, int]

    def top(self, most: int = MOST_CHOSEN) -> tuple[str, ...]:
        """The options chosen most often; equals in the options' order."""
        ordered = sorted(self.counts, key=lambda option: -self.counts[option])
        return tuple(option for option in ordered[:most] if self.counts[option])


def marks(item: Item, answer: Any) -> tuple[str, ...] | None:
    """The options that an answer to "one" or "several" names; None if it does not count.

    An answer with more marks than ``at_most`` does not, nor one that is not there.
    """
    if answer is None:
        return None
    listed = [answer] if isinstance(answer, str) else answer
    if not isinstance(listed, list | tuple):
        return None
    named = {one for one in listed if isinstance(one, str)}
    found = tuple(option.id for option in item.options if option.id in named)
    too_many = item.at_most is not None and len(found) > item.at_most
    return None if too_many or (item.kind == "one" and len(found) != 1) else found


def counted(item: Item, marked: Sequence[tuple[str, ...] | None]) -> Chosen:
    """Count what was marked in each answer; None is one that does not count."""
    counts = {option.id: 0 for option in item.options}
    for option in (one for found in marked for one in found or ()):
        counts[option] += 1
    valid = sum(found is not None for found in marked)
    return Chosen(valid, len(marked) - valid, counts)
