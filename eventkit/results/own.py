"""A participant's own result, gathered for the words about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.words import entries_words
from eventkit.hooks import active_plugins
from eventkit.juries.models import Assignment
from eventkit.lazy import dataclass
from eventkit.printing.explanations import Explanation
from eventkit.results.appeals.window import own_end
from eventkit.results.board import (
    most_of,
    result_row,
    surnames,
    teller_of,
)
from eventkit.results.explained.appeal_words import appeal_words
from eventkit.results.explained.own import OwnSheet, OwnWork, explain_own
from eventkit.results.explained.paragraphs import paragraph
from eventkit.results.explained.value_words import VALUE_SENTENCES
from eventkit.results.models import Calculation, Standing
from eventkit.results.papers import degree_words, organizer_of
from eventkit.scoring.engine import EntryResult
from eventkit.scoring.models import Sheet
from eventkit.scoring.setup_queries import criteria_of_event, criterion_specs
from eventkit.web.clock import now
from eventkit.web.i18n import day, exact_words, number


@dataclass(frozen=True)
class OwnResult:
    """What the author of a work sees first: the place, the value, how it came about."""

    standing: Standing
    value: str
    maximum: str
    works: int
    among: str
    """«27 работ в номинации»."""
    words: str


def own_result(standing: Standing) -> OwnResult:
    """The author's row of a version in short."""
    row, made = result_row(standing), standing.calculation
    teller = teller_of(made, is_discreet=True)
    return OwnResult(
        standing=standing,
        value=number(row.value),
        maximum=_maximum(most_of(made, row)),
        works=_works(made, row),
        among=_in_short(made.event, _works(made, row)),
        words=paragraph(row.reasons, teller, VALUE_SENTENCES),
    )


def _maximum(most: Fraction | None) -> str:
    return "" if most is None else exact_words(most)


def own_explanation(standing: Standing) -> Explanation:
    """The author's explanation of a row: as much of the sheets as the event shows.

    Of a version that is not published yet it says what it would say today.
    """
    made = standing.calculation
    event, row = made.event, result_row(standing)
    criteria = criteria_of_event(event)
    return explain_own(
        OwnWork(
            organizer=organizer_of(event),
            event=event.title,
            nomination=standing.nomination.title,
            row=row,
            works=_works(made, row),
            among=_among(event, _works(made, row)),
            award=_award(standing),
            teller=teller_of(made, is_discreet=True),
            criteria=criterion_specs(criteria),
            sheets=_sheets(event, made, row, [c.code for c in criteria]),
            comments=_comments(standing.entry_id),
            appeal=appeal_words(event, _appeals_end(standing)),
            closing=closing_of(made),
        )
    )


def _appeals_end(standing: Standing) -> datetime | None:
    """Until when the author may appeal; not known of a version that is not published."""
    made = standing.calculation
    is_public = made.published_at is not None
    return own_end(made.event, standing.entry_id) if is_public else None


def closing_of(made: Calculation) -> tuple[str, ...]:
    """Date and number of a version, its rules, its protocol."""
    zone = made.event.timezone
    return (
        str(
            _(
                "Подсчёт № %(number)d от %(day)s, правила – версия %(rules)d.",
                number=made.number,
                day=day(made.created_at, zone),
                rules=made.rules_version.number,
            )
        ),
        str(
            _(
                "Опубликован %(day)s, протокол № %(number)s.",
                day=day(made.published_at or now(), zone),
                number=made.protocol_number or made.number,
            )
        ),
        str(_("Баллы и места считают по точным числам, округляют только показанные.")),
    )


def _works(made: Calculation, row: EntryResult) -> int:
    return next(
        len(n["entries"]) for n in made.result["nominations"] if n["nomination"] == row.nomination
    )


def _in_short(event: Event, count: int) -> str:
    if active_plugins().format_of(event).has_jury:
        return str(ngettext("%(num)d работа в номинации", "%(num)d работ в номинации", count))
    return entries_words(event, count)


def _among(event: Event, count: int) -> str:
    if active_plugins().format_of(event).has_jury:
        return str(ngettext("В номинации %(num)d работа.", "В номинации %(num)d работ.", count))
    return str(_("Всего %(entries)s.", entries=entries_words(event, count)))


def _award(standing: Standing) -> str:
    words = degree_words(standing.degree)
    return f"{words}, {_('гран-при')}" if standing.is_grand_prix else words


def _sheets(
    event: Event, made: Calculation, row: EntryResult, criteria: Sequence[str]
) -> list[OwnSheet]:
    """The sheets that count with their marks, from the highest; none where marks are not shown."""
    if event.author_sees not in ("marks", "names"):
        return []
    names = surnames(event) if event.author_sees == "names" else {}
    titles = {trial.code: trial.title for trial in event.trials}
    marks = {
        (sheet.get("trial", ""), sheet["juror"]): sheet["marks"]
        for sheet in made.inputs["sheets"]
        if sheet["entry"] == row.entry and not sheet["annulled"]
    }
    found = [
        OwnSheet(
            s.total,
            {
                code: Fraction(mark)
                for code, mark in marks[s.trial, s.juror].items()
                if code in criteria and mark is not None
            },
            names.get(s.juror, ""),
            titles.get(s.trial, ""),
        )
        for s in row.sheets
        if s.total is not None and s.use != "annulled" and (s.trial, s.juror) in marks
    ]
    return sorted(found, key=lambda sheet: (-sheet.total, sorted(sheet.marks.items())))


def _comments(entry_id: int) -> tuple[str, ...]:
    """What jurors wrote for the author on sheets that count, in the order of the words."""
    query = (
        select(Sheet.comment_for_author)
        .join(Assignment, Sheet.assignment_id == Assignment.id)
        .where(
            Assignment.entry_id == entry_id,
            Sheet.state == "submitted",
            Sheet.comment_for_author != "",
        )
    )
    return tuple(sorted(db.session.scalars(query)))
