"""Protocols of single trials and the order of performances: what stands in them, as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of_event
from eventkit.events.models import Event, Trial
from eventkit.juries.queries import jurors_of
from eventkit.printing.papers import PaperColumn, PaperTable, Signature
from eventkit.printing.protocols import SummaryData
from eventkit.results import queries
from eventkit.results.board import result_row
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, staff_names
from eventkit.results.papers import author_words, organizer_of, rule_words
from eventkit.results.summary_papers import recusal_mark, recused
from eventkit.scoring.engine import EntryResult
from eventkit.scoring.rule_words import sentences
from eventkit.scoring.setup_queries import criteria_of_event, rules_of, trials_of
from eventkit.scoring.timing.queries import times_of, trial_key
from eventkit.web.i18n import day, duration, exact_words, hour, number
from eventkit.web.urls import full_url


@dataclass(frozen=True, slots=True)
class TrialLine:
    """An entrant in a trial: place in the order, sheets, time."""

    position: int | None
    name: str
    code: str
    totals: tuple[Fraction | str | None, ...]
    """Of each juror; «КИ» for a conflict of interest, None for a gap."""
    mean: Fraction | None
    """Plain, of the sheets that were not annulled, whatever the rule of the trial."""
    seconds: int | None
    penalty: Fraction
    value: Fraction | None
    """What the trial adds by its rule, after the penalty; None where trials are not added up."""


@dataclass(frozen=True, slots=True)
class TrialTable:
    """A trial as its protocol shows it."""

    trial: Trial
    jurors: tuple[str, ...]
    lines: tuple[TrialLine, ...]


def trial_tables(event: Event, made: Calculation) -> list[TrialTable]:
    """The judged trials of a version; entrants in the order in which they performed."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    trials = trials_of(criteria_of_event(event))
    jury = {str(j.id): j.person.short_name for j in jurors_of(event.id, with_left=True)}
    times = times_of([row.entry_id for row in rows])
    order = {(p.trial_id, p.entry_id): p.position for p in performances_of_event(event)}
    results = {row.entry_id: result_row(row) for row in rows}
    found = []
    for trial in trials:
        key = trial_key(trial, trials)
        seen = {s.juror for one in results.values() for s in one.sheets if s.trial == key}
        jurors = [juror for juror in jury if juror in seen]
        lines = [
            _line(
                row,
                results[row.entry_id],
                key,
                jurors,
                name=entrant_words(row.entry, names[row.entry_id]),
                position=order.get((trial.id, row.entry_id)),
                seconds=times.get((row.entry_id, trial.id)),
            )
            for row in rows
        ]
        lines = [one for one in lines if any(one.totals) or one.position is not None]
        lines.sort(key=lambda one: (one.position is None, one.position or 0))
        found.append(TrialTable(trial, tuple(jury[j] for j in jurors), tuple(lines)))
    return found


def _line(
    row: Standing,
    result: EntryResult,
    key: str,
    jurors: Sequence[str],
    *,
    name: str,
    position: int | None,
    seconds: int | None,
) -> TrialLine:
    sheets = {s.juror: s.total for s in result.sheets if s.trial == key and s.use != "annulled"}
    totals = tuple(
        recusal_mark() if sheets.get(j) is None and j in recused(result) else sheets.get(j)
        for j in jurors
    )
    known = [total for total in sheets.values() if total is not None]
    return TrialLine(
        position=position,
        name=name,
        code=row.entry.code or "",
        totals=totals,
        mean=sum(known, Fraction(0)) / len(known) if known else None,
        seconds=seconds,
        penalty=result.penalties.get(key, Fraction(0)),
        value=_values(result).get(key),
    )


def _values(result: EntryResult) -> Mapping[str, Fraction]:
    """What each trial adds to the result, where they are added up."""
    for one in result.reasons:
        trials, values = one.params.get("trials"), one.params.get("values")
        if (
            one.code == "trials_together"
            and isinstance(trials, tuple)
            and isinstance(values, tuple)
        ):
            return dict(zip(map(str, trials), map(Fraction, values), strict=True))
    return {}


