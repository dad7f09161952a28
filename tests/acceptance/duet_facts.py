"""Feeding a contest of pairs into the application, act by act, as people would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from feeding import at, day, feed_directory, moment, zone

from eventkit.db import db
from eventkit.documents.operations import prepare_awards
from eventkit.events.nomination_operations import add_nomination
from eventkit.events.operations import change_event, create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.hooks import CriterionPreset
from eventkit.juries.draw.operations import draw_by_numbers
from eventkit.juries.operations import add_juror, assign, derive_conflicts, lift_conflict
from eventkit.juries.queries import conflicts
from eventkit.juries.timetable.operations import lay_out
from eventkit.juries.timetable.slots import Layout
from eventkit.people.operations import create_account, create_person, grant_role
from eventkit.registration.queries import registration_by_number
from eventkit.results.appeals.changes import Changes
from eventkit.results.appeals.decision_operations import Verdict, decide_appeal, name_commission
from eventkit.results.appeals.operations import file_appeal
from eventkit.results.decision_operations import record_decision
from eventkit.results.operations import calculate, publish
from eventkit.scoring.criteria_operations import add_criterion, add_trial
from eventkit.scoring.operations import annul_sheet, declare_conflict, enter_sheet
from eventkit.scoring.rules_operations import close_judging, open_judging, set_rules
from eventkit.scoring.setup_queries import criteria_of
from eventkit.scoring.timing.operations import note_time
from eventkit.testing.duets import create_pair_entry, pair_of

DAY = timedelta(days=1)
AGGREGATIONS = {
    "mean_per_trial_then_sum": "mean_of_valid_sheets",
    "trimmed_per_trial_then_sum": "trimmed_mean_of_valid_sheets",
    "median_per_trial_then_sum": "median_of_valid_sheets",
    "sum_of_sheets": "sum_of_valid_sheets",
}
COMMON_RULES = (
    "tie_break",
    "trim_min_sheets",
    "overtime_rule",
    "overtime_in_places",
    "awards_rule",
)
CORRECTED = ("seconds", "paper_sheet", "correct", "corrected", "actual")
"""Where an appeal about a stopwatch says how long the performance was."""
HOUR = timedelta(hours=1)
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass
class Duet:
    """What the application made of the facts, by the ids of the input."""

    given: dict[str, Any]
    event: Any = None
    before: Any = None
    after: Any = None
    """The calculations before and after the appeals."""
    people: dict[str, Any] = field(default_factory=dict)
    trials: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    jurors: dict[str, Any] = field(default_factory=dict)
    tasks: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    """By trial, pair and judge."""
    sheets: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    """What the application calls a criterion, by trial and the input's id."""


def feed_duet(given: dict[str, Any], common: dict[str, Any]) -> Duet:
    """Play the whole contest up to the answers to its appeals."""
    duet = Duet(given)
    schools, duet.people = feed_directory(common)
    filed = [moment(a["filed"]) for a in given.get("appeals", ()) if a.get("filed")]
    held = datetime.combine(day(min(given["dates"])), time(), UTC)
    at(min([held, *filed]) - 2 * DAY)
    _set_up(duet, common, schools)
    _enter_pairs(duet, schools)
    _draw(duet)
    _judge(duet)
    _conclude(duet)
    at(min(filed, default=held) - HOUR)
    duet.before = calculate(duet.event, "system")
    publish(duet.before, actor="system")
    prepare_awards(duet.event, "system")
    duet.after = _hear_appeals(duet)
    db.session.commit()
    return duet


def _set_up(duet: Duet, common: dict[str, Any], schools: dict[str, Any]) -> None:
    given = duet.given
    event = duet.event = create_event(
        given["title"],
        "duet",
        reference_date=day(min(given["dates"])),
        timezone=zone(common.get("timezone", "")),
        organizer=schools.get(common.get("organizer")),
        is_blind=False,
    )
    change_event(event, appeal_days=60)
    add_nomination(event, given["title"], code="ДУЭТ")
    ids = Counter(c["id"] for trial in given["trials"] for c in trial["criteria"])
    for trial in given["trials"]:
        made = add_trial(event, trial.get("title", trial["id"]), code=trial["id"], mode="live")
        duet.trials[trial["id"]] = made
        for criterion in trial["criteria"]:
            own = criterion["id"]
            if ids[own] > 1:
                own = f"{trial['id']}/{own}"
            duet.codes[trial["id"], criterion["id"]] = own
            preset = CriterionPreset(
                code=own,
                title=criterion.get("title", own),
                maximum=Decimal(criterion["max"]),
                step=Decimal(criterion.get("step", 1)),
                weight=Decimal(criterion.get("weight", 1)),
            )
            add_criterion(made, preset)
    set_rules(event, rules_of(given))
    set_stage_times(event.stage("registration"), *ALWAYS)
    for judge in given["judges"]:
        is_chair = judge.get("role") == "председатель"
        duet.jurors[judge["id"]] = add_juror(event, duet.people[judge["id"]], is_chair=is_chair)
    publish_event(event)


