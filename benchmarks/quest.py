"""A hall in which a quest is played: a hundred teams at the pace of a game, sixty boards that ask.

The boards ask every two seconds with the tag of what they have, as a browser does; each team tells
something every half a minute. Nothing is hurried: what counts is whether everybody is answered in
time and how much of one core that takes.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from benchmarks.acts import Visitor, visitor
from benchmarks.clients import Act, Client, Step
from benchmarks.report import table
from benchmarks.worker import Worker, running
from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.events.operations import create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.hooks.migrations import upgrade
from eventkit.scoring.rules_operations import open_judging
from eventkit.web.clock import now
from eventkit_quest.models import QuestTeam
from eventkit_quest.operations import add_team, receive, set_up_quest
from eventkit_quest.play.doors import SESSION
from eventkit_quest.presets import PRO_SHKOLU, shipped

TEAMS, BOARDS = 100, 60
TEAM_SECONDS, BOARD_SECONDS = 30.0, 2.0
SECONDS = 60.0
STATIONS = ("S1", "S2", "S4")


@dataclass
class Timed:
    """Wall seconds of answers, and how many came later than the next question was due."""

    seconds: list[float] = field(default_factory=list)
    late: int = 0

    @property
    def latency(self) -> tuple[float, float, float]:
        """The median, the 95th percentile, the longest."""
        return median(self.seconds), quantiles(self.seconds, n=20)[-1], max(self.seconds)


@dataclass
class Hall:
    """One run: the teams' events, the boards' questions, the share of a core, and the floor's."""

    events: Timed = field(default_factory=Timed)
    boards: Timed = field(default_factory=Timed)
    load: float = 0.0


@dataclass(frozen=True)
class Game:
    """A filled installation: where the game is, and the teams' sessions by their entries."""

    slug: str
    doors: tuple[tuple[int, Visitor], ...]


def measure_hall(folder: Path) -> tuple[Hall, Hall]:
    """The game, and a plain Flask that keeps one row or says two words at the same pace."""
    folder.mkdir(parents=True, exist_ok=True)
    game = fill(folder)
    board = Act((Step(f"/quest/{game.slug}/board/state", asks_again=True),))
    with running("eventkit", folder) as worker:
        hall = _run(worker, lambda team, turn: event_of(game, team, turn), board)
    floor = Hall()
    with running("insert", folder) as keeping, running("hello", folder) as saying:
        step = Act((Step("/", "POST", b"x=1"),))
        before = keeping.cpu() + saying.cpu()
        floor = _play(keeping.port, saying.port, lambda _team, _turn: step, Act((Step("/"),)))
        floor.load = (keeping.cpu() + saying.cpu() - before) / SECONDS
    return hall, floor


def fill(folder: Path) -> Game:
    """An installation with one game under way."""
    app = create_app(instance=folder)
    with app.app_context():
        set_mode("write")
        upgrade()
        db.create_all()
        event = create_event("Pro_ШКОЛУ", "quest")
        set_up_quest(event, shipped(PRO_SHKOLU))
        registration = event.stage("registration")
        assert registration is not None
        set_stage_times(registration, now() - timedelta(days=9), now() - timedelta(days=1))
        publish_event(event)
        entries = [add_team(event, f"Команда {n}", code=f"К{n}") for n in range(1, TEAMS + 1)]
        open_judging(event)
        start = {"type": "start", "ts": now().isoformat()}
        receive(event, [start | {"id": f"s{e.id}", "team": e.code} for e in entries])
        db.session.commit()
        keys = [(entry.id, db.session.get(QuestTeam, entry.id)) for entry in entries]
        secrets = {entry_id: team.secret for entry_id, team in keys if team is not None}
        slug = event.slug
        db.session.remove()
        db.engine.dispose()
    # a session of its own for each: inside one context they would share a token
    doors = tuple((key, visitor(app, {SESSION: [key, one]})) for key, one in secrets.items())
    return Game(slug, doors)


def event_of(game: Game, team: int, turn: int) -> Act:
    """What a team tells: each time a new wrong answer at the next station."""
    entry_id, door = game.doors[team]
    told = {
        "id": f"{turn}",
        "device": "phone",
        "type": "answer",
        "station": STATIONS[turn % len(STATIONS)],
        "text": "?",
        "ts": datetime.now(UTC).isoformat(),
    }
    body = json.dumps({"team": str(entry_id), "offset": 0, "events": [told]}).encode()
    path = f"/quest/{game.slug}/events"
    token = (("X-CSRFToken", door.token),)
    step = Step(path, "POST", body, "application/json", headers=token)
    return Act((step,), door.cookie)


def _run(worker: Worker, event: Callable[[int, int], Act], board: Act) -> Hall:
    before = worker.cpu()
    hall = _play(worker.port, worker.port, event, board)
    hall.load = (worker.cpu() - before) / SECONDS
    return hall


def hall_table(hall: Hall, floor: Hall) -> str:
    """Both runs as Markdown."""
    head = ["who", "answers", "median", "95 %", "longest", "late"]
    rows = [
        [words, str(len(timed.seconds)), *map(_ms, timed.latency), str(timed.late)]
        for words, timed in (
            ("a team's event", hall.events),
            ("floor: plain Flask, one durable insert", floor.events),
            ("a board asks", hall.boards),
            ("floor: plain Flask, a hello", floor.boards),
        )
    ]
    load = f"The game takes {hall.load:.0%} of one core, the floor {floor.load:.0%}."
    return f"{table(head, rows)}\n\n{load}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _play(events_port: int, boards_port: int, event: Callable[[int, int], Act], board: Act) -> Hall:
    """Everybody at once, each a thread that waits for its own moments."""
    hall = Hall()
    begin = time.perf_counter() + 0.5
    threads = [
        threading.Thread(
            target=_ask,
            args=(
                events_port,
                n,
                _moments(begin, n / TEAMS, TEAM_SECONDS),
                lambda turn, n=n: event(n, turn),
                hall.events,
            ),
        )
        for n in range(TEAMS)
    ]
    threads += [
        threading.Thread(
            target=_ask,
            args=(
                boards_port,
                TEAMS + n,
                _moments(begin, n / BOARDS, BOARD_SECONDS),
                lambda _turn: board,
                hall.boards,
            ),
        )
        for n in range(BOARDS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return hall


def _moments(begin: float, share: float, every: float) -> Iterator[tuple[float, float]]:
    """When to ask, and by when to be answered."""
    moment = begin + share * every
    while moment < begin + SECONDS:
        yield moment, moment + every
        moment += every


def _ask(
    port: int,
    number: int,
    moments: Iterator[tuple[float, float]],
    make: Callable[[int], Act],
    timed: Timed,
) -> None:
    client = Client(port, number + 1)
    for turn, (moment, due) in enumerate(moments):
        time.sleep(max(0.0, moment - time.perf_counter()))
        act = make(turn)
        before = time.perf_counter()
        client.play(act)
        after = time.perf_counter()
        timed.seconds.append(after - before)
        timed.late += after > due
    client.connection.close()
