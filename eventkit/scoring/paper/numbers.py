"""Numbers of printed sheets: the task's id and two check digits by ISO/IEC 7064, MOD 97-10.

The remainder finds every single wrong digit and every swap of two neighbours, the check digits
included, so that a mistyped number opens no sheet rather than a wrong one.
"""

from __future__ import annotations

import re

from flask_babel import gettext as _

from eventkit.events.refusals import RefusalError
from eventkit.web.requests import LARGEST_ID

MODULUS = 97
DIGITS = 6
"""Of the id, zeros in front: with the two check digits two groups of four."""
LONGEST = len(str(LARGEST_ID)) + 2
_GROUPS = re.compile(r"[\d\s\u00a0\-–—_.]+")
_LAST_DIGITS = re.compile(r"(\d+)\D*$")


class NumberError(RefusalError):
    """What was typed or scanned is no number of a sheet; the message says what is wrong."""


def number_of(assignment_id: int) -> str:
    """The number of a task's sheet as addresses hold it: 47 → «00004754»."""
    check = MODULUS + 1 - assignment_id * 100 % MODULUS
    return f"{assignment_id:0{DIGITS}d}{check:02d}"


def shown_number(assignment_id: int) -> str:
    """The same for people, in groups of four from the right: «0000 4754»."""
    digits = number_of(assignment_id)
    first = len(digits) % 4
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + 4] for at in range(first, len(digits), 4)]
    return " ".join(groups)


def read_number(typed: str) -> int:
    """The task that a typed number or a scanned address names.

    A hand scanner is a keyboard, and one set to Russian turns the letters and strokes of an address
    into others; the digits at its end stay, and they are all that is read.

    Raises NumberError in words: nothing typed, no number in it, a wrong digit.
    """
    text = typed.strip()
    if not text:
        raise NumberError(_("Введите номер листа: восемь цифр под QR-кодом."), "number")
    if _GROUPS.fullmatch(text):
        digits = re.sub(r"\D", "", text)
    else:
        found = _LAST_DIGITS.search(text)
        digits = found[1] if found else ""
    if not digits.isascii() or not DIGITS + 2 <= len(digits) <= LONGEST:
        raise NumberError(
            _("В номере листа восемь цифр, например %(number)s.", number=shown_number(47)),
            "number",
        )
    number = int(digits)
    assignment_id = number // 100
    # A larger pair of check digits with the same remainder would be a second number of the sheet.
    if number % MODULUS != 1 or number_of(assignment_id) != digits:
        raise NumberError(
            _("Контрольные цифры не сходятся: в номере опечатка. Сверьте его с листом."), "number"
        )
    return assignment_id
