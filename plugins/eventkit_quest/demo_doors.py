"""The demo's quest for visitors: a team that nobody has played yet, and two hosts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import exists, select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.hooks import DemoDoor
from eventkit.journal.models import JournalLine
from eventkit.journal.operations import event_chain
from eventkit.web.urls import full_url
from eventkit_quest.models import QuestHappening, QuestTeam
from eventkit_quest.operations import add_team
from eventkit_quest.play.doors import TeamDoor, come_in
from eventkit_quest.queries import definition_of, stations_of
from eventkit_quest.running.host_operations import add_host, issue_host_link
from eventkit_quest.running.models import QuestHost
from eventkit_quest.running.noting import hold_game, tell
from eventkit_quest.running.queries import hosts_of, run_of

GUESTS = "Гости"
GIVEN = "quest.guests"
HOSTS = ("Людмила Аркадьевна", "Старшеклассники, кабинет 12")


def make_ready(event: Event) -> None:
    """Let two hosts stand where somebody is needed, and put a team by for the first visitor."""
    needing = [one for one in stations_of(event) if definition_of(one).needs_host]
    for name, station in zip(HOSTS, needing, strict=False):
        issue_host_link(add_host(event, station, name))
    _put_by(event)


def doors() -> list[DemoDoor]:
    """A fresh team with its code and link, and the hosts; none without the demo's game."""
    event = _game()
    if event is None:
        return []
    return [_team_door(event), *(_host_door(host) for host in hosts_of(event.id)[: len(HOSTS)])]


def _game() -> Event | None:
    """The quest that the demo has announced, while it may still be played."""
    query = select(Event).where(Event.format == "quest", Event.published_at.is_not(None))
    event = db.session.scalars(query.order_by(Event.id)).first()
    run = run_of(event.id) if event else None
    return None if run is not None and run.ended_at is not None else event


def _team_door(event: Event) -> DemoDoor:
    free = next(iter(_free(event)), None)
    about = _("Квест «%(title)s»: восемь станций на 15–25 минут.", title=event.title)
    if free is None:
        text = _("Код и ссылку команда получит при входе.")
        return DemoDoor("team", _("Команда квеста"), GUESTS, f"{about} {text}", "", _play)
    entry, team = free
    pin = f"{team.pin[:4]} {team.pin[4:]}"
    text = _("Код для входа с телефона: %(pin)s.", pin=pin)
    link = full_url(url_for("play.link", slug=event.slug, secret=team.secret))
    name = entry.title
    return DemoDoor("team", _("Команда квеста"), name, f"{about} {text}", link, _play)


def _host_door(host: QuestHost) -> DemoDoor:
    title = definition_of(host.station).title
    text = _("Личная ссылка без пароля: ставит баллы на станции «%(title)s».", title=title)
    act = partial(_stand, host.id)
    return DemoDoor(f"host-{host.id}", _("Ведущий станции"), host.name, text, "", act)


def _play() -> str:
    """Let the visitor in as a team that nobody else has, and put the next one by."""
    event = _game()
    if event is None:
        return url_for("desk.demo")
    hold_game(event.id)
    entry, team = (_free(event) or [_put_by(event)])[0]
    tell(entry, GIVEN, "system")
    db.session.flush()
    if not _free(event):
        _put_by(event)
    come_in(TeamDoor(event, team, entry))
    return url_for("play.game", slug=event.slug)


def _stand(host_id: int) -> str:
    """Let the visitor stand at a station; an older link of the host dies."""
    host = db.session.get(QuestHost, host_id)
    if host is None:
        return url_for("desk.demo")
    token = issue_host_link(host)
    return url_for("quest_running.host", slug=host.event.slug, token=token)


def _free(event: Event) -> Sequence[tuple[Entry, QuestTeam]]:
    """Guests to whom nothing has happened and who were given to nobody."""
    given = select(JournalLine.subject).where(
        JournalLine.chain == event_chain(event.id), JournalLine.act == GIVEN
    )
    query = (
        select(Entry, QuestTeam)
        .join(QuestTeam, QuestTeam.entry_id == Entry.id)
        .where(
            Entry.event_id == event.id,
            Entry.is_admitted,
            Entry.title.startswith(GUESTS),
            ~exists().where(QuestHappening.entry_id == Entry.id),
        )
        .order_by(Entry.id)
    )
    taken = set(db.session.scalars(given))
    rows = db.session.execute(query).all()
    return [(entry, team) for entry, team in rows if f"entry:{entry.id}" not in taken]


def _put_by(event: Event) -> tuple[Entry, QuestTeam]:
    """A new team for whoever comes next."""
    query = select(Entry).where(Entry.event_id == event.id, Entry.title.startswith(GUESTS))
    number = len(db.session.scalars(query).all()) + 1
    title = GUESTS if number == 1 else f"{GUESTS} {number}"
    entry = add_team(event, title, code=f"Г{number}")
    team = db.session.get(QuestTeam, entry.id)
    assert team is not None
    return entry, team
