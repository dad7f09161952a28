"""The protocol and the summary table as papers: what stands in them, as words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.events.words import entries_words, entry_word
from eventkit.hooks import active_plugins
from eventkit.juries.models import Juror
from eventkit.juries.queries import jurors_of
from eventkit.printing.papers import PaperColumn, PaperTable, Signature
from eventkit.printing.protocols import JuryLine, ProtocolData
from eventkit.results import queries
from eventkit.results.board import result_row
from eventkit.results.models import Calculation, Standing
from eventkit.results.names import Named, staff_names
from eventkit.scoring.rule_words import RuleSentence, sentences_of
from eventkit.scoring.setup_queries import rules_of
from eventkit.web.i18n import day, number
from eventkit.web.models import site
from eventkit.web.urls import full_url

STATUS_ORDER = ("winner", "prize", "participant")


def status_words(status: str) -> str:
    """«победитель», «призёр», «участник»."""
    return str(
        {"winner": _("победитель"), "prize": _("призёр"), "participant": _("участник")}[status]
    )


def degree_words(degree: int | None) -> str:
    """«диплом I степени» or «сертификат»."""
    if degree is None:
        return str(_("сертификат участника"))
    return str(_("диплом %(degree)s степени", degree={1: "I", 2: "II", 3: "III"}[degree]))


def protocol_of(event: Event, made: Calculation) -> ProtocolData:
    """The protocol of a version; a draft is marked so on every page."""
    rows = queries.standings(made)
    names = staff_names(event, [row.entry for row in rows])
    jury = jurors_of(event.id)
    is_draft = made.state == "draft"
    settings = site()
    title = made.protocol_number or str(made.number)
    return ProtocolData(
        organizer=organizer_of(event),
        title=_("Протокол № %(number)s", number=title),
        subject=_subject(event),
        place=settings.district,
        date=day(made.locked_at or made.created_at, event.timezone),
        jury=tuple(
            JuryLine(j.person.full_name, j.person.position, _("председатель") if j.is_chair else "")
            for j in jury
        ),
        facts=_facts(event, made, rows),
        standings=tuple(_nomination_tables(event, rows, names)),
        decisions=tuple(_decisions(made, rows, names)),
        signatures=_signatures(event, jury),
        head_hash=made.journal_head,
        verify_address=full_url(f"/events/{event.slug}/results") if not is_draft else "",
        number=_("Протокол № %(number)s", number=title),
        draft=_("Проект") if is_draft else "",
    )


def _subject(event: Event) -> str:
    if _is_judged(event):
        return str(_("заседания жюри: %(title)s", title=event.title))
    return str(_("подведения итогов: %(title)s", title=event.title))


def _signatures(event: Event, jury: Sequence[Juror]) -> tuple[Signature, ...]:
    if not _is_judged(event):
        return (Signature(_("Организатор"), ""),)
    return tuple(
        Signature(_("Председатель жюри") if j.is_chair else _("Член жюри"), j.person.short_name)
        for j in jury
    )


def _is_judged(event: Event) -> bool:
    return active_plugins().format_of(event).has_jury


def organizer_of(event: Event) -> str:
    """The organizer's statutory name, else the department."""
    if event.organizer is not None:
        return event.organizer.statutory_name
    return site().full_name or site().department


def _facts(event: Event, made: Calculation, rows: Sequence[Standing]) -> tuple[str, ...]:
    judging = event.stage("judging")
    told = _judged(rows) if _is_judged(event) else [_counted(event, rows)]
    if judging is not None and judging.closed_at is not None:
        closed = day(judging.closed_at, event.timezone)
        told.append(
            _("Оценивание закрыто: %(day)s", day=closed)
            if _is_judged(event)
            else _("Проведение закончено: %(day)s", day=closed)
        )
    told += [
        rule_words(rule)
        for rule in sentences_of(event, rules_of(made.rules_version))
        if rule.part in ("value", "ties", "awards", "places")
    ]
    told.append(
        str(
            _(
                "Подсчёт № %(number)d, контрольная сумма исходных данных %(hash)s.",
                number=made.number,
                hash=made.inputs_hash[:16],
            )
        )
    )
    return tuple(told)