def rules_of(given: dict[str, Any]) -> dict[str, Any]:
    """The rules of the input as the application keeps them."""
    rules = given.get("rules", {})
    several = len(given["trials"]) > 1
    said = {key: rules[key] for key in COMMON_RULES if key in rules}
    said["place_style"] = rules.get("place_style", "competition")
    said["sheets_per_entry"] = len(given["judges"])
    said["time_limits"] = {
        trial["id"] if several else "": int(Decimal(str(trial["limit_minutes"])) * 60)
        for trial in given["trials"]
        if trial.get("limit_minutes")
    }
    method = rules.get("official_method", "mean_per_trial_then_sum")
    if method != "mean_place":
        return said | {"aggregation": AGGREGATIONS[method]}
    off = [{"step": "penalty"}] if rules.get("overtime_in_places") else []
    steps = [
        {"step": "weight"},
        {"step": "combine", "over": "criterion", "whole": True},
        *off,
        {"step": "combine", "over": "trial", "whole": True},
        {"step": "place"},
        {"step": "combine", "over": "juror", "by": "mean"},
    ]
    return said | {"steps": steps}


def _enter_pairs(duet: Duet, schools: dict[str, Any]) -> None:
    for number, row in enumerate(duet.given["pairs"]):
        mentor, young = duet.people[row["mentor"]], duet.people[row["mentee"]]
        pair = pair_of(mentor, young, row.get("title", row["id"]), schools.get(row.get("org")))
        duet.entries[row["id"]] = create_pair_entry(duet.event, number, pair, code=row["id"])


def _draw(duet: Duet) -> None:
    """The order that real tickets gave, and when each trial begins."""
    drawn = duet.given["draw"]
    tickets = {code: number for number, code in enumerate(drawn["order"], start=1)}
    draw_by_numbers(duet.event, tickets, step=drawn.get("rotation_step", 1))
    zone_of = ZoneInfo(duet.event.timezone)
    first = day(min(duet.given["dates"]))
    assert first is not None
    for trial, rule in duet.given.get("timetable_rule", {}).items():
        starts_at = datetime.combine(first, time.fromisoformat(rule["start"]), zone_of)
        together = bool(rule.get("together"))
        lay_out(duet.trials[trial], Layout(starts_at, rule["slot_minutes"], together=together))


def _judge(duet: Duet) -> None:
    """Conflicts, sheets, late recusals, the stopwatch."""
    given = duet.given
    open_judging(duet.event)
    listed = given.get("conflicts", ())
    early = [row for row in listed if not row.get("late")]
    for row in early:
        _declare(duet, row)
    barred = {(row["judge"], row["pair"]) for row in early}
    _derive(duet, barred)
    for key in product(duet.trials, duet.entries, duet.jurors):
        trial, pair, judge = key
        if (judge, pair) not in barred:
            duet.tasks[key] = assign(duet.jurors[judge], duet.entries[pair], duet.trials[trial])
    for sheet in given["sheets"]:
        _enter(duet, sheet)
    for row in (one for one in listed if one.get("late")):
        _declare(duet, row)
    _annul(duet)
    for watch in given.get("timekeeping", ()):
        entry, trial = duet.entries[watch["pair"]], duet.trials[watch["trial"]]
        note_time(entry, trial, int(watch["seconds"]))
    close_judging(duet.event)


def _declare(duet: Duet, row: dict[str, Any]) -> None:
    juror, entry = duet.jurors[row["judge"]], duet.entries[row["pair"]]
    declare_conflict(juror, entry, row.get("reason", ""))


def _annul(duet: Duet) -> None:
    """Sheets that fell for another reason than a late recusal, which annuls by itself."""
    for row in duet.given["sheets"]:
        sheet = duet.sheets[_key(row)]
        if row.get("status", "valid") == "annulled" and sheet.state != "annulled":
            annul_sheet(sheet, row.get("annulled_reason") or "аннулирован")


