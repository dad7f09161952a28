"""What a portrait shows: plain values, with everything hidden already left out."""

from __future__ import annotations

from fractions import Fraction

from eventkit.lazy import dataclass

FEWEST_AXES, MOST_AXES = 3, 8
"""A radar needs three axes; with fewer there are bars, and more are not read from the wall."""
MOST_CIRCLES = 20
"""More people are drawn as a bar in parts."""
MOST_PRIORITIES = 8
MOST_QUOTES = 4
LONGEST_QUOTE = 140


@dataclass(frozen=True)
class Measured:
    """A scale in a wave: the mean, and how many people reached each level."""

    n: int
    mean: Fraction
    levels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Moved:
    """How those moved who answered both times: the mean of the differences, how many up, down."""

    n: int
    mean: Fraction
    up: int
    down: int


@dataclass(frozen=True)
class Line:
    """A scale of a group, from ``low`` to ``high``.

    ``limits`` are values at which the next level begins, empty where levels follow from norms.
    ``before`` is the only wave where there is but one. What is None was never answered, or is
    hidden: ``hidden`` names it.
    """

    title: str
    low: Fraction
    high: Fraction
    levels: tuple[str, ...] = ()
    limits: tuple[Fraction, ...] = ()
    before: Measured | None = None
    after: Measured | None = None
    moved: Moved | None = None
    hidden: frozenset[str] = frozenset()
    """Of «before», «after», «moved»."""

    @property
    def now(self) -> Measured | None:
        """The latest that is known."""
        return self.after or self.before

    def place(self, value: Fraction) -> Fraction:
        """Where a value lies between the ends, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Side:
    """A group: its questionnaire's title or a shorter one, who answered, what they are like.

    ``waves`` is how many waves are shown (0, 1, 2); ``before`` and ``after`` how many people
    answered them, None where that is hidden. ``waiting`` has answers that came and are not shown;
    where ``is_live`` they are, step by step.
    """

    title: str
    waves: int
    before: int | None
    after: int | None
    lines: tuple[Line, ...]
    hidden: bool = False
    waiting: int = 0
    is_open: bool = False
    is_live: bool = False

    @property
    def shown(self) -> int:
        """How many people's answers the page is made of."""
        return max(self.before or 0, self.after or 0)


@dataclass(frozen=True)
class Priority:
    """An answer and how often each group gave it, None where nobody was asked or it is hidden."""

    title: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class Priorities:
    """What was chosen most; ``valid`` is how many answered in each group, ``hidden`` where that
    would give somebody away."""

    question: str
    rows: tuple[Priority, ...]
    valid: tuple[int | None, ...]
    hidden: tuple[bool, ...]
    at_most: int | None = None

    @property
    def most(self) -> int:
        """The highest count, so that a bar knows its length; at least 1."""
        return max([1, *(count for row in self.rows for count in row.counts if count)])


@dataclass(frozen=True)
class Portrait:
    """The whole page; ``least`` is the smallest group that is shown."""

    sides: tuple[Side, ...]
    priorities: Priorities | None = None
    quotes: tuple[str, ...] = ()
    quotes_title: str = ""
    least: int = 5

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at yet."""
        return not any(side.shown for side in self.sides)

    @property
    def has_both(self) -> bool:
        """Whether some group is shown before and after."""
        return any(side.waves > 1 for side in self.sides)

    @property
    def hidden(self) -> bool:
        """Whether something is left out, so that the page says why."""
        return any(side.hidden for side in self.sides) or bool(
            self.priorities and any(self.priorities.hidden)
        )
