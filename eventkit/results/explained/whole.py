"""One page for the head: how the whole event was judged, counted and decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.events.models import Event
from eventkit.journal.operations import event_chain
from eventkit.journal.queries import head_hash
from eventkit.juries.queries import jurors_of
from eventkit.printing.explanations import Chapter, Explanation
from eventkit.printing.papers import PaperColumn, PaperTable
from eventkit.results.board import result_row, teller_of
from eventkit.results.explained.place_words import compared
from eventkit.results.explained.places import (
    decisions_said,
    rules_said,
    version_closing,
    version_words,
)
from eventkit.results.explained.telling import Teller, apart, listed
from eventkit.results.models import Calculation, Standing
from eventkit.results.papers import organizer_of
from eventkit.scoring.engine import CalculationResult, TieResult
from eventkit.web.i18n import number

if TYPE_CHECKING:
    from eventkit.results.jury.places import FirstPlace


def explain_whole(
    made: Calculation,
    result: CalculationResult,
    rows: Sequence[Standing],
    missing: int,
    firm: Sequence[FirstPlace],
) -> Explanation:
    """How many works, jurors and sheets; how places were decided, which ties, how firmly.

    ``missing`` sheets were never sent; ``firm`` is empty where firmness cannot be said.
    Works stand by their codes, so that nobody's name is needed.
    """
    event = made.event
    sheets = sum(entry.valid_sheets for entry in result.entries)
    return Explanation(
        organizer=organizer_of(event),
        title=str(_("Справка об итогах")),
        subject=event.title,
        facts=(
            (str(_("Работ")), str(len(rows))),
            (str(_("Номинаций")), str(len(event.nominations))),
            (str(_("Победителей и призёров")), _awarded(rows)),
            (str(_("Членов жюри")), str(len(jurors_of(event.id)))),
            (str(_("Листов")), str(sheets)),
            (str(_("Подсчёт")), version_words(made)),
        ),
        chapters=(
            Chapter(str(_("Как определяли места")), tuple(rules_said(event, made))),
            _nominations(event, rows, firm),
            _ties(event, made, result),
            *decisions_said(made),
            *_attention(rows, missing),
        ),
        closing=version_closing(made),
        head_hash=made.journal_head or head_hash(event_chain(event.id)),
    )


def _awarded(rows: Sequence[Standing]) -> str:
    winners = sum(row.status == "winner" for row in rows)
    prizes = sum(row.status == "prize" for row in rows)
    return str(_("%(winners)d и %(prizes)d", winners=winners, prizes=prizes))


def _nominations(event: Event, rows: Sequence[Standing], firm: Sequence[FirstPlace]) -> Chapter:
    """Each nomination with its first work, and how firm that is where it can be said."""
    firmness = {one.nomination: one for one in firm}
    columns = [
        PaperColumn(_("Номинация"), share=1),
        PaperColumn(_("Работ"), "right"),
        PaperColumn(_("Победитель")),
        PaperColumn(_("Балл"), "right"),
    ]
    if firm:
        columns += [
            PaperColumn(_("Прочность, из 100")),
            PaperColumn(_("Соперники"), share=0.6),
        ]
    table = []
    for nomination in event.nominations:
        own = [row for row in rows if row.nomination_id == nomination.id]
        winners = [row.entry.code or "" for row in own if row.status == "winner"]
        cells = [
            nomination.title,
            str(len(own)),
            ", ".join(winners) or str(_("нет")),
            number(own[0].value if own else None),
        ]
        table.append((*cells, *_firmness(firmness.get(nomination.code))) if firm else (*cells,))
    remark = _(
        "Прочность: жюри 2000 раз собрали заново из тех же людей; число говорит, в скольких случаях"
        " из ста работа была бы первой. Справочно, на места не влияет."
    )
    return Chapter(
        str(_("Итоги по номинациям")),
        table=PaperTable(tuple(columns), tuple(table)),
        remarks=(str(remark),) if firm else (),
    )


def _firmness(one: FirstPlace | None) -> tuple[str, str]:
    """How often the first would stay first, in the words of the jury's page."""
    if one is None:
        return "–", "–"
    words = _("прочно") if one.is_firm else _("непрочно")
    others = ", ".join(f"{code} ({percent})" for code, percent in one.others)
    return f"{one.percent}, {words}", others or "–"


