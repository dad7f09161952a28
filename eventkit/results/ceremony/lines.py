"""Lines of a ceremony with names: for the hall as everybody may know them, for the host in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import get_locale
from flask_babel import gettext as _

from eventkit.entries.models import Entry, EntryAuthor
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.people.naming import accusative, guess_gender
from eventkit.registration.queries import PublicAuthor, public_authors
from eventkit.results.ceremony.models import Ceremony
from eventkit.results.ceremony.queries import entries, results_of
from eventkit.results.ceremony.steps import Step
from eventkit.results.models import Calculation, Standing
from eventkit.web.i18n import number


@dataclass(frozen=True)
class Laureate:
    """One who is called: a pair by its title with its people under it, or a person."""

    entry: Entry
    name: str
    people: str = ""
    school: str = ""
    value: str = ""
    degree: int | None = None
    is_named: bool = True
    """False where the hall sees no personal name, for want of a consent."""


@dataclass(frozen=True)
class Line:
    """A step with those it calls."""

    step: Step
    nomination: str
    laureates: tuple[Laureate, ...]


def hall_lines(ceremony: Ceremony, steps: Sequence[Step]) -> list[Line]:
    """Lines for the hall: names of those who agreed to publication, values if they are shown."""
    ids = _ids(steps)
    known = public_authors(ceremony.event_id, ids) if ids else {}
    found, results = entries(ids), results_of(ceremony.calculation, ids)
    laureates = {
        entry_id: _for_hall(entry, known[entry_id], results, values=ceremony.shows_values)
        for entry_id, entry in found.items()
    }
    return _lines(ceremony.event, steps, laureates)


def host_lines(event: Event, made: Calculation, steps: Sequence[Step]) -> list[Line]:
    """Lines for the staff: full names as they are called up, schools, values."""
    ids = _ids(steps)
    known = public_authors(event.id, ids) if ids else {}
    found, results = entries(ids), results_of(made, ids)
    laureates = {
        entry_id: _for_host(entry, known[entry_id], results) for entry_id, entry in found.items()
    }
    return _lines(event, steps, laureates)


def _ids(steps: Sequence[Step]) -> set[int]:
    return {entry_id for step in steps for entry_id in step.entry_ids}


def _lines(event: Event, steps: Sequence[Step], laureates: Mapping[int, Laureate]) -> list[Line]:
    titles = {nomination.id: nomination.title for nomination in event.nominations}
    return [
        Line(
            step,
            titles.get(step.nomination_id or 0, ""),
            tuple(laureates[one] for one in step.entry_ids if one in laureates),
        )
        for step in steps
    ]


def _for_hall(
    entry: Entry, known: PublicAuthor, results: Mapping[int, Standing], *, values: bool
) -> Laureate:
    title = entry.group.title if entry.group is not None else ""
    standing = results.get(entry.id)
    return Laureate(
        entry,
        f"«{title}»" if title else known.name,
        # The title stands above already; all are named or none.
        ", ".join(one.person.full_name for one in entry.authors)
        if title and known.is_named
        else "",
        known.organization,
        number(standing.value) if values and standing and standing.value is not None else "",
        standing.degree if standing else None,
        known.is_named,
    )


def _for_host(entry: Entry, known: PublicAuthor, results: Mapping[int, Standing]) -> Laureate:
    title = entry.group.title if entry.group is not None else ""
    standing = results.get(entry.id)
    schools = dict.fromkeys(
        author.person.organization.short_name
        for author in entry.authors
        if author.person.organization is not None
    )
    return Laureate(
        entry,
        f"«{title}»" if title else "",
        _(" и ").join(_called(author) for author in entry.authors),
        known.organization or ", ".join(schools),
        number(standing.value) if standing and standing.value is not None else "",
        standing.degree if standing else None,
        known.is_named,
    )


def _called(author: EntryAuthor) -> str:
    """«наставника Ткаченко Ольгу Петровну»; the nominative where the case is not known."""
    person = author.person
    sex = person.gender or guess_gender(person.last_name, person.first_name, person.patronymic)
    name = person.full_name
    if sex and str(get_locale()) == "ru":
        name = accusative(
            person.last_name, person.first_name, person.patronymic, "f" if sex == "f" else "m"
        )
    role = {"mentor": _("наставника"), "young": _("молодого педагога")}.get(author.role, "")
    return f"{role} {name}".strip()
