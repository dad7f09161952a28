"""A trial with a jury of its own: chosen on its page, given out by itself, kept by the plan."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.juries.operations import dismiss_juror
from eventkit.juries.queries import active_assignments, own_juries
from eventkit.scoring.rules_operations import open_judging
from eventkit.scoring.setup_queries import current_rules
from eventkit.testing.duets import Duet, create_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words

pytestmark = pytest.mark.database


@pytest.fixture
def duet(app: Flask, client: FlaskClient) -> Duet:
    made = create_duet(2, 3)
    sign_in(client, create_account(roles={made.event.id: "organizer"}))
    return made


def choose(client: FlaskClient, duet: Duet, trial: int, *jurors: int) -> str:
    """Tick jurors of these numbers on the page of a trial."""
    chosen = duet.trials[trial]
    data = {
        "title": chosen.title,
        "mode": chosen.mode,
        "jurors": [str(duet.jurors[number].id) for number in jurors],
    }
    address = f"/manage/{duet.event.slug}/settings/trials/{chosen.id}"
    said = words(client.post(address, data=data, follow_redirects=True))
    db.session.expire_all()
    return said


def tasks(duet: Duet) -> dict[str, set[tuple[str | None, int]]]:
    """By the trial's code the pairs of work and number of juror."""
    numbers = {juror.id: number for number, juror in enumerate(duet.jurors)}
    found: dict[str, set[tuple[str | None, int]]] = {}
    for task in active_assignments(duet.event.id):
        own = found.setdefault(task.trial.code, set())
        own.add((task.entry.code, numbers[task.juror_id]))
    return found


def test_those_who_are_ticked_judge_every_performance_of_the_trial(
    client: FlaskClient, duet: Duet
) -> None:
    page = choose(client, duet, 1, 0, 2)
    first, third = (duet.jurors[n].person.short_name for n in (0, 2))
    assert f"Судят: {first}, {third}" in page
    assert tasks(duet) == {"T2": {(code, n) for code in ("Д-1", "Д-2") for n in (0, 2)}}
    assert current_rules(duet.event).sheets_of("T2") == 2
    # the plan gives out the other trials and leaves this one alone
    plan = f"/manage/{duet.event.slug}/jury/plan"
    shown = client.get(plan).text
    digest = shown.split('name="digest" value="')[1].split('"')[0]
    client.post(plan, data={"digest": digest})
    everybody = {(code, n) for code in ("Д-1", "Д-2") for n in range(3)}
    assert tasks(duet) == {
        "T1": everybody,
        "T2": {(code, n) for code in ("Д-1", "Д-2") for n in (0, 2)},
        "T3": everybody,
        "T4": everybody,
    }
    # another choice takes back what nobody has begun
    choose(client, duet, 1, 1)
    assert tasks(duet)["T2"] == {("Д-1", 1), ("Д-2", 1)}
    choose(client, duet, 1)
    assert own_juries(duet.event.id) == {}
    assert "T2" not in current_rules(duet.event).trial_sheets


def test_who_has_left_and_who_has_a_conflict_judge_nothing(client: FlaskClient, duet: Duet) -> None:
    pair = duet.pairs[0]
    duet.jurors[0].person.organization = pair.organization
    dismiss_juror(duet.jurors[2])
    db.session.commit()
    choose(client, duet, 0, 0, 1)
    assert tasks(duet) == {"T1": {("Д-2", 0), ("Д-1", 1), ("Д-2", 1)}}


def test_once_the_jury_is_at_work_its_trials_keep_their_juries(
    client: FlaskClient, duet: Duet
) -> None:
    open_judging(duet.event)
    db.session.commit()
    said = choose(client, duet, 0, 1)
    assert "Жюри уже работает, поэтому состав у испытания не меняется" in said
    assert tasks(duet) == {}
