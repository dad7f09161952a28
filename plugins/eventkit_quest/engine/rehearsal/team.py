"""A made-up team and what it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Act:
    """One event of a made-up team, ``second`` counted from its start."""

    type: str
    second: float
    station: str = ""
    is_right: bool = False
    amount: Fraction = Fraction(0)
    number: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """A team at a station: seconds there, of these seconds waiting for a host; what came of it."""

    station: str
    seconds: float
    waited: float
    is_solved: bool
    hints: int
    wrong: int
    points: Fraction


@dataclass(slots=True)
class MadeUpTeam:
    """A team under way. ``pace`` stretches its times, ``skill`` shifts its chances."""

    name: str
    pace: float
    skill: float
    clock: float = 0
    route: tuple[str, ...] = ()
    points: Fraction = Fraction(0)
    behind: set[str] = field(default_factory=set)
    visits: list[Visit] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    finished: float | None = None

    def tell(self, kind: str, second: float, station: str = "", **more: object) -> None:
        """Note an event."""
        self.acts.append(Act(kind, second, station, **more))  # type: ignore[arg-type]
