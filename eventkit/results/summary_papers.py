"""The summary table (сводная ведомость) as a paper, and what the workbook shares with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

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
from eventkit.scoring.engine import EntryResult
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
        tables=tuple(
            _summary_table(nomination.title, own, names, jury)
            for nomination in event.nominations
            if (own := [row for row in rows if row.nomination_id == nomination.id])
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
                *(_total(result, juror) for juror in columns),
                "–" if result.sum is None else exact_words(result.sum),
                number(row.value),
                number(row.percent),
                status_words(row.status),
            )
            for row, result in zip(rows, results, strict=True)
        ),
        emphasized=frozenset(i for i, row in enumerate(rows) if row.status == "winner"),
    )


def jurors_in(results: Sequence[EntryResult], jury: Mapping[str, str]) -> list[str]:
    """Jurors with a sheet that counts in any of these works, in the order of the jury."""
    seen = {s.juror for result in results for s in result.sheets if s.use != "annulled"}
    return [juror for juror in jury if juror in seen]


def valid_total(result: EntryResult, juror: str) -> Fraction | None:
    """The total of a juror's sheets that were not annulled, over all trials."""
    own = [s.total for s in result.sheets if s.juror == juror and s.use != "annulled"]
    totals = [total for total in own if total is not None]
    return sum(totals, start=Fraction(0)) if totals else None


def total_or_recusal(result: EntryResult, juror: str) -> Fraction | str | None:
    """That total, or «КИ» where a conflict of interest keeps the juror from marking the work."""
    total = valid_total(result, juror)
    return recusal_mark() if total is None and juror in recused(result) else total


def recused(result: EntryResult) -> tuple[str, ...]:
    """The jurors who may not mark a work and left no sheet."""
    named = (r.params["jurors"] for r in result.reasons if r.code == "recused")
    return tuple(str(juror) for jurors in named if isinstance(jurors, tuple) for juror in jurors)


def recusal_mark() -> str:
    """What stands in a table for «not marked: conflict of interest»."""
    return str(_("КИ"))


def _total(result: EntryResult, juror: str) -> str:
    total = total_or_recusal(result, juror)
    return exact_words(total) if isinstance(total, Fraction) else total or ""
