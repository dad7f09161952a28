"""Lines of the journal in words: who did what, and what stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventkit.db import db
from eventkit.desk.journal_acts import ACTS
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.events.words import entry_word
from eventkit.hooks.manager import active_plugins
from eventkit.journal.models import JournalLine
from eventkit.juries.models import Juror
from eventkit.lazy import dataclass
from eventkit.people.accounts import Account
from eventkit.registration.models import Registration


@dataclass(frozen=True)
class Told:
    """One line as the page shows it."""

    number: int
    at: datetime
    who: str
    act: str
    about: str
    text: str


def told(event: Event, lines: Sequence[JournalLine]) -> list[Told]:
    """The lines of an event in words; four queries at most, whatever their number."""
    who = _actors({line.actor for line in lines})
    about = _subjects(event, lines)
    return [
        Told(
            number=line.number,
            at=line.at,
            who=who.get(line.actor, line.actor),
            act=_act(event, line),
            about=about.get(line.subject, "") or str(line.data.get("code", "")),
            text="; ".join(text.text for text in line.texts if text.text),
        )
        for line in lines
    ]


def _act(event: Event, line: JournalLine) -> str:
    """What was done; where the line says what it follows from, in words of that."""
    source = str(line.data.get("source", "")).partition(":")[0]
    own = active_plugins().format_of(event).acts
    known = [own, ACTS, *(brought.acts for brought in active_plugins().contributions.values())]
    found = (acts.get(key) for key in (f"{line.act}:{source}", line.act) for acts in known)
    return str(next(filter(None, found), line.act))


def _actors(actors: Collection[str]) -> dict[str, str]:
    names = {"system": str(_("программа")), "stranger": str(_("посетитель"))}
    names |= {key: str(_("ведущий станции")) for key in actors if key.startswith("host:")}
    accounts = select(Account).where(Account.id.in_(_ids(actors, "account")))
    for account in db.session.scalars(accounts.options(joinedload(Account.person))):
        name = account.person.short_name if account.person else account.email
        names[f"account:{account.id}"] = name
    return names | _jurors(actors)


def _jurors(keys: Collection[str]) -> dict[str, str]:
    query = select(Juror).where(Juror.id.in_(_ids(keys, "juror")))
    rows = db.session.scalars(query.options(joinedload(Juror.person)))
    return {f"juror:{row.id}": row.person.short_name for row in rows}


def _subjects(event: Event, lines: Sequence[JournalLine]) -> Mapping[str, str]:
    keys = {line.subject for line in lines}
    names = _jurors(keys)
    entries = select(Entry.id, Entry.code).where(Entry.id.in_(_ids(keys, "entry")))
    for id_, code in db.session.execute(entries):
        names[f"entry:{id_}"] = f"{entry_word(event)} {code}" if code else ""
    numbers = select(Registration.id, Registration.number)
    own = numbers.where(Registration.id.in_(_ids(keys, "registration")))
    for id_, number in db.session.execute(own):
        names[f"registration:{id_}"] = _("заявка № %(number)s", number=number) if number else ""
    for line in lines:
        if line.subject.startswith("appeal:"):
            names[line.subject] = _("апелляция № %(number)s", number=line.data["number"])
    return names


def _ids(keys: Collection[str], kind: str) -> list[int]:
    found = (key.partition(":") for key in keys)
    return [int(id_) for name, _colon, id_ in found if name == kind and id_.isdecimal()]
