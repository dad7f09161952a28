"""The rehearsal's page."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from eventkit.events.models import Event
from eventkit.events.queries import event_by_slug
from eventkit.web.access import access
from eventkit.web.requests import row_id
from eventkit_quest.authoring.rules import may_author
from eventkit_quest.engine import Quest
from eventkit_quest.engine.rehearsal import (
    Assumptions,
    figures_of,
    play_games,
    words_of,
)
from eventkit_quest.engine.rehearsal import assumptions as supposing
from eventkit_quest.queries import quest_of, stations_of
from eventkit_quest.rehearsing.proving import proved, routes_in
from eventkit_quest.rehearsing.words import advice_of, percent, short

bp = Blueprint("rehearsing", "eventkit_quest", template_folder="templates")

TEAMS = (3, 6, 10, 20, 40)
HOSTS = (1, 2, 3)
USUAL = Assumptions()
MOST_SEED = 99
MOST_VISITS = 3_000
"""Teams × stations × games of a rehearsal: what a page has the time to play."""


@bp.get("/<slug>/rehearsal")
@access(may_author, event_by_slug)
def page(event: Event) -> str:
    """Prove, play and tell. What the address asks otherwise than the page offers is passed over."""
    quest = quest_of(event)
    if not quest.stations:
        return render_template("quest/rehearsing/empty.html", event=event)
    supposed = _supposed(quest)
    seen = figures_of(quest, play_games(quest, supposed, routes_in(event, quest)))
    return render_template(
        "quest/rehearsing/page.html",
        event=event,
        quest=quest,
        ids={station.code: station.id for station in stations_of(event)},
        seen=seen,
        supposed=supposed,
        supposing=supposing,
        verdict=proved(event, quest),
        advice=advice_of(quest, seen),
        reading=words_of(quest) / supposed.words_per_minute,
        words=words_of(quest),
        choices={"teams": TEAMS, "hosts": HOSTS},
        longest=max((station.minutes for station in seen.stations), default=0),
        short=short,
        percent=percent,
    )


def _supposed(quest: Quest) -> Assumptions:
    teams = _asked("teams", TEAMS, USUAL.teams)
    visits = teams * len(quest.stations)
    return Assumptions(
        teams=teams,
        hosts=_asked("hosts", HOSTS, USUAL.hosts),
        games=max(5, min(USUAL.games, MOST_VISITS // visits)),
        seed=_asked("seed", range(1, MOST_SEED + 1), 1),
    )


def _asked(name: str, offered: tuple[int, ...] | range, usual: int) -> int:
    """A number of the address, if it is one of those offered."""
    asked = row_id(request.args.get(name))
    return asked if asked in offered else usual
