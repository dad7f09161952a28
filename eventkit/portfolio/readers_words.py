"""Lines are kept in the site's language; what the system itself said is said anew to the reader."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventkit.portfolio.models import PortfolioItem
from eventkit.printing.words import roman
from eventkit.web.i18n import in_sites_language, readers_language

WORDS = (
    _l("участник"),
    _l("автор"),
    _l("соавтор"),
    _l("наставник"),
    _l("молодой педагог"),
    _l("участник команды"),
    _l("член жюри"),
    _l("председатель жюри"),
    _l("победитель"),
    _l("призёр"),
)
"""What lines call people; words of other plugins stay in the site's language."""
_PLACES = re.compile(r"(\d+)(?:[–-](\d+))?")
_HOURS = re.compile(r"(\d+) (?:час(?:а|ов)?|hours?)")


def result_shown(item: PortfolioItem) -> tuple[str, str]:
    """«II место», and what stands beneath it: the level, else «призёр»."""
    status, comma, place = item.result.partition(", ")
    found = _PLACES.search(place) if comma and item.place else None
    if found is None:
        return _anew(item.result), item.level
    first, last = int(found[1]), int(found[2] or found[1])
    words = roman(first) if first == last else f"{roman(first)}–{roman(last)}"
    return str(_("%(place)s место", place=words)), item.level or _anew(status)


def about_shown(item: PortfolioItem) -> str:
    """The role and what else the line tells, as a sentence: «Участник. 6 часов.»."""
    said = ". ".join(filter(None, (_anew(item.role), _hours_anew(item.detail))))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _anew(word: str) -> str:
    """A word of the system in the reader's language; any other as it is."""
    return _stored_words().get(word, word) if word else ""


def _stored_words() -> dict[str, str]:
    with in_sites_language():
        stored = [str(word) for word in WORDS]
    return dict(zip(stored, map(str, WORDS), strict=True))


def _hours_anew(detail: str) -> str:
    found = _HOURS.fullmatch(detail)
    if found is None or readers_language() == "":
        return detail
    return str(ngettext("%(num)d час", "%(num)d часов", int(found[1])))
