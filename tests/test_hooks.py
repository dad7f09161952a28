"""The hooks: who is asked, what happens when a plugin fails, what is left when it is gone."""

import logging
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from flask import Blueprint
from sqlalchemy import select

from eventkit.app import create_app
from eventkit.db import db
from eventkit.events.models import Event
from eventkit.events.operations import archive_event
from eventkit.hooks import (
    Contribution,
    EventPreset,
    Export,
    Format,
    Panel,
    Plugins,
    PortfolioItem,
    Problem,
    Ranking,
    ScoreResult,
    TrialPreset,
    active_plugins,
    hookimpl,
    manager,
    specs,
)
from eventkit.hooks.manager import PluginError
from eventkit.hooks.migrations import homes
from eventkit.people.models import Organization
from eventkit.results.operations import calculate
from eventkit.results.queries import standings
from eventkit.scoring.rules import judging_is_open
from eventkit.testing.factories import create_account, create_event, create_organization, sign_in
from eventkit.testing.fixtures import SETTINGS, Browser
from eventkit.testing.pages import words
from eventkit.testing.results import create_judged_event
from eventkit.web.access import access, anyone

ALL = (*specs.BRINGS, *specs.OWNED, *specs.ADDED)


class Debate:
    """A small plugin that answers every hook."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    @hookimpl
    def eventkit_contribution(self):
        return Contribution(formats=[Format(name="debate", title="Дебаты", entrant="team")])

    @hookimpl
    def eventkit_blueprints(self):
        blueprint = Blueprint("debate", __name__)

        @blueprint.get("/motions")
        @access(anyone)
        def motions():
            return "Темы дебатов"

        return [blueprint]

    @hookimpl
    def eventkit_migrations(self):
        return Path(__file__).parent / "data"

    @hookimpl
    def eventkit_commands(self):
        return [click.Command("draw")]

    @hookimpl
    def eventkit_event_form(self, event):
        return f"settings of {event.title}"

    @hookimpl
    def eventkit_registration_form(self, event):
        return f"questions of {event.title}"

    @hookimpl
    def eventkit_entry_form(self, nomination):
        return f"work for {nomination.title}"

    @hookimpl
    def eventkit_check_entry(self, entry):
        return [Problem(f"no speech in {entry.title}", "text")]

    @hookimpl
    def eventkit_score(self, entry):
        return ScoreResult(value=Fraction(entry.id, 3))

    @hookimpl
    def eventkit_rank(self, scores):
        order = sorted(scores, key=lambda entry_id: scores[entry_id].value)
        return Ranking(places={entry_id: place for place, entry_id in enumerate(order, start=1)})

    @hookimpl
    def eventkit_portfolio_items(self, person, event):
        return [PortfolioItem(source="speech:1", title=f"Речь: {person}")]

    @hookimpl
    def eventkit_exports(self, event):
        return [Export(title="Раунды")]

    @hookimpl
    def eventkit_panels(self, place, subject, viewer):
        return [Panel(title=f"{place}: {subject.title}")]

    @hookimpl
    def eventkit_stage_changed(self, before, after):
        self.heard.append((before, after))


@pytest.fixture
def make(database_url, tmp_path):
    """Makes apps on this test's database with further plugins; contexts end with the test."""
    pushed = []

    def made(*plugins, **settings):
        wanted = SETTINGS | {"SQLALCHEMY_DATABASE_URI": database_url} | settings
        app = create_app(wanted, instance=tmp_path, extra_plugins=plugins)
        app.test_client_class = Browser
        context = app.app_context()
        context.push()
        pushed.append(context)
        return app

    yield made
    for context in reversed(pushed):
        db.session.remove()
        db.engine.dispose()
        context.pop()


def brought(**answers):
    """A plugin that answers the named hooks with the given functions."""
    parts = {name: staticmethod(hookimpl(answer)) for name, answer in answers.items()}
    return type("Small", (), parts)()


def failing():
    raise RuntimeError("плохой день")


def test_there_are_fourteen_hooks_and_each_belongs_to_one_group():
    known = [name for name in vars(specs.Specs) if name.startswith("eventkit_")]
    assert len(known) == 14
    assert sorted(ALL) == sorted(known)


def test_each_hook_is_answered_by_what_is_shipped_or_by_the_debate_here(make):
    make(("debate", Debate()))
    for hook in ALL:
        callers = getattr(active_plugins().manager.hook, hook).get_hookimpls()
        names = {call.plugin_name for call in callers}
        assert "debate" in names, hook
        assert names - {"debate"}, hook


