"""Names of works' authors: for the staff as they are, in public only with their consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.lazy import dataclass
from eventkit.registration.models import Registration
from eventkit.registration.queries import public_authors


@dataclass(frozen=True)
class Named:
    """Who made a work, as a page may show it; ``school`` is empty where it would tell the name."""

    names: tuple[str, ...]
    school: str = ""

    @property
    def text(self) -> str:
        """All authors in one line."""
        return ", ".join(self.names)


def staff_names(event: Event, entries: Iterable[Entry]) -> dict[int, Named]:
    """By entry id: full names and the school as it stood in the application.

    The entries come with their authors, persons and organizations loaded.
    """
    schools = _schools(event)
    return {e.id: Named(_full_names(e), _all_schools(e, schools.get(e.id, ""))) for e in entries}


def public_names(event: Event) -> dict[int, Named]:
    """By entry id: names of those who agreed to publication, «участник № …» for the others."""
    authors = public_authors(event.id)
    return {entry_id: Named((a.name,), a.organization) for entry_id, a in authors.items()}


def code_names(entries: Iterable[Entry]) -> Mapping[int, Named]:
    """By entry id: nothing but the code, while the jury reads blind."""
    return {e.id: Named((_("Работа %(code)s", code=e.code),)) for e in entries}


def _schools(event: Event) -> dict[int, str]:
    """The schools of applications, by entry id."""
    query = select(Registration.entry_id, Registration.organization_name).where(
        Registration.event_id == event.id, Registration.entry_id.is_not(None)
    )
    return {entry_id: school for entry_id, school in db.session.execute(query) if entry_id}


def _full_names(entry: Entry) -> tuple[str, ...]:
    """The authors; of a pair or a team one text that begins with what it calls itself."""
    names = tuple(author.person.full_name for author in entry.authors)
    if entry.group is None or not entry.group.title:
        return names
    return (": ".join(filter(None, (f"«{entry.group.title}»", ", ".join(names)))),)


def _all_schools(entry: Entry, sent: str) -> str:
    """The school of the application, else the first author's; of a pair from two schools both."""
    known = [a.person.organization.short_name for a in entry.authors if a.person.organization]
    if entry.group is None:
        return sent or (known[0] if known else "")
    return " / ".join(dict.fromkeys(filter(None, (*sent.split(" / "), *known))))
