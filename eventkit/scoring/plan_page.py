"""What the page of a plan says beside the plan: hours, who can be compared, what would help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from flask_babel import gettext as _

from eventkit.juries.plan_words import (
    comparability,
    price_of_joining,
    shortages,
    unproven,
    ways_out,
)
from eventkit.juries.planning import JurorLoad, Preview, code_key
from eventkit.lazy import dataclass
from eventkit.scoring.reading_times import ReadingTime


@dataclass(frozen=True)
class Move:
    """A work that leaves somebody who has it: who loses it and why, who gets it."""

    code: str
    givers: Sequence[str]
    takers: Sequence[str]
    is_conflict: bool


@dataclass(frozen=True)
class PlanPage:
    """The plan with everything around it."""

    made: Preview
    minutes: int
    source: ReadingTime
    trials: int
    shortages: Sequence[str]
    ways_out: Sequence[str]
    pieces: Sequence[str]
    """Who can be compared with whom, where not everybody can."""
    joined_off: int
    unproven: str
    moves: Sequence[Move]

    @property
    def missing(self) -> int:
        """Assignments that the rules want and nobody can take."""
        return sum(self.made.plan.missing.values())

    @property
    def is_assumed(self) -> bool:
        """Whether the minutes are somebody's guess, ours or the organizer's."""
        return not self.source.sheets or self.minutes != self.source.minutes

    @property
    def can_compare(self) -> bool:
        """Whether there is a jury to be compared at all, and it is one piece."""
        readers = [row for row in self.made.loads if row.after]
        return len(readers) > 1 and not self.pieces

    def hours(self, row: JurorLoad) -> str:
        """How long a juror will read."""
        return duration(row.after * self.trials * self.minutes)

    @property
    def longest(self) -> str:
        """How long the busiest juror will read."""
        return duration(max((row.after for row in self.made.loads), default=0) * self.each)

    @property
    def each(self) -> int:
        """Minutes for a work in all its trials."""
        return self.trials * self.minutes


def plan_page(made: Preview, source: ReadingTime, minutes: int | None, trials: int) -> PlanPage:
    """The page of a plan; ``minutes`` for a sheet as the organizer says, else from ``source``."""
    done = made.plan
    return PlanPage(
        made=made,
        minutes=minutes or source.minutes,
        source=source,
        trials=max(1, trials),
        shortages=shortages(made.scene, done),
        ways_out=ways_out(made.scene, made.scene.problem(made.wanted), done),
        pieces=comparability(made),
        joined_off=price_of_joining(made),
        unproven=unproven(done),
        moves=_moves(made),
    )


def _moves(made: Preview) -> list[Move]:
    names = {juror.id: juror.person.short_name for juror in made.scene.jurors}
    lost, got = defaultdict(list), defaultdict(list)
    for entry, juror in made.plan.removed:
        lost[entry].append(juror)
    for entry, juror in made.plan.added:
        got[entry].append(juror)
    moves = [
        Move(
            made.scene.entries[entry],
            [names[j] for j in jurors],
            [names[j] for j in got[entry]],
            any((entry, j) in made.scene.barred for j in jurors),
        )
        for entry, jurors in lost.items()
    ]
    return sorted(moves, key=lambda move: code_key(move.code))


def duration(minutes: int) -> str:
    """Minutes as hours, rounded to five minutes: «12 ч 30 мин»."""
    hours, rest = divmod(round(minutes / 5) * 5 if minutes >= 60 else minutes, 60)
    if not hours:
        return str(_("%(minutes)d мин", minutes=rest))
    if not rest:
        return str(_("%(hours)d ч", hours=hours))
    return str(_("%(hours)d ч %(minutes)d мин", hours=hours, minutes=rest))
