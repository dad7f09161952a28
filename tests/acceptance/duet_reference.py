"""What RULES.md says about a contest of pairs, worked out plainly: nothing of the application.

Exact fractions, no cleverness. ``expected(given)`` has the sections of the published files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

Given = Mapping[str, Any]
Numbers = dict[str, Fraction]
OFFICIAL = {
    "mean_per_trial_then_sum": "mean",
    "trimmed_per_trial_then_sum": "trimmed",
    "median_per_trial_then_sum": "median",
    "sum_of_sheets": "raw_sum",
    "mean_place": "mean_place",
}
CHAIR = ("chair_decision", "shared_place")


def expected(given: Given) -> dict[str, Any]:
    """The whole output."""
    corrected = put_right(given)
    before, after = Contest(given), Contest(corrected)
    was, became = before.official()["place"], after.official()["place"]
    sheets = given["sheets"]
    annulled = [s for s in sheets if s.get("status", "valid") == "annulled"]
    present = [s for s in sheets if s not in annulled and before.is_whole(s)]
    everybody = len(given["judges"]) * len(given["pairs"]) - len(given.get("conflicts", ()))
    return {
        "before_appeals": before.said(),
        "after_appeals": after.said(),
        "changed_places": {p: [was[p], became[p]] for p in was if was[p] != became[p]},
        **order_and_times(given),
        "sheets_expected": everybody * len(given["trials"]),
        "sheets_present": len(present),
        "sheets_annulled": len(annulled),
    }


def put_right(given: Given) -> Given:
    """The facts after the appeals that were granted."""
    sheets = [{**s, "points": dict(s["points"])} for s in given["sheets"]]
    watches = [dict(w) for w in given.get("timekeeping", ())]
    for appeal in given.get("appeals", ()):
        if appeal["decision"] != "удовлетворить":
            continue
        if "criterion" in appeal:
            for sheet in sheets:
                if all(sheet[k] == appeal[k] for k in ("trial", "pair", "judge")):
                    sheet["points"][appeal["criterion"]] = appeal["paper_sheet"]
        else:
            for watch in watches:
                if all(watch[k] == appeal[k] for k in ("trial", "pair")):
                    watch["seconds"] = appeal["seconds"]
    return {**given, "sheets": sheets, "timekeeping": watches}


def order_and_times(given: Given) -> dict[str, Any]:
    """Who performs when: the first ones go to the end in each next trial."""
    order = list(given["draw"]["order"])
    step = given["draw"].get("rotation_step", 1)
    orders: dict[str, list[str]] = {}
    times: dict[str, dict[str, str]] = {}
    for trial in [t["id"] for t in given["trials"]]:
        orders[trial] = order
        rule = given.get("timetable_rule", {}).get(trial)
        if rule is not None:
            hours, minutes = map(int, rule["start"].split(":"))
            slot = 0 if rule.get("together") else rule["slot_minutes"]
            moments = [hours * 60 + minutes + n * slot for n in range(len(order))]
            times[trial] = {
                pair: f"{at // 60:02d}:{at % 60:02d}"
                for pair, at in zip(order, moments, strict=True)
            }
        cut = step % len(order)
        order = order[cut:] + order[:cut]
    return {"performance_order": orders, "timetable": times}


class Contest:
    """One state of the facts."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.rules = given.get("rules", {})
        self.pairs = [p["id"] for p in given["pairs"]]
        self.trials = {t["id"]: t for t in given["trials"]}
        self.totals: dict[tuple[str, str], Numbers] = {}
        for sheet in given["sheets"]:
            if sheet.get("status", "valid") == "valid" and self.is_whole(sheet):
                own = self.totals.setdefault((sheet["trial"], sheet["pair"]), {})
                own[sheet["judge"]] = self._total(sheet)
        self.off = self._penalties()

    def is_whole(self, sheet: Given) -> bool:
        """Whether every criterion of the trial has its mark."""
        wanted = self.trials[sheet["trial"]]["criteria"]
        return all(sheet["points"].get(c["id"]) is not None for c in wanted)

    def _total(self, sheet: Given) -> Fraction:
        criteria = self.trials[sheet["trial"]]["criteria"]
        return sum(
            (exact(sheet["points"][c["id"]]) * exact(c.get("weight", 1)) for c in criteria),
            Fraction(0),
        )

    def _penalties(self) -> dict[str, Numbers]:
        rule = self.rules.get("overtime_rule", {})
        unit, points = rule.get("unit_seconds", 60), exact(rule.get("points", 1))
        found: dict[str, Numbers] = {}
        for watch in self.given.get("timekeeping", ()):
            limit = self.trials[watch["trial"]].get("limit_minutes")
            if limit is None:
                continue
            over = watch["seconds"] - exact(limit) * 60
            if over <= rule.get("grace_seconds", 0):
                continue
            full, rest = divmod(over, unit)
            off = (full + (1 if rest and rule.get("count", "full") == "started" else 0)) * points
            if rule.get("max_points") is not None:
                off = min(off, exact(rule["max_points"]))
            if off:
                found.setdefault(watch["pair"], {})[watch["trial"]] = off
        return found

    def penalty(self, pair: str) -> Fraction:
        """What all performances of a pair cost."""
        return sum(self.off.get(pair, {}).values(), Fraction(0))

    def said(self) -> dict[str, Any]:
        """Everything that is said of this state."""
        ways = {key: self.way(key) for key in ("mean", "raw_sum", "trimmed", "median")}
        totals, places = self.by_jurors()
        means = self.way("mean_place")
        return {
            "sheet_totals": {
                trial: {
                    pair: texts(own)
                    for pair in self.pairs
                    if (own := self.totals.get((trial, pair)))
                }
                for trial in self.trials
            },
            "trial_means": {
                pair: {
                    trial: text(mean(list(own.values())))
                    for trial in self.trials
                    if (own := self.totals.get((trial, pair)))
                }
                for pair in self.pairs
            },
            "penalties": {
                pair: {trial: plain(points) for trial, points in own.items()}
                for pair, own in self.off.items()
            },
            "official": self.official(),
            **{
                key: {"total": texts(values), "place": raw_places(values, smaller=False)}
                for key, values in ways.items()
            },
            "mean_place": {
                "judge_totals": {judge: texts(own) for judge, own in totals.items()},
                "places": {judge: texts(own, 1) for judge, own in places.items()},
                "mean": texts(means),
                "place": raw_places(means, smaller=True),
            },
        }

    def way(self, key: str) -> Numbers:
        """The value of each pair by one of the five methods."""
        if key == "mean_place":
            _totals, places = self.by_jurors()
            given = {p: [own[p] for own in places.values() if p in own] for p in self.pairs}
            return {pair: mean(numbers) for pair, numbers in given.items()}
        one: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
            "mean": mean,
            "median": median,
            "trimmed": self._trimmed,
            "raw_sum": lambda numbers: sum(numbers, Fraction(0)),
        }
        return {
            pair: sum(
                (
                    one[key](list(own.values()))
                    for trial in self.trials
                    if (own := self.totals.get((trial, pair)))
                ),
                Fraction(0),
            )
            - self.penalty(pair)
            for pair in self.pairs
        }

    def _trimmed(self, numbers: Sequence[Fraction]) -> Fraction:
        if len(numbers) < self.rules.get("trim_min_sheets", 5):
            return mean(numbers)
        return mean(sorted(numbers)[1:-1])

    def by_jurors(self) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
        """Totals and places of the pairs for which a juror has each trial that he judges."""
        totals: dict[str, Numbers] = {}
        for judge in [j["id"] for j in self.given["judges"]]:
            own = {t for (t, _p), sheets in self.totals.items() if judge in sheets}
            for pair in self.pairs:
                if own and all(judge in self.totals.get((t, pair), {}) for t in own):
                    total = sum((self.totals[t, pair][judge] for t in own), Fraction(0))
                    if self.rules.get("overtime_in_places"):
                        total -= sum(
                            (self.off.get(pair, {}).get(t, Fraction(0)) for t in own), Fraction(0)
                        )
                    totals.setdefault(judge, {})[pair] = total
        places = {
            judge: {
                pair: 1
                + sum(other > value for other in own.values())
                + Fraction(sum(other == value for other in own.values()) - 1, 2)
                for pair, value in own.items()
            }
            for judge, own in totals.items()
        }
        return totals, places

    def breaker(self, name: str) -> Numbers:
        """What a tie-breaker compares, bigger is better (penalties turned over)."""
        if name == "penalty_asc":
            return {pair: -self.penalty(pair) for pair in self.pairs}
        if name == "mean_total":
            return self.way("mean")
        trial = name.removesuffix("_mean")
        return {pair: mean(list(self.totals[trial, pair].values())) for pair in self.pairs}

    def official(self) -> dict[str, Any]:
        """Totals, places, awards and ties by the contest's own method."""
        method = self.rules.get("official_method", "mean_per_trial_then_sum")
        values = self.way(OFFICIAL[method])
        sign = 1 if method == "mean_place" else -1
        groups: list[list[str]] = []
        ties: list[dict[str, Any]] = []
        ordered = sorted(self.pairs, key=lambda p: (sign * values[p], p))
        for value, members in groupby(ordered, key=lambda p: values[p]):
            tied = list(members)
            if len(tied) == 1:
                groups.append(tied)
                continue
            parted, tie = self.part(tied)
            groups += parted
            ties.append({"pairs": sorted(tied), "total": text(value), **tie})
        place, shown = placed(groups, self.rules.get("place_style", "competition"))
        awards = self.rules.get("awards_rule", {"winner": [1], "prize": [2, 3]})
        words = {"winner": "победитель", "prize": "призёр"}
        status = {
            pair: next((words[k] for k in words if number in awards.get(k, ())), "участник")
            for pair, number in place.items()
        }
        return {
            "method": method,
            "total": texts(values),
            "place": place,
            "place_shown": shown,
            "status": status,
            "ties": ties,
        }

    def part(self, tied: list[str]) -> tuple[list[list[str]], dict[str, Any]]:
        """Equals as far as numbers and the chair part them, and how it was done."""
        names = list(self.rules.get("tie_break", ()))
        names = names[: next((n for n, name in enumerate(names) if name in CHAIR), len(names))]
        numbers = {name: self.breaker(name) for name in names}
        keys: dict[str, tuple[Fraction, ...]] = dict.fromkeys(tied, ())
        resolved = ""
        for name in names:
            keys = {pair: (*keys[pair], numbers[name][pair]) for pair in tied}
            if len(set(keys.values())) == len(tied):
                resolved = name
                break
        groups = [
            sorted(p for p in tied if keys[p] == key) for key in sorted(set(keys.values()))[::-1]
        ]
        if not resolved:
            groups, resolved = self.by_chair(groups, set(tied))
        shown = {
            name: {p: text(abs(v[p]) if name == "penalty_asc" else v[p]) for p in sorted(tied)}
            for name, v in numbers.items()
        }
        told: dict[str, Any] = {"resolved_by": resolved, "values": shown}
        trial = resolved.removesuffix("_mean")
        if trial in self.trials and resolved.endswith("_mean"):
            told[trial] = shown[resolved]
        return groups, told

    def by_chair(self, groups: list[list[str]], tied: set[str]) -> tuple[list[list[str]], str]:
        """Recorded decisions about exactly the equals that are left, or about the whole tie."""
        parted: list[list[str]] = []
        waits = shares = False
        for group in groups:
            fitting = [
                row
                for row in self.given.get("chair_decisions", ())
                if set(row["pairs"]) in (set(group), tied)
            ]
            if len(group) == 1:
                parted.append(group)
            elif fitting and fitting[-1]["kind"] == "order":
                parted += [[pair] for pair in fitting[-1]["pairs"] if pair in group]
            else:
                parted.append(group)
                shares, waits = shares or bool(fitting), waits or not fitting
        if waits:
            return parted, "chair_decision_needed"
        return parted, "shared_place" if shares else "chair_decision"


