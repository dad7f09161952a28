"""What the essay adds to pages, workbooks and portfolios."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.hooks import Column, Export, Panel, PortfolioItem
from eventkit.people.models import Person
from eventkit.results.models import Standing
from eventkit.results.queries import published_standings_of
from eventkit_essay.forms import limits_in_words
from eventkit_essay.queries import admitted_works, settings_of, stored_lengths, words_of


def lengths_table(event: Event) -> Export:
    """Codes, titles and lengths of the works: what a reader's time is planned by."""
    stored = stored_lengths(event)
    columns = (
        Column(_("Шифр"), width=10),
        Column(_("Название"), width=40),
        Column(_("Номинация"), width=40),
        Column(_("Жанр"), width=30),
        Column(_("Слов"), kind="integer", width=8),
    )
    rows = [
        (
            entry.code or "",
            entry.title,
            entry.nomination.title,
            entry.nomination.genre,
            stored.get(entry.id, words_of(entry)),
        )
        for entry in admitted_works(event)
    ]
    return Export(_("Объём работ"), columns, rows)


def requirements(event: Event) -> list[Panel]:
    """What a work must be, for the event's page and its regulation."""
    settings = settings_of(event)
    ways = {
        "both": _("Работу можно написать прямо на сайте или приложить файлом Word или PDF."),
        "text": _("Работу пишут прямо на сайте."),
        "file": _("Работу прикладывают файлом Word или PDF."),
    }
    genres = list(dict.fromkeys(line.genre for line in event.nominations if line.genre))
    about = {"limits": limits_in_words(settings), "way": ways[settings.accepts], "genres": genres}
    return [Panel(_("Какой должна быть работа"), "essay/requirements.html", about)]


def portfolio_items(person: Person, event: Event | None) -> list[PortfolioItem]:
    """A person's essays from published results, with places."""
    rows = published_standings_of(person.id, event.id if event else None)
    return [_item(row) for row in rows if row.calculation.event.format == "essay"]


def _item(row: Standing) -> PortfolioItem:
    event, published = row.calculation.event, row.calculation.published_at
    detail = _("Номинация «%(nomination)s»", nomination=row.nomination.title)
    if row.entry.title:
        detail = _(
            "«%(title)s», номинация «%(nomination)s»",
            title=row.entry.title,
            nomination=row.nomination.title,
        )
    authors = len(row.entry.authors)
    return PortfolioItem(
        source=f"entry:{row.entry_id}",
        kind="contest",
        title=event.title,
        detail=detail,
        role=ngettext("автор", "соавтор", authors),
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
