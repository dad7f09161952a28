"""The numbers of «Жюри в цифрах» as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.events.models import Event
from eventkit.results.jury import words
from eventkit.results.jury.page import JuryPage
from eventkit.results.jury.places import Adjusted, Places
from eventkit.results.jury.report import exact
from eventkit.results.models import Calculation
from eventkit.spreadsheets.writing import Column, Table, Value, workbook

NAME = 28


def jury_workbook(event: Event, made: Calculation, page: JuryPage) -> bytes:
    """Jurors, agreement, every sheet's points; of a nomination also places and adjusted values."""
    tables = [_jurors(page), _agreement(page)]
    if page.report.by_criterion:
        tables.append(_by_criterion(page))
    tables.append(_sheets(page))
    if page.places is not None:
        tables += [_places(page.places), _shares(page.places)]
    if page.adjusted is not None and page.adjusted.lines:
        tables.append(_adjusted(page.adjusted))
    title = _("Жюри в цифрах, подсчёт № %(number)d", number=made.number)
    return workbook(tables, title=f"{event.title}. {title}", zone=ZoneInfo(event.timezone))


def _jurors(page: JuryPage) -> Table:
    columns = [
        Column(_("Член жюри"), NAME),
        Column(_("Листов"), 10, "integer"),
        *(
            Column(label, 16, "decimal")
            for label in (
                _("Средний лист"),
                _("Разброс (σ)"),
                _("Отклонение от коллег"),
                _("По модели"),
                _("Ошибка модели"),
                _("Осторожная оценка"),
            )
        ),
        Column(_("Что заметно"), 60),
    ]
    rows: list[list[Value]] = [
        [
            page.names[line.juror],
            line.sheets,
            line.mean,
            line.sd,
            line.deviation,
            line.effect,
            line.error,
            line.shrunk,
            " ".join(words.juror_words(line, page.criteria)),
        ]
        for line in page.lines
    ]
    return Table(_("Жюри"), columns, rows)


def _agreement(page: JuryPage) -> Table:
    columns = [
        Column(_("Показатель"), 34),
        Column(_("Значение"), 12, "decimal", 3),
        Column(_("Что значит"), 80),
    ]
    rows: list[list[Value]] = [
        [name, exact(value), meaning]
        for name, value, meaning in words.coefficients(page.report.found)
    ]
    rows += [["", None, note] for note in words.agreement_notes(page.report.found)]
    return Table(_("Согласие"), columns, rows)


def _by_criterion(page: JuryPage) -> Table:
    codes = list(next(iter(page.report.by_criterion.values())))
    columns = [
        Column(_("Член жюри"), NAME),
        *(Column(page.criteria[code], 18, "decimal") for code in codes),
    ]
    rows: list[list[Value]] = [
        [page.names[juror], *(found[code] for code in codes)]
        for juror, found in page.report.by_criterion.items()
    ]
    return Table(_("Отклонения по критериям"), columns, rows)


def _sheets(page: JuryPage) -> Table:
    jurors = [line.juror for line in page.lines if line.sheets]
    columns = [
        Column(_("Номинация"), NAME),
        Column(_("Шифр"), 12),
        *(Column(page.names[juror], 18, "decimal") for juror in jurors),
        Column(_("Среднее"), 12, "decimal"),
        Column(_("Балл"), 12, "decimal"),
    ]
    rows: Iterable[list[Value]] = (
        [
            page.titles.get(work.nomination, work.nomination),
            work.code,
            *(page.totals[work.code].get(juror) for juror in jurors),
            _mean(list(page.totals[work.code].values())),
            work.value,
        ]
        for work in page.works
    )
    return Table(_("Листы работ"), columns, rows)


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


def _places(found: Places) -> Table:
    columns = [
        Column(_("Шифр"), 12),
        Column(_("По баллам"), 12, "integer"),
        Column(_("Вероятно от"), 14, "integer"),
        Column(_("Вероятно до"), 14, "integer"),
    ]
    rows: list[list[Value]] = [
        [line.work.code, line.work.rank, *(line.span or (None, None))] for line in found.lines
    ]
    return Table(_("Вероятные места"), columns, rows)


def _shares(found: Places) -> Table:
    columns = [
        Column(_("Шифр"), 12),
        Column(_("Место"), 10, "integer"),
        Column(_("Случаев из 100"), 16, "decimal", 1),
    ]
    rows: list[list[Value]] = [
        [line.work.code, place, exact(100 * share)]
        for line in found.lines
        for place, share in line.shares
    ]
    return Table(_("Вероятность мест"), columns, rows)


def _adjusted(found: Adjusted) -> Table:
    columns = [
        Column(_("Шифр"), 12),
        Column(_("По баллам"), 12, "integer"),
        Column(_("С поправкой"), 14, "integer"),
        Column(_("Среднее листов"), 16, "decimal"),
        Column(_("Балл с поправкой"), 18, "decimal"),
        Column(_("Ошибка"), 12, "decimal"),
    ]
    rows: list[list[Value]] = [
        [x.work.code, x.work.rank, x.rank, x.raw, x.adjusted, x.error] for x in found.lines
    ]
    return Table(_("С поправкой на строгость"), columns, rows)
