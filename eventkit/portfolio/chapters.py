"""A portfolio as a page: school years with their lines, and the numbers above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.hooks import active_plugins
from eventkit.lazy import dataclass
from eventkit.people.models import Person
from eventkit.portfolio.models import PortfolioItem
from eventkit.portfolio.readers_words import about_shown, result_shown
from eventkit.portfolio.refreshing import JURY, QUESTIONNAIRE
from eventkit.printing.words import school_year
from eventkit.web.i18n import day, short_day

MOST_FACTS = 4


@dataclass(frozen=True)
class Line:
    """One line with what is drawn beside it."""

    item: PortfolioItem
    when: str
    """«14⏎ноября»."""
    accent: str
    ornament: str
    """The word of the rosette; empty for a dot."""
    about: str
    result: str
    beneath: str
    """The level of the event, or what the place made of the person."""


@dataclass(frozen=True)
class Chapter:
    """A school year; without a title for lines that have no date."""

    title: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Folio:
    """Everything that the title page and the list show; nothing private of the person."""

    person: Person
    eyebrow: str
    lead: tuple[str, ...]
    facts: tuple[tuple[int, str], ...]
    chapters: tuple[Chapter, ...]
    has_answers: bool
    """Whether a line tells what the person answered about themselves."""


def folio(person: Person, items: Sequence[PortfolioItem]) -> Folio:
    """Arrange a person's lines, given newest first."""
    has_answers = any(item.kind == QUESTIONNAIRE for item in items)
    return Folio(
        person, _eyebrow(items), _lead(person), _facts(items), _chapters(items), has_answers
    )


def _chapters(items: Sequence[PortfolioItem]) -> tuple[Chapter, ...]:
    found: dict[str, Chapter] = {}
    # Lines without a date come last, whatever the database thinks of empty values.
    for item in sorted(items, key=lambda one: one.on or date.min, reverse=True):
        title = school_year(item.on) if item.on else ""
        found.setdefault(title, Chapter(title)).lines.append(_line(item))
    return tuple(found.values())


def _line(item: PortfolioItem) -> Line:
    event = item.event
    ornament = ""
    result, beneath = result_shown(item)
    if event is not None and item.place is not None:
        known = active_plugins().formats.get(event.format)
        ornament = known[1].ornament if known else event.format
    return Line(
        item=item,
        when=short_day(item.on).replace(" ", "\n", 1) if item.on else "",
        accent=event.accent if event is not None and ornament else "",
        ornament=ornament,
        about=about_shown(item),
        result=result,
        beneath=beneath,
    )


def _eyebrow(items: Sequence[PortfolioItem]) -> str:
    """The school years of the lines, as their headings name them."""
    years = sorted(school_year(item.on) for item in items if item.on)
    if not years:
        return str(_("Портфолио педагога"))
    if years[0] == years[-1]:
        return str(_("Портфолио педагога, %(year)s", year=years[0]))
    return str(_("Портфолио педагога, %(first)s – %(last)s", first=years[0], last=years[-1]))


def _lead(person: Person) -> tuple[str, ...]:
    school = person.organization.short_name if person.organization else ""
    work = ", ".join(filter(None, (person.position, school)))
    lines = [work[:1].upper() + work[1:]] if work else []
    if person.teaching_since:
        lines.append(_("В профессии с %(day)s", day=day(person.teaching_since)))
    return tuple(lines)


def _facts(items: Sequence[PortfolioItem]) -> tuple[tuple[int, str], ...]:
    """Places first, then contests, juries and papers: at most four that are not zero."""
    places = [len([item for item in items if item.place == place]) for place in (1, 2, 3)]
    # Whoever has only answered a questionnaire may not have been there.
    took_part = [item for item in items if item.kind not in (JURY, QUESTIONNAIRE)]
    contests = len({item.event_id for item in took_part if item.event_id})
    juries = len([item for item in items if item.kind == JURY])
    papers = len([item for item in items if item.document_number])
    facts = (
        (places[0], ngettext("первое место", "первых места", places[0])),
        (places[1], ngettext("второе место", "вторых места", places[1])),
        (places[2], ngettext("третье место", "третьих места", places[2])),
        (contests, ngettext("мероприятие", "мероприятия", contests)),
        (juries, ngettext("раз в жюри", "раза в жюри", juries)),
        (papers, ngettext("наградной документ", "наградных документа", papers)),
    )
    return tuple(fact for fact in facts if fact[0])[:MOST_FACTS]
