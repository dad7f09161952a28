"""What the protocol of a contest with trials says beside the places: trials, recusals, appeals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.juries.models import Conflict
from eventkit.juries.queries import jurors_of
from eventkit.printing.papers import PaperChapter, PaperColumn, PaperTable
from eventkit.results import queries
from eventkit.results.appeals.corrections import correction_words
from eventkit.results.appeals.models import OUTCOMES, Appeal
from eventkit.results.appeals.queries import appeals
from eventkit.results.appeals.words import about_words, state_words
from eventkit.results.board import result_row
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import staff_names
from eventkit.results.papers import author_words
from eventkit.results.publication.change_words import change_lines
from eventkit.results.publication.differences import difference
from eventkit.results.totals import barred_in
from eventkit.results.trial_tables import TrialLine, TrialTable, trial_tables
from eventkit.scoring.setup_queries import rules_of
from eventkit.web.i18n import day, exact_words, number


def chapters_of(event: Event, made: Calculation) -> tuple[PaperChapter, ...]:
    """The chapters of a version; none for a contest that judges everything at once."""
    tables = trial_tables(event, made)
    if len(tables) < 2:
        return ()
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    called = {row.entry_id: author_words(names[row.entry_id]) for row in rows}
    values = tuple(_trial_values(event, made, rows, tables, called))
    told = (
        PaperChapter(_("Испытания"), tables=values),
        PaperChapter(_("Самоотводы и отводы"), lines=tuple(_recusals(event, made, rows))),
        PaperChapter(_("Апелляции"), lines=tuple(_appeals(event, made))),
    )
    return tuple(one for one in told if one.tables or one.lines)


def _trial_values(
    event: Event,
    made: Calculation,
    rows: Sequence[Standing],
    tables: Sequence[TrialTable],
    called: dict[int, str],
) -> list[PaperTable]:
    """For each nomination its entrants by places, what each trial gave, the whole."""
    weights = rules_of(made.rules_version).trial_weights
    lines = [{line.standing.entry_id: line for line in table.lines} for table in tables]
    are_summed = any(line.value is not None for table in tables for line in table.lines)

    def value(row: Standing, trial: int) -> str:
        line = lines[trial].get(row.entry_id)
        if line is None:
            return "–"
        return number(line.value if are_summed else line.mean)

    def head(table: TrialTable) -> str:
        weight = weights.get(table.trial.code, 1)
        title = table.trial.title
        return title if weight == 1 else f"{title} × {exact_words(weight)}"

    told = _("Испытания не складываются: показано среднее листов каждого.")
    remark = "" if are_summed else str(told)
    return [
        PaperTable(
            title=nomination.title,
            columns=(
                PaperColumn(_("Место"), "center"),
                PaperColumn(_("Участник, школа"), share=3),
                *(PaperColumn(head(table), "right", share=1) for table in tables),
                PaperColumn(_("Итог"), "right"),
            ),
            rows=tuple(
                (
                    row.place_shown or "–",
                    called[row.entry_id],
                    *(value(row, trial) for trial in range(len(tables))),
                    number(row.value),
                )
                for row in own
            ),
            remarks=tuple(filter(None, (remark, _taken_off(own, tables, lines, called)))),
            emphasized=frozenset(i for i, row in enumerate(own) if row.status == "winner"),
        )
        for nomination in event.nominations
        if (own := [row for row in rows if row.nomination_id == nomination.id])
    ]


def _taken_off(
    rows: Sequence[Standing],
    tables: Sequence[TrialTable],
    lines: Sequence[Mapping[int, TrialLine]],
    called: Mapping[int, str],
) -> str:
    """What each entrant lost for time: the points of the table are what is left."""
    off = [
        f"{called[row.entry_id]}, «{table.trial.title}»: {exact_words(line.penalty)}"
        for row in rows
        for table, found in zip(tables, lines, strict=True)
        if (line := found.get(row.entry_id)) is not None and line.penalty
    ]
    if not off:
        return ""
    said = _("Снято баллов за время выступления: %(what)s.", what="; ".join(off))
    is_in_points = any(line.value is not None for found in lines for line in found.values())
    return f"{said} {_('Баллы испытаний – уже за вычетом.')}" if is_in_points else str(said)


def _recusals(event: Event, made: Calculation, rows: Sequence[Standing]) -> list[str]:
    """Who did not judge whom in this version, and whether a sheet fell for it."""
    jury = {str(j.id): j.person.short_name for j in jurors_of(event.id, with_left=True)}
    query = select(Conflict).join(Entry).where(Entry.event_id == event.id)
    kinds = {(one.entry_id, str(one.juror_id)): one.kind for one in db.session.scalars(query)}
    barred = barred_in(made)
    told = []
    for row in rows:
        annulled = {s.juror for s in result_row(row).sheets if s.use == "annulled"}
        for juror, name in jury.items():
            if (row.entry.code, juror) not in barred:
                continue
            why = _why(kinds.get((row.entry_id, juror), ""))
            fell = _(", лист аннулирован") if juror in annulled else ""
            told.append(f"{_called(row.entry)}: {name}, {why}{fell}.")
    return told


def _why(kind: str) -> str:
    words = {"declared": _("самоотвод"), "challenged": _("отвод")}
    return str(words.get(kind) or _("конфликт интересов"))


def _appeals(event: Event, made: Calculation) -> list[str]:
    """The appeals the version knows of: those it came from, and those that changed nothing."""
    return [
        _appeal(event, one)
        for one in sorted(appeals(event), key=lambda one: one.number)
        if one.state in OUTCOMES and (one.outcome or one.calculation).number <= made.number
    ]


def _appeal(event: Event, one: Appeal) -> str:
    head = _(
        "№ %(number)d, %(entrant)s: %(about)s. Решение: %(state)s (%(day)s).",
        number=one.number,
        entrant=_called(one.entry),
        about=about_words(one)[:1].lower() + about_words(one)[1:],
        state=state_words(one)[0],
        day=day(one.considered_on) if one.considered_on else "–",
    )
    corrected = "; ".join(correction_words(one))
    parts = [head, _("Исправлено: %(what)s.", what=corrected) if corrected else ""]
    return " ".join([*filter(None, parts), *_moved(event, one)])


def _moved(event: Event, one: Appeal) -> list[str]:
    """What the calculation that the appeal caused says otherwise, each entrant by name."""
    if one.outcome is None:
        return []
    before = queries.calculation(event, one.outcome.number - 1)
    changes = difference(before, one.outcome) if before else []
    told = [f"{_called(c.row.entry)}. {' '.join(change_lines(c))}" for c in changes]
    return told or [str(_("Итог и места не изменились."))]


def _called(entry: Entry) -> str:
    """«Камертон» (Д-1), or the code of one who performs alone."""
    title = entry.group.title if entry.group is not None else ""
    return f"«{title}» ({entry.code})" if title else entry.code or ""
