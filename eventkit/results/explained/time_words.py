"""The sentence about a performance that was longer than its limit."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from eventkit.results.explained.telling import EQUAL, NEARLY, Params, Teller, is_exact
from eventkit.scoring.timing.words import points_count, points_words
from eventkit.web.i18n import duration, exact_words, number


def overtime(teller: Teller, about: Params) -> object:
    """How long it took, what that cost and, where the value is known, the arithmetic."""
    told = {
        "seconds": duration(about["seconds"]),
        "limit": duration(about["limit"]),
        "rule": teller.cite("time"),
    }
    if not about["points"]:
        return _(
            "Выступление длилось %(seconds)s при регламенте %(limit)s. За это ничего не"
            " снято%(rule)s.",
            **told,
        )
    told["points"] = points_words(about["points"])
    if "value" not in about:
        return ngettext(
            "Выступление длилось %(seconds)s при регламенте %(limit)s, за это снят"
            " %(points)s%(rule)s.",
            "Выступление длилось %(seconds)s при регламенте %(limit)s, за это снято"
            " %(points)s%(rule)s.",
            points_count(about["points"]),
            **told,
        )
    before, value = about["before"], about["value"]
    is_shown = is_exact(before, 2) and is_exact(value, 2) and is_exact(about["points"])
    return ngettext(
        "Выступление длилось %(seconds)s при регламенте %(limit)s, за это снят"
        " %(points)s%(rule)s: %(before)s − %(off)s %(sign)s %(value)s.",
        "Выступление длилось %(seconds)s при регламенте %(limit)s, за это снято"
        " %(points)s%(rule)s: %(before)s − %(off)s %(sign)s %(value)s.",
        points_count(about["points"]),
        before=number(before),
        off=exact_words(about["points"]),
        sign=EQUAL if is_shown else NEARLY,
        value=number(value),
        **told,
    )
