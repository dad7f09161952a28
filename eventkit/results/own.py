"""A participant's own result: sheets without names of jurors, means, comments, the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select

from eventkit.db import db
from eventkit.juries.models import Assignment
from eventkit.results.board import explanation, result_row, teller_of
from eventkit.results.models import Standing
from eventkit.scoring.models import Sheet
from eventkit.scoring.setup_queries import criteria_of_event
from eventkit.web.i18n import exact_words, number


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """A criterion with the mean of the author's marks."""

    title: str
    mean: str
    maximum: str


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What the author of a work may see of it."""

    standing: Standing
    value: str
    percent: str
    maximum: str
    works: int
    sheets: tuple[str, ...]
    criteria: tuple[OwnCriterion, ...]
    paragraphs: tuple[str, ...]
    comments: tuple[str, ...]


def own_result(standing: Standing) -> OwnResult:
    """The author's view of a published row. No juror is named, not even by order."""
    event = standing.calculation.event
    row = result_row(standing)
    maximum = Fraction(standing.calculation.result["maximum"])
    counted = sorted(s.total for s in row.sheets if s.use != "annulled" and s.total is not None)
    works = next(
        len(n["entries"])
        for n in standing.calculation.result["nominations"]
        if n["nomination"] == row.nomination
    )
    return OwnResult(
        standing=standing,
        value=number(row.value),
        percent=exact_words(row.percent) if row.percent is not None else "–",
        maximum=exact_words(maximum),
        works=works,
        sheets=tuple(exact_words(total) for total in reversed(counted)),
        criteria=tuple(
            OwnCriterion(
                c.title, number(row.criterion_means.get(c.code)), exact_words(Fraction(c.maximum))
            )
            for c in criteria_of_event(event)
        ),
        paragraphs=tuple(explanation(row, teller_of(event, maximum, is_discreet=True))),
        comments=_comments(standing.entry_id),
    )


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
