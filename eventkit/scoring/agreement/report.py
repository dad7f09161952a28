"""The whole report on agreement, with what could not be said and why.

Codes of warnings, with their parameters:

- ``no_marks``: there is no sheet; nothing is computed.
- ``entries_without_marks`` (entries): so many works have no sheet and take no part.
- ``too_few`` (statistics, entries, jurors, needed_entries, needed_jurors): these are None.
- ``incomplete_table`` (missing): ICC and W are None, they need every juror's sheet on every work.
- ``few_entries`` (statistics, entries): computed, but from so few works they say little.
- ``no_variance`` (statistic, values): these values of it would divide by 0 and are None.
- ``unlinked`` (pieces): jurors fall into so many pieces; effects and adjusted values are None.
- ``unlinked_piece`` (number, jurors, entries): the ids in one of those pieces, numbered from 1.
- ``too_few_df`` (df, needed): as many residual degrees of freedom; effects and adjusted are None.
- ``too_many_jurors`` (jurors, most): effects and adjusted values are None.
- ``juror_variance_zero``: jurors differ no more than by chance; adjusted values are the means.
- ``no_residual_variance``: jurors differ by constants alone; the works' `se` are None.
- ``too_many_placings`` (placings, most): works × draws; there are no place probabilities.

`statistics` and `statistic` speak of ``icc``, ``kendall_w``, ``krippendorff_alpha``, ``effects``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from eventkit.scoring.engine.explain import Reason, reason

from .alpha import krippendorff
from .bootstrap import place_probabilities
from .concordance import concordance
from .icc import intraclass
from .jurors import LEAST_SHEETS, default_threshold, juror_rows
from .linking import Piece, pieces
from .outcome import AdjustedEntry, Agreement, Concordance, EntryPlaces
from .severity import Severity, residual_df, severity
from .totals import Marks, Totals, read_totals

RANKED = ("kendall_w", "krippendorff_alpha")
FEW_ENTRIES = 5
"""Below it W and alpha carry a warning."""
LEAST_DF = 3
"""Residual degrees of freedom from which on effects are computed."""
MOST_JURORS = 3000
"""Effects take jurors² of memory and jurors³ of time: here 72 MB a matrix and half a minute."""
MOST_PLACINGS = 20_000_000
"""Works × draws of the bootstrap: what fits a few hundred megabytes and some seconds."""

Warn = Callable[[Reason], None]


def agreement(
    totals: Marks,
    *,
    maximum: Fraction | None = None,
    flag: Fraction | None = None,
    least_sheets: int = LEAST_SHEETS,
    bootstrap: int = 2000,
    seed: int = 1,
    smaller_is_better: bool = False,
) -> Agreement:
    """Say how jurors agree, how strict each is and how sure the places are.

    Args:
        totals: work → juror → total of a valid sheet, in points; absent sheets are gaps.
        maximum: the highest possible total, where it is known.
        flag: mean deviation in points that makes a juror strict or lenient; by default a tenth
            of `maximum`, else of the observed range.
        least_sheets: from so many sheets on a juror can be strict or lenient.
        bootstrap: draws of jurors for the place probabilities; 0 for none.
        seed: of the draws; the same seed gives the same answer.
        smaller_is_better: totals are ranks, so the smallest mean has place 1.
    """
    table = read_totals(totals)
    warnings: list[Reason] = []
    if len(table.entries) < len(totals):
        without = len(totals) - len(table.entries)
        warnings.append(reason("entries_without_marks", entries=without))
    if not table.marks:
        return _nothing((*warnings, reason("no_marks")))
    found = pieces(table)
    enough = _enough(table, warnings.append, RANKED, 3, 3)
    complete = table.missing == 0
    if not complete:
        warnings.append(reason("incomplete_table", missing=table.missing))
    icc = _icc(table, warnings.append) if complete else None
    kendall_w = _kendall_w(table, warnings.append) if complete and enough else None
    alpha = _alpha(table, warnings.append) if enough else None
    if enough and len(table.entries) < FEW_ENTRIES:
        warnings.append(reason("few_entries", statistics=RANKED, entries=len(table.entries)))
    fitted = _severity(table, found, warnings.append)
    threshold = default_threshold(table, maximum) if flag is None else flag
    places = _places(table, bootstrap, seed, warnings.append, smaller_is_better=smaller_is_better)
    return Agreement(
        entries=len(table.entries),
        jurors_count=len(table.jurors),
        marks=table.marks,
        connected=len(found) == 1,
        icc=icc,
        kendall_w=kendall_w,
        krippendorff_alpha=alpha,
        jurors=juror_rows(table, fitted, threshold, least_sheets),
        adjusted=_adjusted(table, fitted),
        place_probability=places,
        warnings=tuple(warnings),
    )


def _nothing(warnings: tuple[Reason, ...]) -> Agreement:
    return Agreement(0, 0, 0, True, None, None, None, (), (), (), warnings)


def _enough(
    table: Totals, warn: Warn, statistics: tuple[str, ...], entries: int, jurors: int
) -> bool:
    if len(table.entries) >= entries and len(table.jurors) >= jurors:
        return True
    warn(
        reason(
            "too_few",
            statistics=statistics,
            entries=len(table.entries),
            jurors=len(table.jurors),
            needed_entries=entries,
            needed_jurors=jurors,
        )
    )
    return False


def _icc(table: Totals, warn: Warn) -> Mapping[str, float | None] | None:
    if not _enough(table, warn, ("icc",), 2, 2):
        return None
    icc = intraclass(table)
    _warn_of_none(warn, "icc", icc)
    return icc


def _kendall_w(table: Totals, warn: Warn) -> Concordance:
    found = concordance(table)
    _warn_of_none(warn, "kendall_w", {"w": found.w, "chi2": found.chi2, "p": found.p})
    return found


def _alpha(table: Totals, warn: Warn) -> Mapping[str, float | None]:
    alpha = krippendorff(table)
    _warn_of_none(warn, "krippendorff_alpha", alpha)
    return alpha


def _warn_of_none(warn: Warn, statistic: str, values: Mapping[str, float | None]) -> None:
    undefined = tuple(name for name, value in values.items() if value is None)
    if undefined:
        warn(reason("no_variance", statistic=statistic, values=undefined))


def _severity(table: Totals, found: tuple[Piece, ...], warn: Warn) -> Severity | None:
    if not _estimable(table, found, warn):
        return None
    fitted = severity(table)
    if fitted.se is None:
        warn(reason("no_residual_variance"))
    elif fitted.juror_variance == 0:
        warn(reason("juror_variance_zero"))
    return fitted


def _estimable(table: Totals, found: tuple[Piece, ...], warn: Warn) -> bool:
    """Whether effects can be computed; what stands against it is warned of."""
    if len(found) > 1:
        warn(reason("unlinked", pieces=len(found)))
        for number, piece in enumerate(found, start=1):
            jurors, entries = piece.jurors, piece.entries
            warn(reason("unlinked_piece", number=number, jurors=jurors, entries=entries))
        return False
    if not _enough(table, warn, ("effects",), 5, 3):
        return False
    if len(table.jurors) > MOST_JURORS:
        warn(reason("too_many_jurors", jurors=len(table.jurors), most=MOST_JURORS))
        return False
    df = residual_df(table)
    if df < LEAST_DF:
        warn(reason("too_few_df", df=df, needed=LEAST_DF))
    return df >= LEAST_DF


def _adjusted(table: Totals, fitted: Severity | None) -> tuple[AdjustedEntry, ...]:
    nothing = [None] * len(table.entries)
    raw = table.points(table.sum_of_work, table.sheets_of_work).tolist()
    adjusted = nothing if fitted is None else fitted.adjusted.tolist()
    se = nothing if fitted is None or fitted.se is None else fitted.se.tolist()
    return tuple(map(AdjustedEntry, table.entries, raw, adjusted, se))


def _places(
    table: Totals, draws: int, seed: int, warn: Warn, *, smaller_is_better: bool
) -> tuple[EntryPlaces, ...]:
    placings = len(table.entries) * draws
    if placings > MOST_PLACINGS:
        warn(reason("too_many_placings", placings=placings, most=MOST_PLACINGS))
        return ()
    if not draws:
        return ()
    return place_probabilities(table, draws=draws, seed=seed, smaller_is_better=smaller_is_better)
