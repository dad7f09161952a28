"""What the application says of a training's questionnaires, in the structure of the scenario."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from training_facts import PAIR_SCALE, WAVES, Trained

from eventkit.questionnaires.reports.queries import report_of

SMALLEST_CHANGE = Fraction(1, 4)
SMALLEST_GAP = 1
TOO_MANY = "отмечено больше допустимого"
KINDS = {"gap": "пропуск", "impossible": "недопустимое значение"}
NO_SHEET = "нет анкеты"
FORGOTTEN = "B"
"""The scale for which a forgotten reversal is shown."""


def report_training(trained: Trained) -> dict[str, Any]:
    """All of it."""
    rules = trained.given["rules"]
    limits = {
        "smallest_change": Fraction(rules.get("change_threshold", SMALLEST_CHANGE)),
        "smallest_gap": Fraction(rules.get("pair_gap_threshold", SMALLEST_GAP)),
    }
    reports = {
        group: report_of(questionnaire, **limits)
        for group, questionnaire in trained.questionnaires.items()
    }
    gaps = _gaps(trained, reports)
    return {
        "warnings": list(_warnings(trained, reports)),
        "scores": _scores(trained, reports),
        "portraits": {
            group: _portrait(trained, group, reports[group])
            for group in trained.given["questionnaires"]
        },
        "pair_gaps": gaps,
        "pairs_flagged": [one["pair"] for one in gaps if one["flag"]],
        f"if_reverse_forgotten_{FORGOTTEN}_pre_mean": {
            group: _mean(report_of(questionnaire), FORGOTTEN)
            for group, questionnaire in trained.unreversed.items()
        },
    }


def two(value: Fraction | None) -> str | None:
    """Two digits, half away from zero."""
    if value is None:
        return None
    hundredths = int(abs(value) * 100 + Fraction(1, 2))
    sign = "-" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


def _sheets(
    trained: Trained, reports: dict[str, Any]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each respondent with the sheets that the application has, by the name of the wave."""
    names = dict(enumerate(WAVES))
    found = {}
    for report in reports.values():
        for one in report.persons:
            by_wave = {names[sheet.wave.position]: sheet for sheet in one.sheets}
            found[trained.respondents[one.person.id]["code"]] = by_wave
    for respondent in sorted(trained.given["respondents"], key=lambda one: one["code"]):
        yield respondent, found.get(respondent["code"], {})


def _warnings(trained: Trained, reports: dict[str, Any]) -> Iterator[dict[str, Any]]:
    too_many = []
    for respondent, sheets in _sheets(trained, reports):
        code = respondent["code"]
        for name in WAVES:
            if respondent.get(name) is None:
                yield {"code": code, "when": name, "kind": NO_SHEET}
                continue
            for found in sheets[name].findings:
                if found.kind not in KINDS:
                    continue
                told = {"code": code, "when": name, "item": int(found.item.removeprefix("q"))}
                told["kind"] = KINDS[found.kind]
                yield told if found.value is None else told | {"value": _plain(found.value)}
        if any(one.kind == "too_many" for sheet in sheets.values() for one in sheet.findings):
            too_many.append(code)
    kind = trained.given["rules"].get("multi_over_kind", TOO_MANY)
    for code in too_many:
        yield {"code": code, "item": trained.given["multi"]["no"], "kind": kind}


def _plain(value: Any) -> Any:
    """A number as it was given."""
    if isinstance(value, int):
        return value
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else float(exact)


def _scores(trained: Trained, reports: dict[str, Any]) -> dict[str, Any]:
    return {
        respondent["code"]: {
            name: {scale: two(value) for scale, value in sheets[name].values.items()}
            for name in WAVES
            if respondent.get(name) is not None
        }
        for respondent, sheets in _sheets(trained, reports)
    }


def _portrait(trained: Trained, group: str, report: Any) -> dict[str, Any]:
    main = next(one for one in report.choices if one.item.id == "main" and not one.wave.position)
    return {
        "n": len(report.persons),
        "scales": {one.scale.id: _scale(one) for one in report.scales},
        "priorities": {
            "valid": main.chosen.valid,
            "counts": dict(main.chosen.counts),
            "top3": list(main.chosen.top()),
        },
        "bands": _bands(trained, group, report),
    }


def _scale(one: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"title": one.scale.title["ru"]}
    for name, figures in zip(WAVES, one.waves, strict=True):
        told[name] = _wave(one.scale, figures)
    [moved] = one.changes
    change = moved.change
    told["change"] = {
        "n": change.n if change else 0,
        "mean": two(change.mean) if change else None,
        "up": change.up if change else 0,
        "same": change.same if change else 0,
        "down": change.down if change else 0,
    }
    judged = one.waves[0].reliability
    told["alpha_pre"] = {
        "n": judged.n_complete if judged else 0,
        "value": two(judged.alpha) if judged else None,
    }
    return told


def _wave(scale: Any, figures: Any) -> dict[str, Any]:
    found = figures.described
    counted = figures.levels or [(level, 0) for level in scale.levels]
    return {
        "n": found.n if found else 0,
        "mean": two(found.mean) if found else None,
        "sd": two(found.sd) if found else None,
        "median": two(found.median) if found else None,
        "q1": two(found.q1) if found else None,
        "q3": two(found.q3) if found else None,
        "min": two(found.lowest) if found else None,
        "max": two(found.highest) if found else None,
        "level_of_mean": figures.level.title["ru"] if figures.level else None,
        "levels": {level.title["ru"]: number for level, number in counted},
    }


def _bands(trained: Trained, group: str, report: Any) -> dict[str, Any]:
    name = trained.given["rules"].get("band_scale", PAIR_SCALE)
    split = report.scale(name).splits[0]
    named = {one["experience_band"] for one in trained.of(group)}
    return {
        one.option.text["ru"]: {
            "n": one.people,
            "hidden": one.people is None,
            f"{name}_pre_mean": two(one.described.mean) if one.described else None,
        }
        for one in split.groups
        if one.option.text["ru"] in named
    }


def _gaps(trained: Trained, reports: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    # both questionnaires tell of the pairs
    [report, *_others] = reports.values()
    for row in (row for one in report.pairs if one.first.position == 0 for row in one.rows):
        person = row.first or row.second
        found.append(
            {
                "pair": trained.respondents[person.id]["pair"],
                "mentor": two(row.gap.first),
                "mentee": two(row.gap.second),
                "gap": two(row.gap.gap),
                "flag": row.gap.flagged,
            }
        )
    return sorted(found, key=lambda one: one["pair"])


def _mean(report: Any, scale: str) -> str | None:
    described = report.scale(scale).waves[0].described
    return two(described.mean) if described else None
