"""The report of a questionnaire as a workbook: what the page shows, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from eventkit.questionnaires.reports import words
from eventkit.questionnaires.reports.contents import Report
from eventkit.questionnaires.titles import text_of
from eventkit.spreadsheets.writing import Column, Table, Value, workbook

Row = list[Value]
NAME = 34


def report_workbook(report: Report) -> bytes:
    """Scales by wave, groups, changes, reliability, choices; words; values of people if named."""
    tables = [
        Table(_("Шкалы"), _scale_columns(), list(_scales(report))),
        Table(_("Изменения"), _change_columns(), list(_changes(report))),
        Table(_("Группы"), _group_columns(), list(_groups(report))),
        Table(_("Надёжность"), _reliability_columns(), list(_reliability(report))),
        Table(_("Выбор"), _choice_columns(), list(_choices(report))),
        Table(_("Ответы словами"), _text_columns(), list(_texts(report))),
    ]
    if report.persons:
        tables.append(_persons(report))
    event = report.questionnaire.event
    title = f"{event.title}. {text_of(report.instrument.title)}"
    return workbook([one for one in tables if one.rows], title=title, zone=ZoneInfo(event.timezone))


def _decimals(*labels: str) -> list[Column]:
    return [Column(label, 14, "decimal") for label in labels]


def _scale_columns() -> list[Column]:
    return [
        Column(_("Шкала"), NAME),
        Column(_("Замер"), 20),
        Column(_("Человек"), 10, "integer"),
        *_decimals(_("Среднее"), _("Разброс (σ)"), _("Медиана"), _("Нижний квартиль")),
        *_decimals(_("Верхний квартиль"), _("Наименьшее"), _("Наибольшее")),
        Column(_("Уровни"), 40),
    ]


def _scales(report: Report) -> Iterator[Row]:
    for one in report.scales:
        for figures in one.waves:
            row: Row = [text_of(one.scale.title), figures.wave.title]
            found = figures.described
            if found is None:
                yield [*row, 0 if figures.nobody else None, *[None] * 7, _hidden(figures.nobody)]
                continue
            levels = ", ".join(f"{text_of(level.title)} {count}" for level, count in figures.levels)
            numbers = (found.mean, found.sd, found.median, found.q1, found.q3)
            yield [*row, found.n, *numbers, found.lowest, found.highest, levels]


def _hidden(nobody: bool) -> str:
    return "" if nobody else _("скрыто")


def _change_columns() -> list[Column]:
    return [
        Column(_("Шкала"), NAME),
        Column(_("От замера"), 20),
        Column(_("До замера"), 20),
        Column(_("Человек"), 10, "integer"),
        Column(_("Выросло"), 10, "integer"),
        Column(_("Без изменений"), 10, "integer"),
        Column(_("Снизилось"), 10, "integer"),
        *_decimals(_("Сдвиг"), _("Разброс (σ)"), _("95 % от"), _("95 % до"), "t"),
        Column("df", 8, "integer"),
        Column("p", 10, "decimal", 4),
        *_decimals("d", _("d от"), _("d до")),
        Column(_("Словами"), 60),
    ]


def _changes(report: Report) -> Iterator[Row]:
    for one in report.scales:
        for figures in one.changes:
            row: Row = [
                text_of(one.scale.title),
                figures.before.title,
                figures.after.title,
            ]
            found = figures.change
            if found is None:
                yield [*row, *[None] * 14, _hidden(figures.nobody)]
                continue
            told = f"{words.change_words(found)} {words.certainty_words(found)}"
            counts: Row = [found.n, found.up, found.same, found.down]
            numbers = [_exact(x) for x in (found.low, found.high, found.t)]
            effect = [_exact(x) for x in (found.p, found.d_z, found.d_low, found.d_high)]
            yield [*row, *counts, found.mean, found.sd, *numbers, found.df, *effect, told]


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _group_columns() -> list[Column]:
    return [
        Column(_("Шкала"), NAME),
        Column(_("Замер"), 20),
        Column(_("Деление"), 20),
        Column(_("Группа"), 24),
        Column(_("Человек"), 10, "integer"),
        *_decimals(_("Среднее"), _("Разброс (σ)"), _("Медиана")),
    ]


def _groups(report: Report) -> Iterator[Row]:
    for one in report.scales:
        for split in one.splits:
            for group in split.groups:
                found = group.described
                yield [
                    text_of(one.scale.title),
                    split.wave.title,
                    text_of(split.item.text),
                    text_of(group.option.text),
                    group.people,
                    *((found.mean, found.sd, found.median) if found else (None, None, None)),
                ]


def _reliability_columns() -> list[Column]:
    return [
        Column(_("Шкала"), NAME),
        Column(_("Замер"), 20),
        Column(_("Пункт"), 16),
        Column(_("Полных анкет"), 10, "integer"),
        *_decimals("α", _("α от"), _("α до"), _("α стандартизованная"), "ω"),
        *_decimals(_("α без пункта"), _("С остальными пунктами")),
    ]


def _reliability(report: Report) -> Iterator[Row]:
    for one in report.scales:
        for figures in one.waves:
            found = figures.reliability
            if found is None or found.alpha is None:
                continue
            row: Row = [text_of(one.scale.title), figures.wave.title]
            whole = [_exact(x) for x in (found.low, found.high, found.alpha_standardised)]
            omega = _exact(found.omega_total)
            yield [*row, "", found.n_complete, found.alpha, *whole, omega, None, None]
            for item, rest in found.item_rest.items():
                without = found.alpha_if_dropped.get(item)
                yield [*row, item, None, *[None] * 5, without, _exact(rest)]


def _choice_columns() -> list[Column]:
    return [
        Column(_("Вопрос"), 40),
        Column(_("Замер"), 20),
        Column(_("Ответ"), 40),
        Column(_("Выбрали"), 10, "integer"),
        Column(_("Из скольких"), 10, "integer"),
    ]


def _choices(report: Report) -> Iterator[Row]:
    for one in report.choices:
        for option in one.item.options if one.chosen else ():
            yield [
                text_of(one.item.text),
                one.wave.title,
                text_of(option.text),
                one.chosen.counts.get(option.id, 0) if one.chosen else None,
                one.chosen.valid if one.chosen else None,
            ]


def _text_columns() -> list[Column]:
    return [Column(_("Вопрос"), 30), Column(_("Замер"), 20), Column(_("Ответ"), 80)]


def _texts(report: Report) -> Iterator[Row]:
    for one in report.texts:
        for text in one.texts or ():
            yield [text_of(one.item.text), one.wave.title, text.text]


def _persons(report: Report) -> Table:
    titles = [text_of(one.scale.title) for one in report.scales]
    columns = [Column(_("Кто"), NAME), Column(_("Замер"), 20), *_decimals(*titles)]
    rows: list[Row] = [
        [
            person.person.full_name,
            sheet.wave.title,
            *(sheet.values.get(one.scale.id) for one in report.scales),
        ]
        for person in report.persons
        for sheet in person.sheets
    ]
    return Table(_("Люди"), columns, rows)
