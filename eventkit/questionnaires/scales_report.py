"""A report on the scales of a file of answers: aggregates only, as an object and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any

from eventkit.questionnaires.engine.change import both, change
from eventkit.questionnaires.engine.descriptives import describe
from eventkit.questionnaires.engine.hiding import hidden
from eventkit.questionnaires.engine.reliability import Reliability, reliability
from eventkit.questionnaires.engine.scales import Scale
from eventkit.questionnaires.engine.scoring import numbers, ranges, turned, value_of
from eventkit.questionnaires.engine.suspicion import findings
from eventkit.questionnaires.response_files import Answered, Key

DESCRIBED = ("n", "mean", "sd", "median", "q1", "q3")
CHANGED = ("n", "mean", "sd", "ci95", "t", "df", "p", "d_z", "d_z_ci95")
Rows = Mapping[int, list[Fraction | None]]
"""The turned numbers of a scale's items by row of the file."""
Told = dict[str, Any]
IMPOSSIBLE = "Пункт «{item}»: недопустимых значений {count}, они считаются пропусками."


@dataclass(slots=True)
class ScoredFile:
    """Answers with the value of each scale by row of the file."""

    key: Key
    rows: Sequence[Answered]
    least: int
    numbers: dict[str, dict[int, list[Fraction | None]]] = field(default_factory=dict)
    values: dict[str, dict[int, Fraction | None]] = field(default_factory=dict)
    impossible: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Score every row once."""
        instrument, limits = self.key.instrument, ranges(self.key.instrument)
        for scale in instrument.scales:
            self.numbers[scale.id], self.values[scale.id] = {}, {}
        for one in self.rows:
            found = numbers(instrument, one.answers)
            for scale in instrument.scales:
                row = turned(scale, found, limits)
                self.numbers[scale.id][one.row] = row
                self.values[scale.id][one.row] = value_of(scale, row)
            for finding in findings(instrument, one.answers):
                if finding.kind == "impossible":
                    self.impossible[finding.item] += 1

    @property
    def waves(self) -> list[str]:
        """In the order of appearance."""
        return list(dict.fromkeys(one.wave for one in self.rows))

    @property
    def groups(self) -> list[str]:
        """In the order of their names."""
        return sorted({one.group for one in self.rows})


def report_of(scored: ScoredFile) -> Told:
    """The object that the command prints."""
    warnings = [IMPOSSIBLE.format(item=item, count=n) for item, n in scored.impossible.items()]
    scales = []
    for scale in scored.key.instrument.scales:
        groups = list(_groups(scored, scale))
        scales.append(
            {
                "id": scale.id,
                "groups": groups,
                "reliability": _reliability(scored, scale),
                "change": list(_changes(scored, scale)),
            }
        )
        warnings += _warnings(scored, scale, groups)
    return {
        "respondents": len({one.respondent for one in scored.rows}),
        "scales": scales,
        "warnings": warnings,
    }


def _groups(scored: ScoredFile, scale: Scale) -> Iterator[Told]:
    values = scored.values[scale.id]
    for wave in scored.waves:
        found: dict[str, list[Fraction]] = {group: [] for group in scored.groups}
        for one in scored.rows:
            value = values[one.row]
            if one.wave == wave and value is not None:
                found[one.group].append(value)
        kept_back = hidden({group: len(some) for group, some in found.items()}, scored.least)
        for group, some in found.items():
            told = {"group": group or None, "wave": wave or None}
            described = describe(some)
            if group in kept_back:
                yield told | dict.fromkeys(DESCRIBED) | {"hidden": True}
            elif described is None:
                yield told | dict.fromkeys(DESCRIBED) | {"n": 0}
            else:
                yield told | {name: _plain(getattr(described, name)) for name in DESCRIBED}


def _reliability(scored: ScoredFile, scale: Scale) -> Told:
    """Over all rows; where there are waves, n and alpha of each beside it."""
    table = scored.numbers[scale.id]
    told = _reliability_told(reliability(scale.items, list(table.values())), scored.least)
    if len(scored.waves) > 1:
        told["waves"] = []
        for wave in scored.waves:
            rows = [table[one.row] for one in scored.rows if one.wave == wave]
            of_wave = _reliability_told(reliability(scale.items, rows), scored.least)
            told["waves"].append(
                {"wave": wave or None} | {name: of_wave[name] for name in ("n_complete", "alpha")}
            )
    return told


def _reliability_told(found: Reliability, least: int) -> Told:
    shown = found if found.n_complete >= least else Reliability(found.n_complete)
    return {
        "n_complete": found.n_complete if found.n_complete >= least else None,
        "alpha": _plain(shown.alpha),
        "alpha_ci95": [shown.low, shown.high],
        "alpha_standardised": shown.alpha_standardised,
        "omega_total": shown.omega_total,
        "alpha_if_dropped": {item: _plain(x) for item, x in shown.alpha_if_dropped.items()},
        "item_rest": dict(shown.item_rest),
        "suspect": list(shown.suspect),
    }


def _changes(scored: ScoredFile, scale: Scale) -> Iterator[Told]:
    """Each wave against each later one, over those who have both values."""
    values = scored.values[scale.id]
    by_wave: dict[str, dict[str, Fraction | None]] = {wave: {} for wave in scored.waves}
    for one in scored.rows:
        by_wave[one.wave][one.respondent] = values[one.row]
    for before, after in combinations(scored.waves, 2):
        told: Told = {"from": before or None, "to": after or None} | dict.fromkeys(CHANGED)
        found = change(both(by_wave[before], by_wave[after]))
        if found is None:
            yield told | {"n": 0}
        elif found.n < scored.least:
            yield told | {"hidden": True}
        else:
            yield told | {
                "n": found.n,
                "mean": _plain(found.mean),
                "sd": _plain(found.sd),
                "ci95": [found.low, found.high],
                "t": found.t,
                "df": found.df,
                "p": found.p,
                "d_z": found.d_z,
                "d_z_ci95": [found.d_low, found.d_high],
            }


def _warnings(scored: ScoredFile, scale: Scale, groups: Sequence[Told]) -> Iterator[str]:
    without = sum(value is None for value in scored.values[scale.id].values())
    if without:
        yield f"Шкала «{scale.id}»: без значения анкет {without}, в них мало ответов."
    kept_back = sum("hidden" in told for told in groups)
    if kept_back:
        yield (
            f"Шкала «{scale.id}»: скрыто групп {kept_back}: в них или рядом с ними меньше"
            f" {scored.least} человек."
        )
    if len(scored.waves) > 1:
        yield f"Шкала «{scale.id}»: надёжность — по анкетам всех замеров; по каждому — в waves."


def _plain(value: Fraction | int | None) -> float | int | None:
    return float(value) if isinstance(value, Fraction) else value


def score_rows(scored: ScoredFile) -> Iterator[list[str]]:
    """The respondents' own scores under a heading: personal data."""
    key = scored.key
    named = [name for name in (key.respondent, key.group, key.wave, key.pair) if name]
    yield [*named, *(scale.id for scale in key.instrument.scales)]
    for one in scored.rows:
        texts = (one.respondent, one.group, one.wave, one.pair)
        told = zip((key.respondent, key.group, key.wave, key.pair), texts, strict=True)
        values = [scored.values[scale.id][one.row] for scale in key.instrument.scales]
        yield [
            *(text for name, text in told if name),
            *("" if value is None else f"{float(value):.12g}" for value in values),
        ]
