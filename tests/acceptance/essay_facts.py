"""Feeding an essay contest into the application, act by act, as people would."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from feeding import at, day, feed_directory, moment, zone

from eventkit.db import db
from eventkit.documents.operations import prepare_awards
from eventkit.events.nomination_operations import add_audience, add_nomination
from eventkit.events.operations import change_event, create_event, publish_event
from eventkit.events.stage_operations import set_stage_times
from eventkit.hooks import CriterionPreset
from eventkit.juries.operations import add_juror, assign, derive_conflicts
from eventkit.registration.operations import admit, reopen, submit_application, withdraw
from eventkit.results.decision_operations import record_decision
from eventkit.results.operations import calculate, publish
from eventkit.scoring.criteria_operations import add_criterion, add_trial
from eventkit.scoring.operations import annul_sheet, declare_conflict, enter_sheet
from eventkit.scoring.rules_operations import close_judging, open_judging, set_rules
from eventkit.web.clock import now

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@dataclass
class Played:
    """What the application made of the facts, by the ids of the input."""

    given: dict[str, Any]
    event: Any = None
    calculation: Any = None
    people: dict[str, Any] = field(default_factory=dict)
    audiences: dict[str, Any] = field(default_factory=dict)
    nominations: dict[str, Any] = field(default_factory=dict)
    jurors: dict[str, Any] = field(default_factory=dict)
    applications: dict[int, Any] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)
    tasks: dict[tuple[str, str], Any] = field(default_factory=dict)


def feed_essay(given: dict[str, Any], common: dict[str, Any]) -> Played:
    """Play the whole contest up to its documents."""
    played = Played(given)
    schools, played.people = feed_directory(common)
    moments = [moment(a["received"]) for a in given["applications"]]
    first = min(moments, default=datetime(2025, 1, 1, tzinfo=UTC))
    at(first - DAY)
    _set_up(played, common, schools, first)
    _receive(played)
    at(max([*moments, *(moment(a["withdrawn"]) for a in _withdrawn(given))], default=first) + DAY)
    _admit(played)
    _judge(played)
    _conclude(played)
    db.session.commit()
    return played


def _set_up(
    played: Played, common: dict[str, Any], schools: dict[str, Any], first: datetime
) -> None:
    given = played.given
    event = played.event = create_event(
        given["title"],
        "essay",
        reference_date=day(given["reference_date"]),
        timezone=zone(common.get("timezone", "")),
        organizer=schools.get(common.get("organizer")),
    )
    if given.get("document_prefix"):
        change_event(event, document_prefix=given["document_prefix"])
    for audience in given["audiences"]:
        rule = audience.get("rule", {})
        played.audiences[audience["id"]] = add_audience(
            event,
            audience.get("title", audience["id"]),
            code=audience["id"],
            max_age=rule.get("max_age_full_years"),
            min_experience=rule.get("min_experience_full_years"),
            max_experience=rule.get("max_experience_full_years"),
        )
    for nomination in given["nominations"]:
        played.nominations[nomination["id"]] = add_nomination(
            event,
            nomination.get("title", nomination["id"]),
            genre=nomination.get("genre", ""),
            audience=played.audiences.get(nomination.get("audience")),
            code=nomination["id"],
        )
    trial = event.trials[0] if event.trials else add_trial(event, "Эссе")
    for criterion in given["criteria"]:
        preset = CriterionPreset(
            code=criterion["id"],
            title=criterion.get("title", criterion["id"]),
            maximum=Decimal(criterion["max"]),
            step=Decimal(criterion.get("step", 1)),
            weight=Decimal(criterion.get("weight", 1)),
        )
        add_criterion(trial, preset)
    set_rules(event, given.get("rules", {}))
    # the last second still counts: the stage ends with the next one
    closes = moment(given["deadline"]) + SECOND if given.get("deadline") else first + 400 * DAY
    set_stage_times(event.stage("registration"), min(first, closes - DAY), closes)
    for judge in given["judges"]:
        person = played.people[judge["id"]]
        is_chair = judge.get("role") == "председатель"
        played.jurors[judge["id"]] = add_juror(event, person, is_chair=is_chair)
    publish_event(event)


def _receive(played: Played) -> None:
    """Applications in the order in which they came."""
    for row in sorted(played.given["applications"], key=lambda a: (moment(a["received"]), a["no"])):
        at(moment(row["received"]))
        author = played.people[row["author"]]
        played.applications[row["no"]] = submit_application(
            played.event,
            author,
            author.organization,
            played.nominations[row["nomination"]],
            {"title": f"Эссе {row['no']}", "text": "Текст эссе."},
            moment(row["received"]),
            consents=("processing", "publication"),
        )


def _admit(played: Played) -> None:
    """Withdrawals first; then every application that the system has not refused."""
    present = now()
    for row in _withdrawn(played.given):
        application = played.applications[row["no"]]
        if application.state == "refused":
            reopen(application)
        withdraw(application, at=moment(row["withdrawn"]))
    codes = {(e["author"], e["nomination"]): e["code"] for e in played.given["essays"]}
    for row in played.given["applications"]:
        application = played.applications[row["no"]]
        if application.state != "submitted":
            continue
        code = codes.pop((row["author"], row["nomination"]), "")
        played.entries[admit(application, at=present, code=code)] = application.entry


def _judge(played: Played) -> None:
    """Conflicts, sheets, late recusals, replacements."""
    given, event = played.given, played.event
    open_judging(event)
    declared = given.get("declared_conflicts", ())
    for row in (d for d in declared if not d.get("late")):
        _declare(played, row)
    sheets = [s for s in given["sheets"] if s["essay"] in played.entries]
    waiting = [s for s in sheets if s.get("replaces")]
    tasks = {id(s): _assign(played, s) for s in sheets if not s.get("replaces")}
    derive_conflicts(event)
    for sheet in sheets:
        if id(sheet) in tasks:
            _enter(played, sheet, tasks[id(sheet)])
    for row in (d for d in declared if d.get("late")):
        _declare(played, row)
    _annul(played, [s for s in sheets if not s.get("replaces")])
    while waiting:
        ready = [s for s in waiting if (s["essay"], s["replaces"]) in played.tasks]
        if not ready:
            raise ValueError(f"sheets that replace nobody: {[s['essay'] for s in waiting]}")
        for sheet in ready:
            replaced = played.tasks[sheet["essay"], sheet["replaces"]].assignment
            _enter(played, sheet, _assign(played, sheet, replaces=replaced))
        _annul(played, ready)
        waiting = [s for s in waiting if s not in ready]
    close_judging(event)


def _declare(played: Played, row: dict[str, Any]) -> None:
    author = played.people[row["author"]]
    for application in played.applications.values():
        if application.person is author and application.state == "admitted":
            juror = played.jurors[row["judge"]]
            declare_conflict(juror, application.entry, row.get("reason", ""))


def _assign(played: Played, sheet: dict[str, Any], **more: Any) -> Any:
    trial = played.event.trials[0]
    juror, entry = played.jurors[sheet["judge"]], played.entries[sheet["essay"]]
    return assign(juror, entry, trial, reading=sheet.get("position"), **more)


def _enter(played: Played, sheet: dict[str, Any], task: Any) -> None:
    points = sheet["points"]
    wanted = {c["id"] for c in played.given["criteria"]}
    complete = all(points.get(code) is not None for code in wanted)
    played.tasks[sheet["essay"], sheet["judge"]] = enter_sheet(
        task, points, source="import", submitted=complete
    )


def _annul(played: Played, sheets: list[dict[str, Any]]) -> None:
    """Sheets that fell for another reason than a late recusal, which annuls by itself."""
    for row in sheets:
        sheet = played.tasks[row["essay"], row["judge"]]
        if row.get("status", "valid") == "annulled" and sheet.state != "annulled":
            annul_sheet(sheet, row.get("annulled_reason", "аннулирован"))


def _conclude(played: Played) -> None:
    """The chair's decisions, the calculation, publication, documents."""
    today = now().date()
    for row in played.given.get("chair_decisions", ()):
        record_decision(
            played.event,
            played.nominations[row["nomination"]],
            row["kind"],
            list(row.get("codes", ())),
            row.get("text") or "Решение председателя жюри",
            "",
            today,
            actor="system",
        )
    played.calculation = calculate(played.event, "system")
    publish(played.calculation, actor="system")
    prepare_awards(played.event, "system")


def _withdrawn(given: dict[str, Any]) -> list[dict[str, Any]]:
    return [a for a in given["applications"] if a.get("withdrawn")]
