"""What the duet adds to pages and portfolios: cards, and published places of both members."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.hooks import Panel, PortfolioItem
from eventkit.people.models import Person
from eventkit.results.models import Standing
from eventkit.results.queries import published_standings_of
from eventkit_duet.cards.queries import find_shown, shown_cards
from eventkit_duet.cards.rules import may_see_cards


def panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """The own card beside an application, public cards beside the event, one at the ceremony."""
    if place == "registration.mine":
        return _own(subject)
    if place == "event.public" and subject.format == "duet":
        rows = [one for one in shown_cards(subject) if one.is_public]
        context = {"event": subject, "rows": rows}
        return [Panel(_("Пары-участницы"), "duet/_public.html", context)] if rows else []
    if place == "event.cockpit" and subject.format == "duet":
        rows = shown_cards(subject)
        ready = len([one for one in rows if one.card and one.card.is_ready])
        about = {"event": subject, "ready": ready, "all": len(rows)}
        about["may_open"] = may_see_cards(viewer, subject)
        return [Panel(_("Визитные карточки"), "duet/_cockpit.html", about)] if rows else []
    if place == "results.ceremony" and isinstance(subject, Entry):
        shown = find_shown(subject.event.slug, subject.id)
        if shown is not None and shown.is_public:
            return [Panel(shown.title, "duet/_ceremony.html", {"shown": shown})]
    return []


def _own(door: Any) -> list[Panel]:
    registration = door.registration
    entry = registration.entry
    if registration.event.format != "duet" or entry is None or registration.group_id is None:
        return []
    shown = find_shown(registration.event.slug, entry.id)
    context = {"shown": shown, "event": registration.event, "key": door.key}
    return [Panel(_("Визитная карточка"), "duet/_own.html", context)]


def portfolio_items(person: Person, event: Event | None) -> list[PortfolioItem]:
    """A member's contests with the pair, and a young teacher's own, from published results."""
    rows = published_standings_of(person.id, event.id if event else None)
    ours = ("duet", "debut")
    return [_item(row, person.id) for row in rows if row.calculation.event.format in ours]


def _item(row: Standing, person_id: int) -> PortfolioItem:
    event, published = row.calculation.event, row.calculation.published_at
    detail = _("Номинация «%(nomination)s»", nomination=row.nomination.title)
    group = row.entry.group
    if group is not None and group.title:
        detail = _("В паре «%(title)s»", title=group.title)
    part = next((one.role for one in row.entry.authors if one.person_id == person_id), "")
    roles = {"mentor": _("наставник"), "young": _("молодой педагог")}
    return PortfolioItem(
        source=f"entry:{row.entry_id}",
        kind="contest",
        title=event.title,
        detail=detail,
        role=roles.get(part, _("участник")),
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