def _derive(duet: Duet, listed: set[tuple[str, str]]) -> None:
    """What follows from the directory; where the input says otherwise it was looked at by hand."""
    derive_conflicts(duet.event)
    ids = {juror.id: key for key, juror in duet.jurors.items()}
    for row in conflicts(duet.event):
        if (ids[row.juror_id], row.entry.code) not in listed:
            lift_conflict(row)


def _enter(duet: Duet, sheet: dict[str, Any]) -> None:
    trial = next(t for t in duet.given["trials"] if t["id"] == sheet["trial"])
    points = {
        duet.codes[sheet["trial"], code]: value
        for code, value in sheet["points"].items()
        if value is not None
    }
    task = duet.tasks[_key(sheet)]
    complete = len(points) == len(trial["criteria"])
    duet.sheets[_key(sheet)] = enter_sheet(task, points, source="import", submitted=complete)


def _key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["trial"], row["pair"], row["judge"]


def _conclude(duet: Duet) -> None:
    """The chair's decisions, which the calculation takes where exactly that group is tied."""
    nomination = duet.event.nominations[0]
    for row in duet.given.get("chair_decisions", ()):
        record_decision(
            duet.event,
            nomination,
            row["kind"],
            list(row.get("pairs", ())),
            row.get("text") or "Решение председателя жюри",
            "",
            day(max(duet.given["dates"])),
            actor="system",
        )


def _hear_appeals(duet: Duet) -> Any:
    """Each appeal filed and answered in its order; the last calculation is published."""
    appeals = sorted(duet.given.get("appeals", ()), key=lambda a: a.get("no", 0))
    if not appeals:
        return duet.before
    person = create_person("Апелляционная", "Нина", "Петровна")
    account = create_account(f"appeals{duet.event.id}@example.org", person, actor="system")
    grant_role(account, duet.event.id, "organizer")
    for row, filed in zip(appeals, _filed(appeals), strict=True):
        at(filed)
        _hear(duet, row, person)
    made = calculate(duet.event, "system")
    publish(made, actor="system")
    prepare_awards(duet.event, "system")
    return made


def _filed(appeals: Iterable[dict[str, Any]]) -> Iterator[datetime]:
    """When each is filed; one without a moment comes an hour after the former."""
    last = datetime(2001, 1, 1, tzinfo=UTC)
    for row in appeals:
        last = moment(row["filed"]) if row.get("filed") else last + HOUR
        yield last


def _hear(duet: Duet, row: dict[str, Any], person: Any) -> None:
    kind = kind_of(row)
    trial = duet.trials.get(row.get("trial", ""))
    criterion = _criterion(duet, row) if kind == "mark" else None
    number = list(duet.entries).index(row["pair"]) + 1
    registration = registration_by_number(duet.event.id, number)
    assert registration is not None
    appeal = file_appeal(registration, kind, row.get("ground") or "Апелляция", criterion)
    name_commission(appeal, [person])
    granted = kind in ("mark", "time")
    changes = Changes()
    if kind == "mark":
        sheet = duet.sheets[row["trial"], row["pair"], row["judge"]]
        changes = Changes(marks={sheet.id: {criterion.code: row["paper_sheet"]}})
    elif kind == "time":
        seconds = next(row[name] for name in CORRECTED if row.get(name) is not None)
        changes = Changes(times={trial.id: int(seconds)})
    decide_appeal(
        appeal,
        Verdict(
            "accepted" if granted else "rejected",
            row.get("decision") or "Решение комиссии",
            day(max(duet.given["dates"])),
            "А-1",
            changes,
        ),
    )


def kind_of(row: dict[str, Any]) -> str:
    """``mark`` and ``time`` are put right; whatever is rejected is filed as about the procedure."""
    decision = str(row.get("decision", "")).lower()
    kind = row.get("kind") or ("mark" if row.get("criterion") else "")
    if not kind and any(row.get(name) is not None for name in CORRECTED):
        kind = "time"
    is_rejected = decision.startswith(("отклон", "reject")) or kind not in ("mark", "time")
    return "procedure" if is_rejected else str(kind)


def _criterion(duet: Duet, row: dict[str, Any]) -> Any:
    code = duet.codes[row["trial"], row["criterion"]]
    return next(c for c in criteria_of(duet.trials[row["trial"]]) if c.code == code)
