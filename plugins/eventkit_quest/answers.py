"""What the quest answers to the core: values, places, lines of portfolios."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.hooks import PortfolioItem, Ranking, ScoreResult
from eventkit.people.models import Person
from eventkit.results.models import Standing
from eventkit.results.queries import published_standings_of
from eventkit_quest.queries import result_of_team, standings, teams_of


def score(event: Event, entry: Entry) -> ScoreResult:
    """The total of a team, outside the competition too; none for a team that did nothing."""
    result = result_of_team(event, entry)
    if not result.lines[:-1] and result.out_reason == "unfinished":
        return ScoreResult()
    parts = {code: station.points for code, station in result.stations.items()}
    return ScoreResult(value=result.total, parts=parts)


def ranking(event: Event) -> Ranking:
    """Places by entry id; a team outside the competition has none."""
    ids = {entry.code: entry.id for entry in teams_of(event)}
    rows = [(ids[row.result.team], row) for row in standings(event).rows]
    return Ranking(
        places={entry_id: row.place for entry_id, row in rows},
        shown={entry_id: row.shown for entry_id, row in rows if row.shown},
    )


def portfolio_items(person: Person, event: Event | None) -> list[PortfolioItem]:
    """A member's quests from published results, with the place of the team."""
    rows = published_standings_of(person.id, event.id if event else None)
    return [_item(row) for row in rows if row.calculation.event.format == "quest"]


def _item(row: Standing) -> PortfolioItem:
    event, published = row.calculation.event, row.calculation.published_at
    return PortfolioItem(
        source=f"entry:{row.entry_id}",
        kind="contest",
        title=event.title,
        detail=_("Команда «%(team)s»", team=row.entry.title),
        role=_("участник команды"),
        on=published.date() if published else None,
        event_id=event.id,
        result=_result(row),
        place=row.place,
    )


def _result(row: Standing) -> str:
    if row.status == "winner":
        return str(_("победитель, %(place)s место", place=row.place_shown))
    if row.status == "prize":
        return str(_("призёр, %(place)s место", place=row.place_shown))
    return str(_("участник"))
