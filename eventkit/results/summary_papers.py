"""The summary table (сводная ведомость) as a paper, and what the workbook shares with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.juries.queries import jurors_of
from eventkit.printing.papers import PaperColumn, PaperTable, Signature
from eventkit.printing.protocols import SummaryData
from eventkit.results import queries
from eventkit.results.board import result_row
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, staff_names
from eventkit.results.papers import author_words, organizer_of, status_words
from eventkit.results.totals import Barred, barred_in, jurors_in, total_or_recusal, total_words
from eventkit.results.trial_tables import TrialTable, split_by_trial, trial_tables
from eventkit.web.i18n import day, exact_words, number


def summary_of(event: Event, made: Calculation) -> SummaryData:
    """The summary table: each work with every sheet, on A4 landscape."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    jury = {str(j.id): j.person.short_name for j in jurors_of(event.id, with_left=True)}
    return SummaryData(
        organizer=organizer_of(event),
        title=_("Сводная ведомость"),
        subject=event.title,
        date=day(made.locked_at or made.created_at, event.timezone),
        tables=(
            *(
                _summary_table(nomination.title, own, names, jury, barred_in(made))
                for nomination in event.nominations
                if (own := [row for row in rows if row.nomination_id == nomination.id])
            ),
            *(_trial_table(one) for one in split_by_trial(trial_tables(event, made))),
        ),
        signatures=tuple(
            Signature(_("Председатель жюри"), j.person.short_name)
            for j in jurors_of(event.id)
            if j.is_chair
        ),
        head_hash=made.journal_head,
        number=_("Подсчёт № %(number)d", number=made.number),
    )


def _summary_table(
    title: str,
    rows: Sequence[Standing],
    names: Mapping[int, Named],
    jury: Mapping[str, str],
    barred: Barred,
) -> PaperTable:
    results = [result_row(row) for row in rows]
    columns = jurors_in(results, jury)
    return PaperTable(
        title=title,
        columns=(
            PaperColumn(_("Место"), "center"),
            PaperColumn(_("Шифр")),
            PaperColumn(_("Автор, школа"), share=1),
            *(PaperColumn(jury.get(j, ""), "right") for j in columns),
            PaperColumn(_("Сумма"), "right"),
            PaperColumn(_("Балл"), "right"),
            PaperColumn("%", "right"),
            PaperColumn(_("Статус")),
        ),
        rows=tuple(
            (
                row.place_shown or "–",
                row.entry.code or "",
                author_words(names[row.entry_id]),
                *(total_words(total_or_recusal(result, juror, barred)) for juror in columns),
                "–" if result.sum is None else exact_words(result.sum),
                number(row.value),
                number(row.percent),
                status_words(row.status),
            )
            for row, result in zip(rows, results, strict=True)
        ),
        emphasized=frozenset(i for i, row in enumerate(rows) if row.status == "winner"),
    )


def _trial_table(table: TrialTable) -> PaperTable:
    return PaperTable(
        title=table.trial.title,
        subtitle=table.nomination,
        columns=(
            PaperColumn(_("Место"), "center"),
            PaperColumn(_("Шифр")),
            PaperColumn(_("Автор, школа"), share=1),
            *(PaperColumn(name, "right") for name in table.jurors),
            PaperColumn(_("Среднее"), "right"),
            PaperColumn(_("Балл"), "right"),
        ),
        rows=tuple(
            (
                line.standing.place_shown or "–",
                line.code,
                line.name,
                *map(total_words, line.totals),
                number(line.mean),
                number(line.value),
            )
            for line in table.lines
        ),
    )
