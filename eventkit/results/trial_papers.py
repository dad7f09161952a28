"""Protocols of single trials and the order of performances: what stands in them, as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.queries import performances_of_event
from eventkit.events.models import Event, Trial
from eventkit.juries.queries import jurors_of
from eventkit.printing.papers import PaperColumn, PaperTable, Signature
from eventkit.printing.protocols import SummaryData
from eventkit.results.models import Calculation
from eventkit.results.names import Named, staff_names
from eventkit.results.papers import author_words, organizer_of, rule_words
from eventkit.results.totals import total_words
from eventkit.results.trial_tables import TrialTable, trial_tables
from eventkit.scoring.rule_words import sentences
from eventkit.scoring.setup_queries import criteria_of_event, rules_of
from eventkit.web.i18n import day, duration, exact_words, hour, number
from eventkit.web.urls import full_url


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
                *(total_words(total) for total in line.totals),
                number(line.mean),
                "–" if line.seconds is None else duration(line.seconds),
                exact_words(line.penalty) if line.penalty else "–",
                number(line.value),
            )
            for line in table.lines
        ),
    )


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
                author_words(names[one.entry_id]),
                one.room,
            )
            for one in own
        ),
    )
