"""How far the jury agrees and how firm first places are, for the results room. Advice only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec

from flask_babel import gettext as _

from eventkit.scoring.agreement.outcome import Agreement
from eventkit.scoring.agreement.report import agreement
from eventkit.scoring.engine import CalculationResult, EntryResult

FIRM = 0.9
"""From this share of draws on a first place counts as firm."""
SEEN = 0.05
"""Other works are named from this share on."""
Totals = dict[str, dict[str, Fraction]]


@dataclass(frozen=True, slots=True)
class FirstPlace:
    """The first work of a nomination, in how many of a hundred draws it is first, and who else."""

    nomination: str
    entries: tuple[str, ...]
    percent: int
    is_firm: bool
    others: tuple[tuple[str, int], ...]


def can_be_said() -> bool:
    """Whether the libraries that it takes are installed."""
    return find_spec("numpy") is not None and find_spec("scipy") is not None


def agreement_of(result: CalculationResult) -> Agreement:
    """How the jurors of all nominations agree; places are not drawn."""
    return agreement(totals_of(result.entries), maximum=result.maximum, bootstrap=0)


def draw_places(
    result: CalculationResult, *, smaller_is_better: bool = False
) -> dict[str, Agreement]:
    """For each nomination with two works or more: its agreement with places drawn anew."""
    by_code = {entry.entry: entry for entry in result.entries}
    return {
        n.nomination: agreement(
            totals_of([by_code[code] for code in n.entries]), smaller_is_better=smaller_is_better
        )
        for n in result.nominations
        if len(n.entries) > 1
    }


def first_places(result: CalculationResult, drawn: Mapping[str, Agreement]) -> list[FirstPlace]:
    """For each nomination whose places were drawn, how firm its first place is."""
    by_code = {entry.entry: entry for entry in result.entries}
    found = []
    for nomination in result.nominations:
        works = [by_code[code] for code in nomination.entries]
        first = tuple(w.entry for w in works if w.rank_competition == 1)
        if nomination.nomination in drawn and first:
            found.append(_first_place(nomination.nomination, first, drawn[nomination.nomination]))
    return found


def _first_place(nomination: str, first: tuple[str, ...], drawn: Agreement) -> FirstPlace:
    share = {one.entry: one.places.get("1", 0.0) for one in drawn.place_probability}
    own = max(share.get(code, 0.0) for code in first)
    others = sorted(
        (
            (code, round(100 * chance))
            for code, chance in share.items()
            if code not in first and chance >= SEEN
        ),
        key=lambda one: (-one[1], one[0]),
    )
    # Two works may both be first in a draw, or one of them may have no reader in it.
    is_firm = own >= FIRM and all(percent <= 100 * (1 - FIRM) for _code, percent in others)
    return FirstPlace(nomination, first, round(100 * own), is_firm, tuple(others))


def totals_of(works: Sequence[EntryResult]) -> Totals:
    """Totals of the sheets that count, by work and juror."""
    return {
        work.entry: {
            sheet.juror: sheet.total
            for sheet in work.sheets
            if sheet.use != "annulled" and sheet.total is not None
        }
        for work in works
    }


def words(found: Agreement) -> list[str]:
    """Agreement as a teacher reads it: what it means for this jury."""
    said = [_alpha_words(found.krippendorff_alpha)]
    icc = found.icc
    if icc is not None and icc["ICC2"] is not None and icc["ICC2k"] is not None:
        said.append(
            _(
                "Оценка одного члена жюри повторяет общее мнение на %(one)d %%, среднее всего"
                " жюри – на %(all)d %%.",
                one=_percent(icc["ICC2"]),
                all=_percent(icc["ICC2k"]),
            )
        )
    return [str(text) for text in said if text]


def _alpha_words(alpha: Mapping[str, float | None] | None) -> str:
    value = alpha["interval"] if alpha is not None else None
    if value is None:
        return str(_("Листов слишком мало, чтобы говорить о согласии жюри."))
    if value >= 0.8:
        return str(_("Члены жюри оценивают работы почти одинаково."))
    if value >= 0.667:
        return str(_("Члены жюри в целом согласны."))
    if value >= 0.3:
        return str(_("Члены жюри согласны умеренно: на месте может сказаться, кто читал работу."))
    return str(
        _(
            "Члены жюри согласны слабо: близкие баллы не говорят, какая работа лучше, и место"
            " зависит от того, кто её читал."
        )
    )


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))
