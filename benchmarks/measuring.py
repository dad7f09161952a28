"""Playing acts against servers and keeping what they cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from benchmarks.clients import Act, play_alone, play_together
from benchmarks.worker import Worker, running

Maker = Callable[[int], Act]


@dataclass(frozen=True)
class Kind:
    """What is measured: the words for the table, how many acts a round has.

    ``together`` is the number of acts that the clients share when many come at once, 0 for none.
    """

    words: str
    alone: int
    together: int
    is_page: bool = True


@dataclass
class Cost:
    """What one kind of act costs on one server."""

    cpu: list[float] = field(default_factory=list)
    """Processor seconds of an act, one figure for each round."""
    wall: list[float] = field(default_factory=list)
    """Wall seconds of each act of a single client."""
    at_once: list[float] = field(default_factory=list)
    """Acts in a second with many clients, one figure for each round."""
    size: int = 0
    """Bytes of the answer as sent."""

    @property
    def seconds(self) -> float:
        """Processor seconds of an act: the median of the rounds."""
        return median(self.cpu)

    @property
    def latency(self) -> tuple[float, float]:
        """Wall seconds of an act with one client: the median and the 95th percentile."""
        return median(self.wall), quantiles(self.wall, n=20)[-1]

    @property
    def rate(self) -> float:
        """Acts in a second with one client."""
        return len(self.wall) / sum(self.wall)

    @property
    def rate_at_once(self) -> float | None:
        """Acts in a second with many clients."""
        return median(self.at_once) if self.at_once else None


@dataclass
class Subject:
    """A server under measurement with the acts it is given."""

    worker: Worker
    make: Maker
    cost: Cost = field(default_factory=Cost)
    done: int = 0

    def next_acts(self, count: int) -> list[Act]:
        """The next acts; none is given twice."""
        first, self.done = self.done, self.done + count
        return [self.make(number) for number in range(first, first + count)]


# Addresses of clients on this machine go up and up: the site counts forms by address.
_addresses = iter(range(1, 1 << 22, 16))


def measure(subjects: Sequence[Subject], kind: Kind, rounds: int, clients: int) -> None:
    """Play a kind of act in rounds, server after server, so that a slow moment meets all alike."""
    for subject in subjects:
        play_alone(subject.worker.port, subject.next_acts(max(2, kind.alone // 4)), _address())
    for _round in range(rounds):
        for subject in subjects:
            _alone(subject, kind.alone)
    if not kind.together:
        return
    for _round in range(max(1, rounds // 2)):
        for subject in subjects:
            acts = subject.next_acts(kind.together)
            played = play_together(subject.worker.port, acts, clients, _address())
            subject.cost.at_once.append(kind.together / played.whole)


def _alone(subject: Subject, count: int) -> None:
    acts = subject.next_acts(count)
    before = subject.worker.cpu()
    played = play_alone(subject.worker.port, acts, _address())
    subject.cost.cpu.append((subject.worker.cpu() - before) / count)
    subject.cost.wall += played.seconds
    subject.cost.size = played.size


def _address() -> int:
    return next(_addresses)


def measure_app(
    makers: Mapping[int, Mapping[str, Maker]],
    folders: Mapping[int, Path],
    kinds: Mapping[str, Kind],
    rounds: int,
    clients: int,
    say: Callable[[str], None],
) -> dict[str, dict[int, Cost]]:
    """Measure each kind of act on an installation of each size; by kind and size."""
    found: dict[str, dict[int, Cost]] = {}
    with ExitStack() as stack:
        workers = {
            size: stack.enter_context(running("eventkit", folder))
            for size, folder in folders.items()
        }
        for name, kind in kinds.items():
            subjects = {size: Subject(workers[size], makers[size][name]) for size in workers}
            measure(list(subjects.values()), kind, rounds, clients)
            found[name] = {size: subject.cost for size, subject in subjects.items()}
            say(f"measured: {kind.words}")
    return found


def measure_floor(
    floor: str, folder: Path, act: Act, kind: Kind, rounds: int, clients: int
) -> Cost:
    """Measure one act on a floor."""
    with running(floor, folder) as worker:
        subject = Subject(worker, lambda _number: act)
        measure([subject], kind, rounds, clients)
        return subject.cost