def _ties(event: Event, made: Calculation, result: CalculationResult) -> Chapter:
    """Ties that touched an award, with the numbers that broke them."""
    titles = {n.code: n.title for n in event.nominations}
    teller = teller_of(made, {})
    told, others = [], 0
    for nomination in result.nominations:
        for tie in nomination.ties:
            if tie.affects_awards:
                told.append(_tie(titles[nomination.nomination], tie, teller))
            else:
                others += 1
    if others:
        words = ngettext(
            "Ещё %(num)d ничья не касалась наград.",
            "Ещё %(num)d ничьих не касались наград.",
            others,
        )
        told.append(str(words))
    nothing = str(_("Равных баллов у работ, от которых зависели награды, не было."))
    return Chapter(str(_("Ничьи и как их решили")), tuple(told) or (nothing,))


def _tie(title: str, tie: TieResult, teller: Teller) -> str:
    works = _(
        "%(title)s: работы %(codes)s, по %(value)s.",
        title=title,
        codes=listed(tie.entries),
        value=number(tie.value),
    )
    return f"{works} {_how_decided(tie, teller)}"


def _how_decided(tie: TieResult, teller: Teller) -> str:
    step = next((step for step in tie.steps if step.breaker == tie.resolved_by), None)
    if step is None:
        return {
            "chair_decision": str(_("Порядок установило решение председателя жюри.")),
            "shared_place": str(_("Место разделено решением председателя жюри.")),
            "chair_decision_needed": str(_("Решения председателя ещё нет, место пока общее.")),
        }.get(tie.resolved_by, "")
    values = [value for entry in tie.entries if (value := step.values[entry]) is not None]
    first, rest = apart(values[0], values[1:])
    shown: Mapping[str, str] = dict(zip(tie.entries, [first, *rest], strict=True))
    numbers = listed([f"{entry} – {value}" for entry, value in shown.items()])
    return str(
        _(
            "Сравнили %(what)s%(rule)s: %(numbers)s. Это и решило.",
            what=compared(teller, step.breaker),
            rule=teller.cite("ties"),
            numbers=numbers,
        )
    )


def _attention(rows: Sequence[Standing], missing: int) -> list[Chapter]:
    """What the result does without, or waits for."""
    results = [result_row(row) for row in rows]
    annulled = sum(s.use == "annulled" for result in results for s in result.sheets)
    waiting = sum(row.is_provisional and row.place is not None for row in rows)
    without = sum(row.value is None for row in rows)
    divergent = sum(result.divergent for result in results)
    told = [
        ngettext(
            "Не отправлен %(num)d лист: он в итоги не вошёл.",
            "Не отправлено %(num)d листов: они в итоги не вошли.",
            missing,
        )
        if missing
        else "",
        ngettext(
            "%(num)d лист аннулирован и в подсчёт не вошёл.",
            "%(num)d листов аннулировано, в подсчёт они не вошли.",
            annulled,
        )
        if annulled
        else "",
        ngettext("%(num)d работа осталась без балла.", "%(num)d работ остались без балла.", without)
        if without
        else "",
        ngettext(
            "%(num)d место предварительное: нет решения председателя или третьего чтения.",
            "%(num)d мест предварительные: нет решения председателя или третьего чтения.",
            waiting,
        )
        if waiting
        else "",
        ngettext(
            "У %(num)d работы листы разошлись сильнее порога.",
            "У %(num)d работ листы разошлись сильнее порога.",
            divergent,
        )
        if divergent
        else "",
    ]
    said = tuple(str(words) for words in told if words)
    return [Chapter(str(_("На что обратить внимание")), said)] if said else []
