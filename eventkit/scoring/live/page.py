"""What the desk shows of a trial: who is on, the order, the stopwatches, what was pressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of
from eventkit.events.models import Event, Trial
from eventkit.lazy import dataclass
from eventkit.scoring.engine.overtime import OvertimeRule
from eventkit.scoring.live.clock import Clock, whole_seconds
from eventkit.scoring.live.models import LiveAct
from eventkit.scoring.live.moves import MOVES, ON, OVER, UNDO
from eventkit.scoring.live.queries import actor_names, acts_of, states_of
from eventkit.scoring.live.words import costs, over_words
from eventkit.scoring.setup_queries import criteria_of_event, current_rules
from eventkit.scoring.timing.queries import limited_trials, times_of
from eventkit.web.clock import now

LAST_ACTS = 12
DISAGREE_MS = 2000


@dataclass(frozen=True)
class Limit:
    """The limit of a trial with what time beyond it costs, for the server and for scripts."""

    seconds: int | None
    rule: OvertimeRule
    costs: Sequence[str]


@dataclass(frozen=True)
class Struck:
    """An attempt that does not count: what it had come to, and why."""

    milliseconds: int
    reason: str

    @property
    def seconds(self) -> int:
        """As a stopwatch shows it."""
        return whole_seconds(self.milliseconds)


@dataclass(frozen=True)
class Slot:
    """A performance as it stands."""

    performance: Performance
    state: str
    run: int
    clock: Clock
    last_key: str
    elapsed_ms: int
    """When the page was made."""
    noted: int | None
    """The official time in seconds; None without one."""
    over: str
    struck: Sequence[Struck] = ()
    notes: Sequence[str] = ()
    """What was written of replacements."""

    @property
    def seconds(self) -> int:
        """What the stopwatch shows."""
        return whole_seconds(self.elapsed_ms)

    @property
    def differs(self) -> bool:
        """Whether the official time is not the stopwatch's."""
        return self.state == "done" and self.noted is not None and self.noted != self.seconds

    def can(self, verb: str) -> bool:
        """Whether the button makes sense now."""
        return bool(self.last_key) if verb == UNDO else self.state in MOVES[verb].sources


@dataclass(frozen=True)
class LogLine:
    """A press with who pressed it."""

    act: LiveAct
    slot: Slot
    name: str

    @property
    def differs(self) -> bool:
        """Whether the device's stopwatch and the server's disagree: a laptop slept, for one."""
        own, servers = self.act.own_ms, self.act.server_ms
        is_run = self.act.verb in ("stop", "pause")
        return is_run and own is not None and abs(own - (servers or 0)) > DISAGREE_MS


@dataclass(frozen=True)
class Day:
    """A trial on its day."""

    trial: Trial
    limit: Limit
    slots: Sequence[Slot]
    log: Sequence[LogLine] = field(default=())

    @property
    def on(self) -> Sequence[Slot]:
        """Whoever is on the stage."""
        return [slot for slot in self.slots if slot.state in ON]

    @property
    def waiting(self) -> Sequence[Slot]:
        """Whoever is still to come."""
        return [slot for slot in self.slots if slot.state == "waiting"]

    @property
    def following(self) -> Slot | None:
        """Who is next; None when nobody is left."""
        return next(iter(self.waiting), None)

    @property
    def is_over(self) -> bool:
        """Whether all have performed or did not come."""
        return bool(self.slots) and all(slot.state in OVER for slot in self.slots)

    @property
    def done(self) -> int:
        """How many are through."""
        return sum(slot.state in OVER for slot in self.slots)


def day_of(event: Event, trial: Trial, *, with_log: bool = False) -> Day:
    """The trial as it stands now; as many queries whatever its length."""
    performances = performances_of(trial)
    ids = [one.id for one in performances]
    states, at, limit = states_of(ids), now(), limit_of(event, trial)
    noted = times_of([one.entry_id for one in performances])
    acts = acts_of(ids)
    by_performance: dict[int, list[LiveAct]] = {id_: [] for id_ in ids}
    for act in acts:
        by_performance[act.performance_id].append(act)
    slots = []
    for one in performances:
        state, own = states.get(one.id), by_performance[one.id]
        clock = state.clock if state else Clock()
        seconds = noted.get((one.entry_id, trial.id))
        slots.append(
            Slot(
                performance=one,
                state=state.state if state else "waiting",
                run=state.run if state else 1,
                clock=clock,
                last_key=state.last_key if state else "",
                elapsed_ms=clock.elapsed_ms(at),
                noted=seconds,
                over=_over(limit, seconds, clock, at),
                struck=_struck(own),
                notes=[act.reason for act in _in_force(own) if act.verb == "replaced"],
            )
        )
    return Day(trial, limit, slots, _log(slots, acts) if with_log else ())


def limit_of(event: Event, trial: Trial) -> Limit:
    """The limit of a trial by the rules of the event."""
    rules, criteria = current_rules(event), criteria_of_event(event)
    limits = {one.id: seconds for one, seconds in limited_trials(rules, criteria)}
    seconds = limits.get(trial.id)
    return Limit(seconds, rules.overtime, costs(rules.overtime) if seconds else ())


def _over(limit: Limit, noted: int | None, clock: Clock, at: datetime) -> str:
    if limit.seconds is None:
        return ""
    seconds = whole_seconds(clock.elapsed_ms(at)) if noted is None else noted
    return over_words(seconds, limit.seconds, limit.rule)


def _struck(acts: Sequence[LiveAct]) -> list[Struck]:
    return [
        Struck(act.own_ms if act.own_ms is not None else act.server_ms or 0, act.reason)
        for act in _in_force(acts)
        if act.verb == "repeat"
    ]


def _in_force(acts: Sequence[LiveAct]) -> list[LiveAct]:
    return [act for act in acts if act.outcome == "applied" and act.undone_by_id is None]


def _log(slots: Sequence[Slot], acts: Sequence[LiveAct]) -> list[LogLine]:
    by_id: Mapping[int, Slot] = {slot.performance.id: slot for slot in slots}
    last = list(reversed(acts[-LAST_ACTS:]))
    names = actor_names({act.actor for act in last})
    return [LogLine(act, by_id[act.performance_id], names.get(act.actor, "")) for act in last]