def entrant_words(entry: Entry, named: Named) -> str:
    """«„Камертон“: names, school» of a pair; names and school of anybody else."""
    title = entry.group.title if entry.group is not None else ""
    words = author_words(named)
    return f"«{title}»: {words}" if title else words


def trial_protocols_of(event: Event, made: Calculation) -> SummaryData:
    """The protocols of all judged trials with the rule fixed beforehand, on A4 landscape."""
    rules, criteria = rules_of(made.rules_version), criteria_of_event(event)
    told = [rule_words(one) for one in sentences(rules, criteria) if one.part == "value"]
    tables = [_paper_table(one) for one in trial_tables(event, made)]
    return SummaryData(
        organizer=organizer_of(event),
        title=_("Протоколы испытаний"),
        subject=event.title,
        date=day(made.locked_at or made.created_at, event.timezone),
        tables=(*tables, _method_table(told, made)),
        signatures=_signatures(event),
        head_hash=made.journal_head,
        verify_address=full_url(f"/events/{event.slug}/results") if made.state != "draft" else "",
        number=_("Подсчёт № %(number)d", number=made.number),
    )


def _signatures(event: Event) -> tuple[Signature, ...]:
    """All jurors, then a line for the secretary."""
    chair, member = _("Председатель жюри"), _("Член жюри")
    jury = jurors_of(event.id)
    signed = [Signature(chair if j.is_chair else member, j.person.short_name) for j in jury]
    return (*signed, Signature(_("Секретарь"), ""))


def _method_table(told: Sequence[str], made: Calculation) -> PaperTable:
    hashed = _(
        "Подсчёт № %(number)d, контрольная сумма исходных данных %(hash)s.",
        number=made.number,
        hash=made.inputs_hash[:16],
    )
    return PaperTable(
        title=_("Как считали"),
        columns=(PaperColumn(_("Правило, принятое до конкурса"), share=1),),
        rows=tuple((one,) for one in (*told, hashed)),
    )


def _paper_table(table: TrialTable) -> PaperTable:
    return PaperTable(
        title=table.trial.title,
        columns=(
            PaperColumn(_("№"), "right"),
            PaperColumn(_("Участник, школа"), share=1),
            PaperColumn(_("Шифр")),
            *(PaperColumn(name, "right") for name in table.jurors),
            PaperColumn(_("Среднее"), "right"),
            PaperColumn(_("Время"), "right"),
            PaperColumn(_("Снято"), "right"),
            PaperColumn(_("Балл"), "right"),
        ),
        rows=tuple(
            (
                str(line.position or "–"),
                line.name,
                line.code,
                *(_total(total) for total in line.totals),
                number(line.mean),
                "–" if line.seconds is None else duration(line.seconds),
                exact_words(line.penalty) if line.penalty else "–",
                number(line.value),
            )
            for line in table.lines
        ),
    )


def _total(total: Fraction | str | None) -> str:
    return exact_words(total) if isinstance(total, Fraction) else total or "–"


def order_of_performances(event: Event) -> SummaryData:
    """Who performs when and where in each trial, on A4 landscape."""
    performances = performances_of_event(event)
    names = staff_names(event, [one.entry for one in performances])
    by_trial: dict[Trial, list[Performance]] = {}
    for one in performances:
        by_trial.setdefault(one.trial, []).append(one)
    return SummaryData(
        organizer=organizer_of(event),
        title=_("Порядок выступлений"),
        subject=event.title,
        date="",
        tables=tuple(_order_table(event, trial, own, names) for trial, own in by_trial.items()),
    )


def _order_table(
    event: Event, trial: Trial, own: Sequence[Performance], names: Mapping[int, Named]
) -> PaperTable:
    return PaperTable(
        title=trial.title,
        columns=(
            PaperColumn(_("№"), "right"),
            PaperColumn(_("Начало")),
            PaperColumn(_("Участник, школа"), share=1),
            PaperColumn(_("Где")),
        ),
        rows=tuple(
            (
                str(one.position),
                hour(one.starts_at, event.timezone) if one.starts_at else "–",
                entrant_words(one.entry, names[one.entry_id]),
                one.room,
            )
            for one in own
        ),
    )