# What a plugin brings: a mistake stops the start and names the plugin.


@pytest.mark.parametrize("hook", ["eventkit_contribution", "eventkit_blueprints"])
def test_a_mistake_at_start_names_the_plugin(make, hook):
    with pytest.raises(PluginError, match=rf"'crooked' failed in {hook}: плохой день"):
        make(("crooked", brought(**{hook: failing})))


@pytest.mark.parametrize("hook", ["eventkit_migrations", "eventkit_commands"])
def test_a_mistake_in_what_is_asked_later_names_the_plugin_too(make, hook):
    make(("crooked", brought(**{hook: failing})))
    with pytest.raises(PluginError, match="'crooked'"):
        homes() if hook == "eventkit_migrations" else active_plugins().brought(hook)


def test_two_plugins_with_one_format_stop_the_start_and_both_are_named(make):
    with pytest.raises(PluginError) as refusal:
        make(("first", Debate()), ("second", Debate()))
    assert "'debate'" in str(refusal.value)
    assert "'first'" in str(refusal.value)
    assert "'second'" in str(refusal.value)


def test_two_presets_of_one_name_stop_the_start(make):
    again = Contribution(presets=[EventPreset(name="summit", format="essay")])
    with pytest.raises(PluginError, match="preset 'summit' comes from 'copy' and 'essay'"):
        make(("copy", brought(eventkit_contribution=lambda: again)))


def test_two_trials_of_one_name_stop_the_start(make):
    again = Contribution(trials=[TrialPreset(name="master-class")])
    with pytest.raises(PluginError, match="trial 'master-class' comes from 'copy' and 'duet'"):
        make(("copy", brought(eventkit_contribution=lambda: again)))


def test_two_plugins_of_one_name_stop_the_start(make):
    with pytest.raises(PluginError, match="'essay' is registered twice"):
        make(("essay", Debate()))


def test_an_entry_point_that_cannot_be_imported_is_named(monkeypatch):
    lost = SimpleNamespace(name="lost", dist=None, load=failing)
    monkeypatch.setattr(manager, "entry_points", lambda group: [lost])
    with pytest.raises(PluginError, match="'lost' cannot be imported: плохой день"):
        Plugins().discover()


def test_what_a_plugin_brings_is_mounted_under_its_name(make):
    app = make(("debate", Debate()))
    assert words(app.test_client().get("/debate/motions")) == "Темы дебатов"
    assert ("alembic_version_debate", Path(__file__).parent / "data") in homes()
    commands = dict(active_plugins().brought("eventkit_commands"))
    assert [command.name for command in commands["debate"]] == ["draw"]


# How one event runs: only the owner of the format is asked, errors are the caller's.


def test_the_owner_alone_is_asked_how_its_event_runs(make):
    make(("debate", Debate()))
    event, other = create_event(format="debate", title="Турнир"), create_event()
    ask = active_plugins().ask_owner
    assert ask("eventkit_event_form", event) == "settings of Турнир"
    assert ask("eventkit_registration_form", event) == "questions of Турнир"
    assert ask("eventkit_registration_form", other) is None
    nomination = SimpleNamespace(title="Юниоры")
    assert ask("eventkit_entry_form", event, nomination=nomination) == "work for Юниоры"
    entry = SimpleNamespace(title="Речь", text="", files=[])
    assert [p.field for p in ask("eventkit_check_entry", event, entry=entry)] == ["text"]
    assert ask("eventkit_check_entry", other, entry=entry) == []


def test_an_error_of_the_owner_is_the_callers(make):
    format_alone = Contribution(formats=[Format(name="debate")])
    answers = {"eventkit_check_entry": failing, "eventkit_contribution": lambda: format_alone}
    make(("crooked", brought(**answers)))
    with pytest.raises(RuntimeError, match="плохой день"):
        active_plugins().ask_owner(
            "eventkit_check_entry", create_event(format="debate"), entry=None
        )


def test_a_format_may_score_and_rank_by_arithmetic_of_its_own(make):
    make(("debate", Debate()))
    event = create_judged_event({"N1": {"D-1": [50, 50], "D-2": [10, 10]}}, format="debate")
    rows = {row.entry.code: row for row in standings(calculate(event, "system"))}
    first, second = rows["D-1"], rows["D-2"]
    assert first.value == Fraction(first.entry_id, 3)
    # Smaller is better here, whatever the sheets say.
    assert (first.place, second.place) == (1, 2)


