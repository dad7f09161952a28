"""From when on a juror is called strict or lenient."""

from __future__ import annotations

from fractions import Fraction

from eventkit.lazy import dataclass

from .reading import Keys


@dataclass(frozen=True)
class JurorFlag:
    """When a juror is called strict or lenient: that many sheets, that mean deviation."""

    min_sheets: int
    abs_mean_deviation: Fraction


def read_flag(keys: Keys) -> JurorFlag | None:
    """The rule under the key `strict_judge_flag`; None where nobody is called so."""
    given = keys.take("strict_judge_flag")
    if given is None:
        return None
    inner = Keys(given, "strict_judge_flag.")
    deviation = inner.number("abs_mean_deviation")
    if deviation is None:
        raise inner.error("abs_mean_deviation", "required")
    flag = JurorFlag(inner.whole("min_sheets") or 1, deviation)
    inner.finish()
    return flag
