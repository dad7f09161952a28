"""Levels and outcomes in words, and the lines of a portfolio."""

from __future__ import annotations

from flask_babel import gettext as _

from eventkit.hooks import PortfolioItem
from eventkit.people.models import Person
from eventkit.results.onward.models import OnwardResult
from eventkit.results.onward.queries import confirmed_of

KIND = "onward"


def level_words(level: str) -> str:
    """«региональный»."""
    return str(
        {
            "zone": _("зональный"),
            "region": _("региональный"),
            "district": _("межрегиональный"),
            "country": _("всероссийский"),
            "international": _("международный"),
        }[level]
    )


def outcome_words(made: OnwardResult) -> str:
    """«призёр, 2 место»."""
    words = str(
        {
            "sent": _("направлен(а)"),
            "participant": _("участник"),
            "prize": _("призёр"),
            "winner": _("победитель"),
        }[made.outcome]
    )
    if made.place is None:
        return words
    return str(_("%(outcome)s, %(place)d место", outcome=words, place=made.place))


def portfolio_items(person: Person, event_id: int | None) -> list[PortfolioItem]:
    """A person's confirmed results at higher levels."""
    return [_item(row) for row in confirmed_of(person.id, event_id)]


def _item(row: OnwardResult) -> PortfolioItem:
    group = row.entry.group
    return PortfolioItem(
        source=f"onward:{row.id}",
        kind=KIND,
        title=row.title,
        detail=str(_("В паре «%(title)s»", title=group.title)) if group and group.title else "",
        on=row.held_on,
        event_id=row.event_id,
        level=level_words(row.level),
        result=outcome_words(row),
        place=row.place,
        document_number=row.document[:60],
    )
