"""How each place of a nomination came about, for the jury: one structure for page, PDF, text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.events.models import Event, Nomination
from eventkit.printing.explanations import Chapter, Explanation
from eventkit.printing.papers import PaperColumn, PaperTable
from eventkit.results import queries
from eventkit.results.board import explanation, result_row, teller_of
from eventkit.results.explained.own import place_of
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named
from eventkit.results.papers import organizer_of, rule_words, status_words
from eventkit.scoring.rule_words import sentences_of
from eventkit.scoring.setup_queries import rules_of
from eventkit.web.i18n import day, exact_words, number

RULE_PARTS = ("sheets", "value", "ties", "awards", "places")


def explain_places(
    made: Calculation,
    nomination: Nomination,
    rows: Sequence[Standing],
    names: Mapping[int, Named],
    jurors: Mapping[str, str],
) -> Explanation:
    """The places of a nomination with their reasons.

    ``rows`` are those of the nomination; ``names`` say who made a work, by entry id, and are
    empty while codes stand for names; ``jurors`` are names that may be said.
    """
    event = made.event
    return Explanation(
        organizer=organizer_of(event),
        title=str(_("Как получились места")),
        subject=f"{event.title}. {nomination.title}",
        facts=(
            (str(_("Работ")), str(len(rows))),
            (str(_("Листов")), str(sum(result_row(row).valid_sheets for row in rows))),
            (str(_("Подсчёт")), version_words(made)),
        ),
        chapters=(
            Chapter(str(_("По каким правилам")), tuple(rules_said(event, made))),
            Chapter(str(_("Места")), table=_table(rows, names)),
            *_works(made, rows, names, jurors),
            *decisions_said(made, nomination),
        ),
        closing=version_closing(made),
        head_hash=made.journal_head,
    )


def rules_said(event: Event, made: Calculation) -> list[str]:
    """The rules that a version was counted by, each with its paragraph of the regulation."""
    said = sentences_of(event, rules_of(made.rules_version))
    return [rule_words(rule) for rule in said if rule.part in RULE_PARTS]


def version_words(made: Calculation) -> str:
    """«№ 2 от 14 ноября 2025 г.»."""
    made_on = day(made.created_at, made.event.timezone)
    return str(_("№ %(number)d от %(day)s", number=made.number, day=made_on))


def version_closing(made: Calculation) -> tuple[str, ...]:
    """The rules' version, the state and what the facts were."""
    zone = made.event.timezone
    said = [_("Правила – версия %(number)d.", number=made.rules_version.number)]
    if made.published_at is not None:
        said.append(
            _(
                "Опубликован %(day)s, протокол № %(number)s.",
                day=day(made.published_at, zone),
                number=made.protocol_number or made.number,
            )
        )
    else:
        said.append(_("Подсчёт не опубликован."))
    said.append(_("Контрольная сумма исходных данных: %(hash)s.", hash=made.inputs_hash[:16]))
    said.append(_("Баллы и места считают по точным числам, округляют только показанные."))
    return tuple(str(one) for one in said)


def decisions_said(made: Calculation, nomination: Nomination | None = None) -> list[Chapter]:
    """The jury's decisions in a version, of one nomination or of all; no chapter without any."""
    told = [
        str(
            _(
                "%(where)s: %(text)s (%(day)s).",
                where=decision.nomination.title if decision.nomination else made.event.title,
                text=decision.text.rstrip("."),
                day=day(decision.decided_on),
            )
        )
        for decision in queries.decisions_in(made)
        if nomination is None or decision.nomination_id == nomination.id
    ]
    return [Chapter(str(_("Решения жюри")), tuple(told))] if told else []


def _table(rows: Sequence[Standing], names: Mapping[int, Named]) -> PaperTable:
    columns = [PaperColumn(_("Место"), "center"), PaperColumn(_("Шифр"))]
    if names:
        columns.append(PaperColumn(_("Автор"), share=1))
    columns += [
        PaperColumn(_("Листы"), share=0 if names else 1),
        PaperColumn(_("Балл"), "right"),
        PaperColumn(_("Статус")),
    ]
    return PaperTable(
        columns=tuple(columns),
        rows=tuple(
            (
                row.place_shown or "–",
                row.entry.code or "",
                *((names[row.entry_id].text,) if names else ()),
                _sheets(row),
                number(row.value),
                status_words(row.status),
            )
            for row in rows
        ),
        emphasized=frozenset(n for n, row in enumerate(rows) if row.status == "winner"),
    )


def _sheets(row: Standing) -> str:
    valid = [s.total for s in result_row(row).sheets if s.use != "annulled" and s.total is not None]
    return " · ".join(exact_words(total) for total in valid) or "–"


def _works(
    made: Calculation,
    rows: Sequence[Standing],
    names: Mapping[int, Named],
    jurors: Mapping[str, str],
) -> list[Chapter]:
    teller = teller_of(made, jurors)
    chapters = []
    for row in rows:
        result = result_row(row)
        who = f", {names[row.entry_id].text}" if names else ""
        place = place_of(result, len(rows))
        title = f"{row.entry.code}{who}: {place}"
        chapters.append(Chapter(title, tuple(explanation(result, teller))))
    return chapters