# What others add: a failing plugin is logged by name, rolled back and left out.


def test_a_failing_plugin_is_logged_rolled_back_and_left_out(make, caplog):
    def writing_and_failing(place, subject, viewer):
        create_organization(short_name="Лишняя школа")
        raise RuntimeError("плохой день")

    crooked = brought(eventkit_panels=writing_and_failing)
    make(("crooked", crooked), ("debate", Debate()), RAISE_PLUGIN_ERRORS=False)
    event = create_event(plugins=["crooked", "debate"], title="Ступени")
    with caplog.at_level(logging.ERROR):
        panels = active_plugins().ask_others(
            "eventkit_panels", event, place="event.cellar", subject=event, viewer=None
        )
    assert [panel.title for panel in panels] == ["event.cellar: Ступени"]
    assert "plugin crooked failed in eventkit_panels" in caplog.text
    assert db.session.scalars(select(Organization)).all() == []
    assert db.session.get(Event, event.id) is event


def test_only_plugins_switched_on_for_the_event_add_to_it(make):
    make(("debate", Debate()))
    plain, joined = create_event(), create_event(plugins=["debate"])
    ask = active_plugins().ask_others
    assert "Раунды" not in [export.title for export in ask("eventkit_exports", plain)]
    assert "Раунды" in [export.title for export in ask("eventkit_exports", joined)]
    everywhere = ask("eventkit_portfolio_items", None, person=SimpleNamespace(id=0))
    assert any(item.source == "speech:1" for item in everywhere)


def test_plugins_hear_that_an_event_moved(make):
    debate = Debate()
    make(("debate", debate))
    archive_event(create_event(format="debate"))
    archive_event(create_event())
    assert debate.heard == [("registration", "archived")]


def test_plugins_hear_whose_facts_changed(make):
    heard = []

    class Listener:
        @hookimpl
        def eventkit_contribution(self):
            def hear(event, person_ids):
                heard.append((event.title, list(person_ids)))

            return Contribution(formats=[Format(name="debate")], facts_changed=[hear])

    make(("debate", Listener()))
    event = create_event(format="debate", title="Турнир")
    active_plugins().tell_facts_changed(event, [7, 9])
    assert heard == [("Турнир", [7, 9])]


# A plugin that is not there.


@pytest.fixture
def without(monkeypatch):
    """Takes an installed plugin away, as uninstalling its package does."""

    def take_away(name):
        left = [entry for entry in entry_points(group="eventkit") if entry.name != name]
        monkeypatch.setattr(manager, "entry_points", lambda group: left)

    return take_away


@pytest.mark.parametrize("name", [entry.name for entry in entry_points(group="eventkit")])
def test_each_plugin_can_be_taken_away_and_the_site_still_starts(make, without, name):
    without(name)
    app = make()
    assert name not in [state.name for state in active_plugins().states]
    account = create_account(is_administrator=True)
    event = create_event(format="essay")
    db.session.commit()
    client = app.test_client()
    sign_in(client, account)
    for page in ("/", f"/events/{event.slug}", f"/manage/{event.slug}", "/manage/new"):
        assert client.get(page).status_code == 200, page


def test_an_event_whose_plugin_is_missing_is_read_only_and_says_so(make, without):
    without("essay")
    app = make()
    account = create_account(is_administrator=True)
    event = create_event(format="essay", title="Ступени")
    event.stage("judging").opened_at = event.created_at
    db.session.commit()
    assert not judging_is_open(event)
    client = app.test_client()
    for page in (f"/events/{event.slug}", f"/events/{event.slug}/regulation"):
        assert "Только для чтения" in words(client.get(page)), page
    sign_in(client, account)
    for page in ("settings", "settings/stages", "settings/check"):
        answer = client.get(f"/manage/{event.slug}/{page}")
        assert answer.status_code == 200
        assert "Только для чтения" in words(answer), page
    refused = client.post(f"/manage/{event.slug}/archive")
    assert refused.status_code == 409
    assert "Изменить нельзя" in words(refused)
    for address in (f"/events/{event.slug}/register", f"/manage/{event.slug}/settings"):
        assert client.post(address, data={"title": "Другое"}).status_code == 409
    db.session.expire_all()
    kept = db.session.scalars(select(Event)).one()
    assert (kept.title, kept.archived_at) == ("Ступени", None)
