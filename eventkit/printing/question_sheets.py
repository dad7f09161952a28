"""Questionnaires for paper: A4 upright, black on white, options numbered for whoever types them."""

from __future__ import annotations

from dataclasses import asdict

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.lazy import dataclass
from eventkit.printing import qr
from eventkit.printing.typograph import bind
from eventkit.printing.typst import compile_template


@dataclass(frozen=True)
class QuestionLine:
    """An item as the sheet prints it; every value is a word already."""

    number: str
    kind: str
    """As in the document of a questionnaire: likert, differential, one, several, rank …"""
    text: str
    note: str = ""
    condition: str = ""
    heading: str = ""
    """Title of the page that begins here."""
    heading_text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(«3», «скорее да») for points; options are numbered by their order."""
    rows: tuple[str, ...] = ()
    ends: tuple[str, str] = ("", "")
    limits: tuple[str, str] = ("", "")
    most: int = 0


@dataclass(frozen=True)
class QuestionSheet:
    """A questionnaire on paper."""

    title: str
    wave: str
    event: str
    promises: tuple[str, ...]
    address: str
    """What the QR code opens."""
    lines: tuple[QuestionLine, ...]
    intro: str = ""
    codes: tuple[str, ...] = ()
    """What the respondent writes about themselves, where the mode asks for it."""
    quoted: bool = False
    thanks: str = ""


def question_sheet(sheet: QuestionSheet, *, time_limit: float = 30) -> bytes:
    """Set a questionnaire as a PDF.

    Raises:
        TypesettingError: the limit is over, or a word cannot be set.
    """
    values = {
        "title": bind(sheet.title),
        "intro": bind(sheet.intro),
        "wave": bind(sheet.wave),
        "event": bind(sheet.event),
        "promises": [bind(one) for one in sheet.promises],
        "address": sheet.address,
        "qr": qr.svg_file(sheet.address),
        "lines": [_line(one) for one in sheet.lines],
        "codes": [bind(one) for one in sheet.codes],
        "quoted": sheet.quoted,
        "thanks": bind(sheet.thanks),
        "words": _words(),
    }
    return compile_template("question_sheet.typ", values, time_limit=time_limit)


def _line(one: QuestionLine) -> dict[str, object]:
    values = asdict(one)
    for name in ("text", "note", "condition", "heading", "heading_text"):
        values[name] = bind(values[name])
    values["choices"] = [[value, bind(words)] for value, words in one.choices]
    values["rows"] = [bind(row) for row in one.rows]
    values["ends"] = [bind(one.ends[0]), bind(one.ends[1])]
    values["how"] = _how(one)
    return values


def _how(one: QuestionLine) -> str:
    """What to do, where the item does not show it."""
    if one.kind == "several" and one.most:
        return str(ngettext("Не больше %(num)d.", "Не больше %(num)d.", one.most))
    if one.kind == "rank":
        return str(_("Поставьте места: 1 – самое важное."))
    if one.kind in ("number", "slider"):
        return str(_("Число от %(low)s до %(high)s.", low=one.limits[0], high=one.limits[1]))
    return ""


def _words() -> dict[str, str]:
    return {
        "how": _("Зачеркните клетку с ответом. Ошиблись – обведите её и зачеркните другую."),
        "phone": _("Удобнее с телефона:"),
        "quoted": _("Мои слова из свободных ответов можно показать на экране без имени"),
        # the template puts the numbers in: it alone knows them
        "page": _("Страница {page} из {pages}"),
    }
