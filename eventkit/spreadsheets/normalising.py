"""What people type into cells, made into values; each function names what is wrong in words.

A spreadsheet's own numbers come as binary fractions; they are taken with the 15 significant digits
that Excel keeps, so 9.1 is 9.1 exactly.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from flask_babel import gettext as _

Raw = str | int | float | bool | date | datetime | timedelta | object | None

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
EXCEL_EPOCH = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_IN_WORDS = re.compile(r"[«\"]?(\d{1,2})[»\"]?\s+([а-я]+)\.?\s+(\d{4})")
_TIME = re.compile(r"(?:^|[\sT,])(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*$")


class CellError(ValueError):
    """A value that cannot be understood; its text is for the person who filled the table."""


def clean_text(raw: Raw) -> str:
    """A text without invisible signs, no-break spaces and blanks at its ends.

    Numbers that Excel made of codes lose their «.0»; dates are written with points; line breaks
    inside the cell stay.
    """
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return str(_("да") if raw else _("нет"))
    if isinstance(raw, float):
        exact = _exact(raw)
        return str(int(exact)) if exact == exact.to_integral_value() else f"{exact:f}"
    if isinstance(raw, datetime):
        midnight = (raw.hour, raw.minute, raw.second) == (0, 0, 0)
        return raw.strftime("%d.%m.%Y" if midnight else "%d.%m.%Y %H:%M")
    if isinstance(raw, date):
        return raw.strftime("%d.%m.%Y")
    text = unicodedata.normalize("NFC", str(raw)).translate(_INVISIBLE)
    lines = (" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", text))
    return "\n".join(lines).strip()


def clean_decimal(raw: Raw) -> Decimal | None:
    """A number: «9,5», «9.5», «1 234,5», «2.», «−3»; None for an empty cell.

    Raises:
        CellError: it is no number.
    """
    if isinstance(raw, bool):
        raise CellError(_("Нужно число, а не «да» или «нет»."))
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, float):
        return _exact(raw)
    if isinstance(raw, date):
        raise CellError(
            _(
                "Excel принял число за дату %(value)s. Задайте ячейке числовой формат и введите"
                " число снова.",
                value=clean_text(raw),
            )
        )
    text = clean_text(raw)
    if not text:
        return None
    compact = text.replace(" ", "").replace("−", "-").replace("–", "-").replace(",", ".")
    compact = compact.rstrip(".") if compact.count(".") == 1 else compact
    if not re.fullmatch(r"[+-]?(\d{1,30}(\.\d{1,15})?|\.\d{1,15})", compact, re.ASCII):
        raise CellError(_("Это не число: «%(value)s». Пример: 9,5.", value=_cut(text)))
    try:
        return Decimal(compact)
    except InvalidOperation as error:  # pragma: no cover - the pattern leaves no such text
        raise CellError(_("Это не число: «%(value)s». Пример: 9,5.", value=_cut(text))) from error


def clean_integer(raw: Raw) -> int | None:
    """A whole number; None for an empty cell.

    Raises:
        CellError: it is no number, or a broken one.
    """
    number = clean_decimal(raw)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise CellError(_("Нужно целое число, а здесь «%(value)s».", value=_cut(clean_text(raw))))
    return int(number)


def clean_date(raw: Raw) -> date | None:
    """A day: a spreadsheet's date, its serial number, or a text; None for an empty cell.

    Texts: 14.11.2025, 14/11/2025, 2025-11-14, 14.11.25 (40…99 are of the last century),
    «14» ноября 2025 г. A serial number counts days from 30 December 1899.

    Raises:
        CellError: it is no date, or there is no such day.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = clean_text(raw)
    if not text:
        return None
    if re.fullmatch(r"\d{5}", text, re.ASCII) and 10000 <= int(text) <= 80000:
        return EXCEL_EPOCH + timedelta(days=int(text))
    year, month, day = _date_parts(text)
    if not 1900 <= year <= 2200 or not 1 <= month <= 12:
        raise CellError(_not_a_date(text))
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise CellError(
            _(
                "Такого дня нет: «%(value)s». Последнее число этого месяца – %(length)s.",
                value=_cut(text),
                length=length,
            )
        )
    return date(year, month, day)


def clean_datetime(raw: Raw) -> datetime | None:
    """A day with a time in the table's own zone («14.11.2025 18:00»), midnight when not given.

    Raises:
        CellError: it is no date, or there is no such day or time.
    """
    if isinstance(raw, datetime):
        return raw.replace(microsecond=0)
    if isinstance(raw, float) and 10000 <= raw <= 80000:
        start = datetime.combine(EXCEL_EPOCH, datetime.min.time())
        return start + timedelta(seconds=round(raw * 86400))
    text = clean_text(raw)
    day = clean_date(text if isinstance(raw, str) else raw)
    if day is None:
        return None
    found = _TIME.search(text)
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    if hour > 23 or minute > 59 or second > 59:
        raise CellError(_("Нет такого времени: «%(value)s».", value=_cut(text)))
    return datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - as typed


def _date_parts(text: str) -> tuple[int, int, int]:
    folded = text.casefold()
    if found := _YEAR_FIRST.match(folded):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.match(folded):
        day, month, year = map(int, found.groups())
        if len(found[3]) == 2:
            year += 1900 if year >= 40 else 2000
    elif found := _IN_WORDS.match(folded):
        day, year = int(found[1]), int(found[3])
        month = next((n for n, name in enumerate(_MONTHS, 1) if found[2].startswith(name)), 0)
    else:
        raise CellError(_not_a_date(text))
    return year, month, day


def _not_a_date(text: str) -> str:
    return str(_("Это не дата: «%(value)s». Пример: 14.11.2025.", value=_cut(text)))


def _exact(number: float) -> Decimal:
    if number != number or number in (float("inf"), float("-inf")):
        raise CellError(_("В ячейке ошибка вычисления."))
    return Decimal(f"{number:.15g}")


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
