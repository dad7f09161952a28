"""What the application says about a played contest of pairs, under the ids of the input."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from duet_facts import Duet

from eventkit.entries.performances.queries import performances_of
from eventkit.juries.queries import conflicts
from eventkit.results.queries import official_text, result_of
from eventkit.results.what_if.ways import ways

STATUS = {"winner": "победитель", "prize": "призёр", "participant": "участник"}
CHAIR = ("chair_decision", "shared_place")
MEAN = "_mean"


def report_duet(duet: Duet) -> dict[str, Any]:
    """The whole output, section by section."""
    before, after = _Speaker(duet, duet.before), _Speaker(duet, duet.after)
    was, became = before.places(), after.places()
    return {
        "before_appeals": before.said(),
        "after_appeals": after.said(),
        "changed_places": {
            pair: [was[pair], became[pair]] for pair in duet.entries if was[pair] != became[pair]
        },
        **_on_stage(duet),
        **_sheets(duet),
    }


def _on_stage(duet: Duet) -> dict[str, Any]:
    """Who performs when, by trial, as the clock on the wall shows it."""
    zone = ZoneInfo(duet.event.timezone)
    rows = {trial: performances_of(made) for trial, made in duet.trials.items()}
    return {
        "performance_order": {
            trial: [row.entry.code for row in own] for trial, own in rows.items()
        },
        "timetable": {
            trial: {
                row.entry.code: f"{row.starts_at.astimezone(zone):%H:%M}"
                for row in own
                if row.starts_at is not None
            }
            for trial, own in rows.items()
            if any(row.starts_at is not None for row in own)
        },
    }


def _sheets(duet: Duet) -> dict[str, int]:
    """How many sheets there should be, how many count, how many fell."""
    # What closing the judging derives from the directory besides came after the sheets.
    said = [row for row in conflicts(duet.event) if row.kind == "declared" or row.reason]
    barred = {(row.juror_id, row.entry_id) for row in said}
    tasks = [t for t in duet.tasks.values() if (t.juror_id, t.entry_id) not in barred]
    states = [sheet.state for sheet in duet.sheets.values()]
    return {
        "sheets_expected": len(tasks),
        "sheets_present": states.count("submitted"),
        "sheets_annulled": states.count("annulled"),
    }


class _Speaker:
    """Asks one calculation and names its answers by the input's ids."""

    def __init__(self, duet: Duet, calculation: Any) -> None:
        self.duet = duet
        self.calculation = calculation
        self.result = result_of(calculation)
        self.judges = {str(juror.id): key for key, juror in duet.jurors.items()}
        self.trials = list(duet.trials)
        self.entries = {entry.entry: entry for entry in self.result.entries}

    def said(self) -> dict[str, Any]:
        """Everything that is said before and after the appeals."""
        return {
            "sheet_totals": self.sheet_totals(),
            "trial_means": self.trial_means(),
            "penalties": self.penalties(),
            "official": self.official(),
            **self.ways(),
        }

    def places(self) -> dict[str, int | None]:
        """The official place of each pair as a number, whatever it awards."""
        dense = self.result.rules["place_style"] == "dense"
        return {
            pair: said.rank_dense if dense else said.rank_competition
            for pair, said in self._by_pair()
        }

    def _by_pair(self) -> list[tuple[str, Any]]:
        return [(pair, self.entries[pair]) for pair in self.duet.entries]

    def sheet_totals(self) -> dict[str, Any]:
        """Totals of the sheets that count, by trial, pair and judge."""
        found: dict[str, Any] = {}
        for pair, said in self._by_pair():
            for sheet in said.sheets:
                if sheet.use not in ("annulled", "incomplete"):
                    own = found.setdefault(self._trial(sheet.trial), {}).setdefault(pair, {})
                    own[self.judges[sheet.juror]] = official_text(sheet.total)
        return {trial: found.get(trial, {}) for trial in self.trials}

    def _trial(self, name: str) -> str:
        """The arithmetic needs no name for a single trial."""
        return name or self.trials[0]

    def trial_means(self) -> dict[str, Any]:
        """Plain means of the sheets that count, by pair and trial."""
        found: dict[str, Any] = {}
        for pair, said in self._by_pair():
            own: dict[str, list[Fraction]] = {}
            for sheet in said.sheets:
                if sheet.use not in ("annulled", "incomplete"):
                    own.setdefault(self._trial(sheet.trial), []).append(sheet.total)
            found[pair] = {
                trial: official_text(sum(own[trial], Fraction(0)) / len(own[trial]))
                for trial in self.trials
                if trial in own
            }
        return found

    def penalties(self) -> dict[str, Any]:
        """Points for overtime, by pair and trial; nothing where there are none."""
        return {
            pair: {self._trial(t): _plain(points) for t, points in said.penalties.items()}
            for pair, said in self._by_pair()
            if said.penalties
        }

    def official(self) -> dict[str, Any]:
        """Totals, places, awards and ties by the method of the contest."""
        style = self.result.rules["place_style"]
        shown = {
            pair: said.rank_range if style == "range" else str(self.places()[pair])
            for pair, said in self._by_pair()
        }
        rules = self.duet.given.get("rules", {})
        return {
            "method": rules.get("official_method", "mean_per_trial_then_sum"),
            "total": {pair: official_text(said.value) for pair, said in self._by_pair()},
            "place": self.places(),
            "place_shown": shown,
            "status": {pair: STATUS[said.status] for pair, said in self._by_pair()},
            "ties": [self._tie(tie) for tie in self.result.nominations[0].ties],
        }

    def _tie(self, tie: Any) -> dict[str, Any]:
        told = {
            "pairs": list(tie.entries),
            "total": official_text(tie.value),
            "resolved_by": tie.resolved_by,
            "values": {
                breaker: {pair: official_text(self._number(pair, breaker)) for pair in tie.entries}
                for breaker in self._breakers()
            },
        }
        trial = tie.resolved_by.removesuffix(MEAN)
        if trial in self.trials and tie.resolved_by.endswith(MEAN):
            told[trial] = told["values"][tie.resolved_by]
        return told

    def _breakers(self) -> list[str]:
        """Those that numbers decide: before the chair's turn."""
        named = list(self.result.rules["tie_break"])
        chair = [place for place, name in enumerate(named) if name in CHAIR]
        return named[: chair[0]] if chair else named

    def _number(self, pair: str, breaker: str) -> Fraction | None:
        said = self.entries[pair]
        if breaker == "penalty_asc":
            return sum(said.penalties.values(), Fraction(0))
        if breaker in said.breakers:
            return said.breakers[breaker]
        return said.mean if breaker in ("mean_total", f"{self.trials[0]}{MEAN}") else None

    def ways(self) -> dict[str, Any]:
        """The five methods beside the official one."""
        found: dict[str, Any] = {}
        for way in ways(self.calculation):
            totals = {pair: official_text(way.values[pair]) for pair in self.duet.entries}
            places = {pair: way.places[pair] for pair in self.duet.entries}
            if way.key == "mean_place":
                found[way.key] = {
                    "judge_totals": self._by_judge(way.juror_totals, 2),
                    "places": self._by_judge(way.juror_places, 1),
                    "mean": totals,
                    "place": places,
                }
            else:
                found[way.key] = {"total": totals, "place": places}
        return found

    def _by_judge(self, numbers: Mapping[str, Mapping[str, Fraction]], digits: int) -> Any:
        return {
            judge: {
                pair: official_text(numbers[juror][pair], digits)
                for pair in self.duet.entries
                if pair in numbers[juror]
            }
            for juror, judge in self.judges.items()
            if juror in numbers
        }


def _plain(value: Fraction) -> int | float:
    """A JSON number: whole, or the shortest decimal that reads back to it."""
    if value.denominator == 1:
        return value.numerator
    return float(Decimal(value.numerator) / Decimal(value.denominator))
