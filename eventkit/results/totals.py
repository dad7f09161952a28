"""What the sheets of a juror come to, as tables of results show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flask_babel import gettext as _

from eventkit.results.models import Calculation
from eventkit.scoring.engine import EntryResult
from eventkit.web.i18n import exact_words

Barred = frozenset[tuple[str, str]]
"""Codes of works with the jurors who may not mark them."""


def jurors_in(results: Sequence[EntryResult], jury: Mapping[str, str]) -> list[str]:
    """Jurors with a sheet that counts in any of these works, in the order of the jury."""
    seen = {s.juror for result in results for s in result.sheets if s.use != "annulled"}
    return [juror for juror in jury if juror in seen]


def valid_total(result: EntryResult, juror: str) -> Fraction | None:
    """The total of a juror's sheets that were not annulled, over all trials."""
    own = [s.total for s in result.sheets if s.juror == juror and s.use != "annulled"]
    totals = [total for total in own if total is not None]
    return sum(totals, start=Fraction(0)) if totals else None


def total_or_recusal(result: EntryResult, juror: str, barred: Barred) -> Fraction | str | None:
    """That total, or «КИ» where a conflict of interest keeps the juror from marking the work."""
    total = valid_total(result, juror)
    return recusal_mark() if total is None and (result.entry, juror) in barred else total


def barred_in(made: Calculation) -> Barred:
    """Who may not mark which work, as the version was counted; a sheet that fell for it as well."""
    return frozenset((one["entry"], one["juror"]) for one in made.inputs.get("recused", ()))


def recusal_mark() -> str:
    """What stands in a table for «not marked: conflict of interest»."""
    return str(_("КИ"))


def total_words(total: Fraction | str | None) -> str:
    """The total of a sheet, «КИ», or a dash."""
    return exact_words(total) if isinstance(total, Fraction) else total or "–"
