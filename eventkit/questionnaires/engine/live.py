"""How an open wave grows on the wall: in steps, so that nobody's answer can be read off it.

Each step and what is left behind it hold, of every variable, nobody or at least a small group: so
neither the difference between two walls nor that between the last wall and the closed wave is about
fewer. The wall lags behind by a step on purpose: of ten answers it shows five.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from random import Random

from eventkit.questionnaires.engine.hiding import GONE, Fact, mean_of

Respondents = frozenset[str]
TRIES = 60
"""So many choices of one size are looked at before a smaller one."""


def is_due(waiting: int, least: int) -> bool:
    """Whether a step is looked for, when so many answers wait: only after each ``least`` of them.

    Looked for after every answer, a step that was not possible before would tell something of the
    answer that made it so.
    """
    return waiting >= 2 * least and waiting % least == 0


def until_due(waiting: int, least: int) -> int:
    """How many more answers have to come before the next step is looked for."""
    return max(2 * least, (waiting // least + 1) * least) - waiting


def next_step(
    waiting: Collection[str], values: Mapping[str, Respondents], least: int, chance: Random
) -> Respondents | None:
    """Who comes onto the wall next; None while no choice is safe.

    ``waiting`` are those who are not there yet, ``values`` says who has a value of each variable.
    The step is as large as it can be, its members are chosen by ``chance`` among all who wait, so
    that it says nothing of the order in which they answered.
    """
    names = sorted(waiting)
    masks = _masks(names, values)
    free = _free(masks, names, least)
    pool = [number for number in range(len(names)) if free >> number & 1]
    for size in range(min(len(pool), len(names) - least), least - 1, -1):
        for _try in range(TRIES):
            chosen = sum(1 << number for number in chance.sample(pool, size))
            if all(_is_safe(mask, chosen, least) for mask in masks):
                return frozenset(name for n, name in enumerate(names) if chosen >> n & 1)
    return None


def _masks(names: Sequence[str], values: Mapping[str, Respondents]) -> list[int]:
    """Who of the names has a value as bits, each kind of having one once."""
    masks = {
        sum(1 << number for number, name in enumerate(names) if name in having)
        for having in values.values()
    }
    return sorted(masks - {0})


def _free(masks: Sequence[int], names: Sequence[str], least: int) -> int:
    """Who may come at all: whoever has a value that too few have to be divided stays behind."""
    free = (1 << len(names)) - 1
    for mask in masks:
        if mask.bit_count() < 2 * least:
            free &= ~mask
    return free


def _is_safe(mask: int, chosen: int, least: int) -> bool:
    """Whether a step shows nothing new of a variable, or enough and leaves enough."""
    new = (mask & chosen).bit_count()
    return not new or (new >= least and (mask & ~chosen).bit_count() >= least)


def walls(
    wave: str, steps: Mapping[str, int], having: Respondents, least: int, *, has_lost: bool
) -> Iterator[Fact]:
    """What the walls of a wave told of a variable, one after another; ``steps`` says who came when.

    Where the wave ``has_lost`` answers since, those who took them back were in the sums too, which
    stay known as they were shown: as many as a step lacks, or one.
    """
    shown: dict[tuple[str, str], int] = {}
    for step in sorted(set(steps.values())):
        new = [one for one in having if steps.get(one) == step]
        lost = max(1, least - len(new)) if has_lost else 0
        if new:
            gone = [f"{GONE}{wave} {step} {number}" for number in range(lost)]
            shown = shown | dict(mean_of(wave, [*new, *gone]))
            yield shown