def placed(groups: list[list[str]], style: str) -> tuple[dict[str, int], dict[str, str]]:
    """Numbers and words of places: 1-1-3, 1-1-2 or «1–2»."""
    place: dict[str, int] = {}
    shown: dict[str, str] = {}
    taken = 0
    for dense, group in enumerate(groups, start=1):
        first, last = taken + 1, taken + len(group)
        for pair in group:
            place[pair] = dense if style == "dense" else first
            is_range = style == "range" and last > first
            shown[pair] = f"{first}–{last}" if is_range else str(place[pair])
        taken = last
    return place, shown


def raw_places(values: Numbers, *, smaller: bool) -> dict[str, int]:
    """By the value alone, 1-1-3."""
    sign = -1 if smaller else 1
    return {
        pair: 1 + sum(sign * other > sign * value for other in values.values())
        for pair, value in values.items()
    }


def exact(value: Any) -> Fraction:
    """A JSON number as it is written."""
    return Fraction(str(value))


def mean(numbers: Sequence[Fraction]) -> Fraction:
    """Their sum over their number."""
    return sum(numbers, Fraction(0)) / len(numbers)


def median(numbers: Sequence[Fraction]) -> Fraction:
    """The middle one, or the mean of the middle two."""
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] if len(numbers) % 2 else (ordered[half - 1] + ordered[half]) / 2


def text(value: Fraction, digits: int = 2) -> str:
    """Rounded half away from zero."""
    scaled = abs(value) * 10**digits
    whole = int(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{whole // 10**digits}.{whole % 10**digits:0{digits}d}"


def texts(values: Mapping[str, Fraction], digits: int = 2) -> dict[str, str]:
    """The same of each."""
    return {key: text(value, digits) for key, value in values.items()}


def plain(value: Fraction) -> int | float:
    """A JSON number."""
    return int(value) if value.denominator == 1 else float(value)
