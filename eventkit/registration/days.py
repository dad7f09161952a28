"""Dates as people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

_EARLIEST, _LATEST = 1900, 2100
_SHORT_MONTHS = {
    2: _l("В феврале столько дней не бывает. Проверьте дату, например 01.09.2023."),
    4: _l("В апреле 30 дней. Проверьте дату, например 01.09.2023."),
    6: _l("В июне 30 дней. Проверьте дату, например 01.09.2023."),
    9: _l("В сентябре 30 дней. Проверьте дату, например 01.09.2023."),
    11: _l("В ноябре 30 дней. Проверьте дату, например 01.09.2023."),
}


def parse_day(text: str) -> date:
    """Read «01.09.2023», «1/9/2023», «01 09 2023», «01092023» or «2023-09-01».

    Raises:
        ValueError: with a sentence that says how to mend it.
    """
    typed = text.strip()
    parted = r"(\d{1,2})(?:\s*[./-]\s*|\s+)(\d{1,2})(?:\s*[./-]\s*|\s+)(\d{4})"
    russian = re.fullmatch(parted + r"(?:\s*г\.?)?", typed)
    russian = russian or re.fullmatch(r"(\d{2})(\d{2})(\d{4})", typed)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", typed)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif russian:
        day, month, year = (int(part) for part in russian.groups())
    else:
        raise ValueError(_("Напишите дату цифрами, например 01.09.2023."))
    if not 1 <= month <= 12:
        raise ValueError(_("Месяца с номером %(month)s нет. Проверьте дату.", month=month))
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(_("Проверьте год: %(year)s.", year=year))
    if not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(
            _SHORT_MONTHS.get(month) or _("Такого дня нет. Проверьте дату, например 01.09.2023.")
        )
    return date(year, month, day)
