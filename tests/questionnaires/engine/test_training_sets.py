"""The values of the training's scenarios, out of the engine alone."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from eventkit.questionnaires.engine.change import both, change
from eventkit.questionnaires.engine.choices import counted, marks
from eventkit.questionnaires.engine.comparing import gaps
from eventkit.questionnaires.engine.descriptives import describe
from eventkit.questionnaires.engine.hiding import hidden
from eventkit.questionnaires.engine.reliability import reliability
from eventkit.questionnaires.engine.scoring import (
    level_of,
    numbers,
    ranges,
    scale_values,
    turned,
)
from eventkit.questionnaires.engine.suspicion import findings

WAVES = ("pre", "post")


def shown(value):
    """Two digits, half away from zero."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def values(training, group, wave):
    """Scale → respondent → value, of those who have a sheet."""
    instrument = training.instruments[group]
    found = {scale.id: {} for scale in instrument.scales}
    for one in training.of(group):
        answers = training.answers(one, wave)
        if answers is not None:
            for scale, value in scale_values(instrument, answers).items():
                found[scale][one["code"]] = value
    return found


def test_each_respondents_scale_values(training):
    found = {}
    for group in training.instruments:
        for wave in WAVES:
            for scale, by_code in values(training, group, wave).items():
                for code, value in by_code.items():
                    found.setdefault(code, {}).setdefault(wave, {})[scale] = shown(value)
    assert found == training.expected["scores"]


def test_groups_levels_changes_and_reliability(training):
    threshold = Fraction(training.facts["rules"].get("change_threshold", Fraction(1, 4)))
    for group, instrument in training.instruments.items():
        expected = training.expected["portraits"][group]["scales"]
        waves = {wave: values(training, group, wave) for wave in WAVES}
        first = [numbers(instrument, training.answers(one, "pre")) for one in training.of(group)]
        for scale in instrument.scales:
            for wave in WAVES:
                known = [x for x in waves[wave][scale.id].values() if x is not None]
                assert described(scale, known) == expected[scale.id][wave]
            moved = change(both(waves["pre"][scale.id], waves["post"][scale.id]), threshold)
            assert expected[scale.id]["change"] == {
                "n": moved.n,
                "mean": shown(moved.mean),
                "up": moved.up,
                "same": moved.same,
                "down": moved.down,
            }
            rows = [turned(scale, one, ranges(instrument)) for one in first]
            judged = reliability(scale.items, rows)
            told = {"n": judged.n_complete, "value": shown(judged.alpha)}
            assert told == expected[scale.id]["alpha_pre"]


def described(scale, known):
    found = describe(known)
    levels = {level.title["ru"]: 0 for level in scale.levels}
    for value in known:
        levels[level_of(scale, value).title["ru"]] += 1
    return {
        "n": found.n,
        "mean": shown(found.mean),
        "sd": shown(found.sd),
        "median": shown(found.median),
        "q1": shown(found.q1),
        "q3": shown(found.q3),
        "min": shown(found.lowest),
        "max": shown(found.highest),
        "level_of_mean": level_of(scale, found.mean).title["ru"],
        "levels": levels,
    }


def test_priorities_with_the_answers_that_have_too_many_marks_left_out(training):
    for group, instrument in training.instruments.items():
        item, answers = instrument.item("main"), [one["priorities"] for one in training.of(group)]
        found = counted(item, [marks(item, one) for one in answers if one is not None])
        told = {"valid": found.valid, "counts": found.counts, "top3": list(found.top())}
        assert told == training.expected["portraits"][group]["priorities"]


def test_bands_are_hidden_with_what_would_reveal_them(training):
    rules = training.facts["rules"]
    name = rules.get("band_scale", "C")
    for group in training.instruments:
        expected = training.expected["portraits"][group]["bands"]
        of_scale = values(training, group, "pre")[name]
        sizes = dict.fromkeys(expected, 0)
        for one in training.of(group):
            sizes[one["experience_band"]] += 1
        kept_back = hidden(sizes, rules["small_group_min"])
        for band, told in expected.items():
            known = [
                of_scale[one["code"]]
                for one in training.of(group)
                if one["experience_band"] == band and of_scale[one["code"]] is not None
            ]
            mean = None if band in kept_back else shown(describe(known).mean)
            assert told == {
                "n": None if band in kept_back else sizes[band],
                "hidden": band in kept_back,
                f"{name}_pre_mean": mean,
            }


def test_the_two_sides_of_pairs(training):
    rules = training.facts["rules"]
    name = rules.get("pair_scale", "C")
    sides = {}
    for group in ("N", "MP"):
        of_scale = values(training, group, "pre")[name]
        sides[group] = {one["pair"]: of_scale.get(one["code"]) for one in training.of(group)}
    found = gaps(sides["N"], sides["MP"], Fraction(rules["pair_gap_threshold"]))
    assert training.expected["pair_gaps"] == [
        {
            "pair": one.pair,
            "mentor": shown(one.first),
            "mentee": shown(one.second),
            "gap": shown(one.gap),
            "flag": one.flagged,
        }
        for one in found
    ]


def test_gaps_and_impossible_answers_are_told_of(training):
    words = {
        "gap": "пропуск",
        "impossible": "недопустимое значение",
        "too_many": training.facts["rules"]["multi_over_kind"],
    }
    told = []
    for one in training.facts["respondents"]:
        for wave in WAVES:
            answers = training.answers(one, wave)
            if answers is None:
                told.append((one["code"], wave, "нет анкеты", None, None))
                continue
            for found in findings(training.instruments[one["group"]], answers):
                if found.kind in words:
                    many = found.kind == "too_many"
                    number = 13 if many else int(found.item[1:])
                    when = None if many else wave
                    told.append((one["code"], when, words[found.kind], number, found.value))
    wanted = [
        (one["code"], one.get("when"), one["kind"], one.get("item"), one.get("value"))
        for one in training.expected["warnings"]
    ]
    assert sorted(told, key=str) == sorted(wanted, key=str)
