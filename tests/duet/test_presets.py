"""The contests on a stage that come ready: trials with criteria, rounds, limits of time."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.desk.setup_operations import create_event_from_preset, new_edition
from eventkit.events.models import Event
from eventkit.hooks import CriterionPreset, EventPreset, TrialPreset, active_plugins
from eventkit.journal.operations import event_chain
from eventkit.journal.queries import lines_of
from eventkit.people.accounts import Account
from eventkit.people.operations import grant_role
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import criteria_of, current_rules
from eventkit.testing.duets import judged_duet
from eventkit.testing.factories import create_account, create_event, sign_in
from eventkit.testing.juries import create_criterion
from eventkit.testing.pages import words

FILE = Path(__file__).parent.parent / "data" / "scenarios" / "criteria_presets.json"


def published(name: str) -> list[dict[str, Any]]:
    """The trials as the published table of criteria has them."""
    found: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))[name]["trials"]
    return found


@pytest.mark.parametrize(("preset", "whole"), [("duet", 100), ("debut", 100)])
def test_a_preset_has_the_criteria_of_the_published_table(
    app: Flask, preset: str, whole: int
) -> None:
    event = create_event_from_preset(preset)
    wanted = published(preset)
    assert [trial.code for trial in event.trials] == [trial["id"] for trial in wanted]
    most = Fraction(0)
    for trial, row in zip(event.trials, wanted, strict=True):
        criteria = criteria_of(trial)
        assert [
            (c.code, c.title, Fraction(c.maximum), Fraction(c.weight), Fraction(c.step))
            for c in criteria
        ] == [
            (c["id"], c["title"], c["max"], c["weight"], Fraction(str(c.get("step", 1))))
            for c in row["criteria"]
        ]
        most += sum(Fraction(c.maximum) * Fraction(c.weight) for c in criteria)
    assert most == whole
    limits = {t["id"]: t["limit_minutes"] * 60 for t in wanted if "limit_minutes" in t}
    assert current_rules(event).time_limits == limits


def test_the_debut_reads_essays_first_and_takes_the_best_to_the_stage(app: Flask) -> None:
    event = create_event_from_preset("debut")
    remote, live = event.rounds
    assert (remote.title, remote.promotes_by) == ("Заочный тур", None)
    assert (live.title, live.promotes_by, live.promotes_from) == ("Очный тур", "works", 10)
    assert [(t.mode, t.round) for t in event.trials] == [("remote", remote)] + [("live", live)] * 4
    edition = new_edition(event)
    assert [(t.mode, t.round and t.round.number) for t in edition.trials] == [
        ("remote", 1),
        *[("live", 2)] * 4,
    ]


def test_rules_take_weights_and_numbers_of_sheets_from_the_trials(own_app: Flask) -> None:
    one = CriterionPreset(title="Всё")
    active_plugins().presets["own"] = EventPreset(
        name="own",
        format="debut",
        title="Своё",
        trials=(
            TrialPreset(title="Первое", criteria=[one], sheets=2, limit_minutes=3),
            TrialPreset(title="Второе", criteria=[one], weight=Decimal("1.5")),
        ),
        rules={"sheets_per_entry": 4},
    )
    event = create_event_from_preset("own")
    rules = current_rules(event)
    assert [rules.sheets_of(trial.code) for trial in event.trials] == [2, 4]
    assert (rules.time_limits, rules.trial_weights) == ({"T1": 180}, {"T2": Fraction(3, 2)})
    assert event.rounds == []


@pytest.fixture
def organizer(app: Flask, client: FlaskClient) -> Account:
    account = create_account()
    sign_in(client, account)
    return account


def owned(account: Account, event: Event) -> Event:
    grant_role(account, event.id, "organizer")
    db.session.commit()
    return event


def test_an_organizer_adds_a_ready_trial_to_a_contest_of_another_kind(
    client: FlaskClient, organizer: Account
) -> None:
    event = owned(organizer, create_event())
    create_criterion(event, "K1", "5")
    set_rules(event, {"time_limits": {"": 420}, "tie_break": ["K1_mean"]})
    db.session.commit()
    here = f"/manage/{event.slug}/settings/trials"
    page = words(client.get(f"{here}/ready"))
    assert "Мастер-класс" in page
    assert "4 критерия, до 20 · 15 минут" in page
    added = client.post(f"{here}/ready", data={"preset": "master-class"}, follow_redirects=True)
    assert "Испытание «Мастер-класс» добавлено" in words(added)
    db.session.expire_all()
    first, second = event.trials
    assert (second.title, second.mode, second.code) == ("Мастер-класс", "live", "T2")
    assert [c.code for c in criteria_of(second)] == ["T2.1", "T2.2", "T2.3", "T2.4"]
    rules = current_rules(event)
    assert rules.time_limits == {first.code: 420, "T2": 900}
    assert rules.tie_break == ("K1_mean",)
    assert "trial.added" in [line.act for line in lines_of(event_chain(event.id))]


def test_a_ready_trial_is_refused_in_words(client: FlaskClient, organizer: Account) -> None:
    event = owned(organizer, create_event())
    here = f"/manage/{event.slug}/settings/trials/ready"
    said = client.post(here, data={"preset": "nobody"}, follow_redirects=True)
    assert "Такой заготовки нет" in words(said)
    busy = owned(organizer, judged_duet(1, 1).event)
    here = f"/manage/{busy.slug}/settings/trials/ready"
    said = client.post(here, data={"preset": "lesson"}, follow_redirects=True)
    assert "Жюри уже работает" in words(said)
    db.session.expire_all()
    assert len(busy.trials) == 4
