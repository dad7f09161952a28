"""Lines that plugins give: asked after each publication, kept as rows, never while a page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.models import WORK_KINDS, Award
from eventkit.documents.queries import awards_of, issued_awards_of
from eventkit.events.models import Event
from eventkit.hooks import PortfolioItem as Answer
from eventkit.hooks import active_plugins
from eventkit.people.models import Person
from eventkit.portfolio.models import PortfolioItem
from eventkit.web.clock import now
from eventkit.web.i18n import in_sites_language

Key = tuple[str, str, int]
"""Plugin, source, person."""
COPIED = ("kind", "title", "detail", "role", "result", "place", "level", "on", "event_id")
JURY, ONWARD, HOURS, QUESTIONNAIRE = "jury", "onward", "hours", "questionnaire"


class Refresh:
    """One refresh of some people's lines, of one event or of all."""

    def __init__(self, people: Sequence[Person], event: Event | None) -> None:
        self.people = people
        self.event = event
        self.rows = self._stored()
        self.papers = self._papers()

    def run(self) -> int:
        """Ask the plugins about each person; returns how many lines are current now."""
        with in_sites_language():
            return sum(self._refresh(person) for person in self.people)

    def _refresh(self, person: Person) -> int:
        named = active_plugins().ask_others_named(
            "eventkit_portfolio_items", self.event, person=person
        )
        seen: set[Key] = set()
        for plugin, answers in named:
            for answer in answers:
                seen.add(self._keep(plugin, answer, person))
        self._retire({plugin for plugin, _answers in named}, person, seen)
        return len(seen)

    def _keep(self, plugin: str, answer: Answer, person: Person) -> Key:
        """Write what the plugin says; whether it is hidden, and the note, stay the owner's."""
        key = (plugin, answer.source, person.id)
        row = self.rows.get(key)
        if row is None:
            row = PortfolioItem(plugin=plugin, source=answer.source, person_id=person.id)
            self.rows[key] = row
            db.session.add(row)
        for name in COPIED:
            setattr(row, name, getattr(answer, name))
        paper = None if answer.document_number else self._paper_of(answer, person)
        row.document_number = paper.number if paper else answer.document_number
        row.document_code = paper.code if paper else answer.document_code
        row.is_current = True
        row.refreshed_at = now()
        return key

    def _retire(self, answered: set[str], person: Person, seen: set[Key]) -> None:
        """What a plugin that answered does not give any more is not shown; what it said is gone.

        What the owner hid or noted stays, in case the line comes back.
        """
        for key, row in self.rows.items():
            same_event = self.event is None or row.event_id == self.event.id
            if key[2] == person.id and key[0] in answered and same_event and key not in seen:
                row.is_current, row.detail, row.result = False, "", ""

    def _paper_of(self, answer: Answer, person: Person) -> Award | None:
        """The issued paper of a line: thanks for the jury, else the paper of the work it names.

        What was won elsewhere has its paper from there, a questionnaire's result has none.
        """
        if answer.kind in (ONWARD, QUESTIONNAIRE):
            return None
        kinds = ("thanks",) if answer.kind == JURY else (*WORK_KINDS, HOURS)
        found = [
            award
            for award in self.papers[person.id]
            if award.event_id == answer.event_id and award.kind in kinds
        ]
        exact = [a for a in found if a.standing and answer.source == f"entry:{a.standing.entry_id}"]
        if exact:
            return exact[0]
        return found[0] if len(found) == 1 else None

    def _stored(self) -> dict[Key, PortfolioItem]:
        ids = [person.id for person in self.people]
        query = select(PortfolioItem).where(PortfolioItem.person_id.in_(ids))
        return {(row.plugin, row.source, row.person_id): row for row in db.session.scalars(query)}

    def _papers(self) -> dict[int, list[Award]]:
        found: Iterable[Award]
        if self.event is not None:
            found = awards_of(self.event, state="issued")
        else:
            found = [award for person in self.people for award in issued_awards_of(person.id)]
        papers: dict[int, list[Award]] = defaultdict(list)
        for award in found:
            if award.person_id is not None:
                papers[award.person_id].append(award)
        return papers