def _counted(event: Event, rows: Sequence[Standing]) -> str:
    return str(_("Посчитано: %(entries)s.", entries=entries_words(event, len(rows))))


def _judged(rows: Sequence[Standing]) -> list[str]:
    """How many works and sheets were looked at, and how many sheets were left out."""
    results = [result_row(row) for row in rows]
    sheets = sum(result.valid_sheets for result in results)
    annulled = sum(s.use == "annulled" for result in results for s in result.sheets)
    seen = _(
        "Рассмотрено: %(works)s, %(sheets)s.",
        works=ngettext("%(num)d работа", "%(num)d работ", len(rows)),
        sheets=ngettext("%(num)d оценочный лист", "%(num)d оценочных листов", sheets),
    )
    if not annulled:
        return [str(seen)]
    left_out = ngettext(
        "%(num)d лист аннулирован и в подсчёт не вошёл.",
        "%(num)d листов аннулировано, в подсчёт они не вошли.",
        annulled,
    )
    return [str(seen), str(left_out)]


def rule_words(rule: RuleSentence) -> str:
    """A rule as one paragraph, its steps after the colon."""
    steps = "; ".join(step[:1].lower() + step[1:] for step in rule.steps)
    return f"{rule.text} {steps}." if steps else rule.text


def _nomination_tables(
    event: Event, rows: Sequence[Standing], names: Mapping[int, Named]
) -> list[PaperTable]:
    tables = []
    judged = _is_judged(event)
    who = _("Автор, школа") if judged else entry_word(event).capitalize()
    for nomination in event.nominations:
        own = [row for row in rows if row.nomination_id == nomination.id]
        tables.append(
            PaperTable(
                title=nomination.title,
                subtitle=nomination.audience.title if nomination.audience else nomination.genre,
                columns=(
                    PaperColumn(_("Место"), "center"),
                    PaperColumn(who, share=1),
                    PaperColumn(_("Шифр") if judged else _("Код")),
                    PaperColumn(_("Балл"), "right"),
                    PaperColumn(_("Статус")),
                ),
                rows=tuple(
                    (
                        row.place_shown or "–",
                        author_words(names[row.entry_id]),
                        row.entry.code or "",
                        number(row.value),
                        status_words(row.status),
                    )
                    for row in own
                ),
                remarks=_remarks(own),
                emphasized=frozenset(i for i, row in enumerate(own) if row.status == "winner"),
            )
        )
    return tables


def author_words(named: Named) -> str:
    """Authors and school in one line."""
    return ", ".join(filter(None, (named.text, named.school)))


def _remarks(rows: Sequence[Standing]) -> tuple[str, ...]:
    told = []
    if rows and not any(row.status == "winner" for row in rows):
        told.append(str(_("Первое место не присуждено.")))
    if any(row.is_provisional and row.place is not None for row in rows):
        told.append(str(_("Места, о которых нет решения председателя, предварительные.")))
    return tuple(told)


def _decisions(
    made: Calculation, rows: Sequence[Standing], names: Mapping[int, Named]
) -> list[str]:
    told = []
    for decision in queries.decisions_in(made):
        where = decision.nomination.title if decision.nomination else made.event.title
        told.append(
            str(
                _(
                    "%(where)s: %(text)s (%(day)s).",
                    where=where,
                    text=decision.text.rstrip("."),
                    day=day(decision.decided_on),
                )
            )
        )
    counted = [sum(row.status == status for row in rows) for status in STATUS_ORDER]
    told.append(
        str(
            _(
                "Утвердить итоги: победителей %(winners)d, призёров %(prizes)d, участников"
                " %(others)d.",
                winners=counted[0],
                prizes=counted[1],
                others=counted[2],
            )
        )
    )
    told += [
        str(
            _(
                "Гран-при: %(name)s, %(value)s.",
                name=names[row.entry_id].text,
                value=number(row.value),
            )
        )
        for row in rows
        if row.is_grand_prix
    ]
    return told
