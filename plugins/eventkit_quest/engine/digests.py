"""What a phone compares an answer with: texts in one form, so that a digest of them can be made."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from eventkit.lazy import dataclass
from eventkit.web.plain_data import written
from eventkit_quest.engine.answers import normal
from eventkit_quest.engine.tasks import Answer


@dataclass(frozen=True)
class Grid:
    """Cells of one width on the line of numbers; the right numbers fill one of them."""

    width: Fraction
    offset: Fraction


@dataclass(frozen=True)
class Compared:
    """The right texts of an answer; of a number with a tolerance the number of its cell."""

    texts: tuple[str, ...]
    grid: Grid | None = None


def compared(answer: Answer) -> Compared | None:
    """What a phone may compare an answer with; None where only the server or a person can say."""
    if answer.waits:
        return None
    if answer.kind in ("word", "qr"):
        return Compared(tuple(dict.fromkeys(filter(None, map(normal, answer.accepted)))))
    if answer.kind == "number":
        return _number(answer)
    if answer.kind == "match":
        return Compared((",".join(sorted(f"{left}={right}" for left, right in answer.pairs)),))
    chosen: Sequence[str] = answer.right
    return Compared((",".join(sorted(chosen) if answer.kind == "choices" else chosen),))


def _number(answer: Answer) -> Compared | None:
    value = answer.value
    if value is None or "/" in written(value) or "/" in written(answer.tolerance):
        return None  # no decimal says it exactly
    if answer.tolerance == 0:
        return Compared((written(value),))
    width = 2 * answer.tolerance
    cell, offset = divmod(value - answer.tolerance, width)
    return Compared((str(cell),), Grid(width, offset))
