"""Fills the site: the demo's contests, one being set up, one of somebody else, work for all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event as sql_event
from sqlalchemy import select

from eventkit.app import create_app
from eventkit.db import db, set_mode
from eventkit.desk.demo import demo_settings, fill
from eventkit.desk.setup_operations import create_event_from_preset, proposed_schedule
from eventkit.documents.models import Award
from eventkit.documents.operations import prepare_awards, void_award
from eventkit.entries.models import Entry
from eventkit.entries.operations import attach
from eventkit.events.models import Event
from eventkit.hooks import active_plugins
from eventkit.hooks.migrations import upgrade
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import add_juror, issue_link
from eventkit.people.accounts import Account
from eventkit.people.operations import create_account, create_person, grant_role
from eventkit.people.queries import account_by_email
from eventkit.people.signing_in import session_values
from eventkit.portfolio.models import PortfolioItem
from eventkit.portfolio.operations import set_hidden
from eventkit.registration.models import Registration
from eventkit.registration.operations import choose_nomination, entry_of, save_step, start_draft
from eventkit.results.operations import calculate
from eventkit.results.screen.operations import freeze, open_screen, show_table
from eventkit.scoring.conflicts.operations import choose_decider, raise_challenge
from eventkit.scoring.engine import ScoringRules
from eventkit.scoring.marks import plain_criteria
from eventkit.scoring.operations import declare_conflict
from eventkit.scoring.paper.operations import finish_typing
from eventkit.scoring.rules_operations import set_rules
from eventkit.scoring.setup_queries import current_rules
from eventkit.testing.factories import create_event
from eventkit.testing.fixtures import SERVER, SETTINGS, new_database
from eventkit.testing.registration import ANNA
from eventkit.testing.stages import put_in_order
from eventkit.web.clock import now, today
from eventkit.web.viewer import Viewer
from tests.routes.addresses import busy_juror, first, names_of, task_of, written
from tests.routes.quest_drafts import draft_names
from tests.routes.questionnaires import questionnaire_names
from tests.routes.quests import quest_names
from tests.routes.trainings import training_names
from tests.routes.world import ACCOUNTS, JUROR, OTHER, Copy, World


def build(folder: Path) -> World:
    """Make the site in an empty folder, through migrations and the rooms' own verbs."""
    url = new_database() if SERVER else f"sqlite:///{folder / 'eventkit.db'}"
    settings = SETTINGS | demo_settings(folder, 80) | {"SQLALCHEMY_DATABASE_URI": url}
    app = create_app(settings | {"SERVER_NAME": None}, instance=folder)
    world = World(app, Copy(url))
    with app.app_context():
        set_mode("write")
        upgrade()
        fill()
        with app.test_request_context():
            _add_the_rest(world)
        db.session.commit()
        _cookies(world)
        engine = db.engine
        db.session.remove()
        engine.dispose()
        world.copy.keep()

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        world.note(statement)

    sql_event.listen(engine, "before_cursor_execute", note)
    return world


def _add_the_rest(world: World) -> None:
    """What the demo does not have: an event in preparation, a stranger's one, a draft, files."""
    places = _events()
    participant = _account("participant")
    places["setup"] = _in_preparation()
    foreign = create_event(title="Чужой конкурс")
    other = create_account("other@elsewhere.example", create_person("Соседкин", "Пётр"))
    grant_role(other, foreign.id, "organizer")
    for role in ("organizer", "chair", "secretary", "observer"):
        grant_role(_account(role), places["setup"].id, role)
    _draft(places["open"], participant)
    for each in [
        *db.session.scalars(select(Registration).where(Registration.entry_id.is_not(None)))
    ]:
        if each.person_id == participant.person_id and each.entry:
            attach(each.entry, written())
    _leave_work(places)
    for place, event in places.items():
        world.names[place] = names_of(event, participant)
    office = ("organizer", "chair", "secretary", "observer")
    staff_accounts = {role: _account(role) for role in office}
    world.names["training"] = training_names(staff_accounts, participant)
    world.names["quest"] = quest_names(staff_accounts, participant)
    world.names["questionnaires"] = questionnaire_names(staff_accounts, participant)
    world.names["quest_draft"] = draft_names(staff_accounts)


def _account(role: str) -> Account:
    found = account_by_email(ACCOUNTS[role])
    assert found is not None
    return found


def _events() -> dict[str, Event]:
    """The demo's essay contests by the state in which it left them."""
    found: dict[str, Event] = {}
    essays = select(Event).where(Event.format == "essay").order_by(Event.id)
    for event in db.session.scalars(essays):
        judging = event.stage("judging")
        assert judging is not None
        if event.archived_at:
            found["archived"] = event
        elif judging.closed_at:
            found["published"] = event
        elif judging.opened_at:
            found["judging"] = event
        else:
            found["open"] = event
    assert len(found) == 4
    return found


def _leave_work(places: dict[str, Event]) -> None:
    """Something to do for everybody: a paper to check, a count to close, a work to hand on."""
    voided = first(Award, Award.event_id == places["published"].id, Award.kind == "certificate")
    void_award(voided, "Опечатка.", actor="system")
    prepare_awards(places["published"], "system")
    _limit_time(places["judging"])
    _put_on_stage(places["judging"])
    calculate(places["judging"], "system")
    item = first(PortfolioItem, PortfolioItem.person_id == _account("participant").person_id)
    set_hidden(item, True)
    juror = busy_juror(places["judging"])
    task = db.session.get(Assignment, task_of(juror, "submitted"))
    assert task is not None
    declare_conflict(juror, task.entry, "Сосед по дому.")
    waits = db.session.get(Assignment, task_of(juror, "submitted"))
    assert waits is not None
    choose_decider(places["judging"], "chair")
    raise_challenge(juror, waits.entry, ground="recognised")
    _leave_paper(places["judging"])


def _leave_paper(event: Event) -> None:
    """A paper that says otherwise than the sheet that its juror has sent."""
    query = select(Assignment).join(Assignment.juror).where(Juror.event_id == event.id)
    sent = query.where(Assignment.progress == "submitted").order_by(Assignment.id.desc())
    task = db.session.scalars(sent).first()
    assert task is not None
    secretary = _account("secretary")
    viewer = Viewer(account_id=secretary.id, person_id=secretary.person_id)
    marks = {criterion.code: 0 for criterion in plain_criteria(task.trial_id)}
    assert finish_typing(task, viewer, 1, marks, "", actor="system").state == "asks"


def _limit_time(event: Event) -> None:
    """Seven minutes for a performance, so that there is a stopwatch to keep."""
    rules = current_rules(event).to_dict() | {"time_limits": {"": 420}}
    set_rules(event, ScoringRules.from_dict(rules), reason="Регламент.", actor="system")


def _put_on_stage(event: Event) -> None:
    """Two works that are performed, so that there is a day to run."""
    trial = event.trials[0]
    trial.mode = "live"
    works = select(Entry).where(Entry.event_id == event.id, Entry.is_admitted).limit(2)
    put_in_order(trial, db.session.scalars(works.order_by(Entry.id)).all())
    open_screen(event)
    show_table(event, "live")
    freeze(event, now())


def _in_preparation() -> Event:
    preset = active_plugins().presets["summit"]
    event = create_event_from_preset(
        preset.name,
        title="Ещё не объявлено",
        organizer=None,
        schedule=proposed_schedule(preset, today("Asia/Yakutsk")),
        reference_date=today("Asia/Yakutsk"),
    )
    juror = add_juror(event, create_person("Новикова", "Ольга"))
    issue_link(juror)
    return event


def _draft(event: Event, account: Account) -> Registration:
    """An application that is complete up to its last step."""
    registration, _token = start_draft(event, account_id=account.id)
    person = account.person
    assert person is not None
    assert person.organization is not None
    assert person.birth_date is not None
    assert person.teaching_since is not None
    you = ANNA | {
        "birth_date": f"{person.birth_date:%d.%m.%Y}",
        "teaching_since": f"{person.teaching_since:%d.%m.%Y}",
    }
    save_step(registration, "you", you, done=True)
    school = {"organization": person.organization.short_name}
    save_step(registration, "school", school, done=True)
    earlier = db.session.scalars(
        select(Registration).where(
            Registration.event_id == event.id, Registration.person_id == person.id
        )
    ).first()
    assert earlier is not None
    assert earlier.nomination is not None
    chosen = {"nomination": str(earlier.nomination_id)}
    save_step(registration, "nomination", chosen, done=True)
    choose_nomination(registration, earlier.nomination)
    entry = entry_of(registration)
    entry.title, entry.text = "Первый звонок", "Дорогой мой класс. " * 60
    save_step(registration, "work", {}, done=True)
    save_step(registration, "consents", {"processing": "y", "publication": "y"}, done=True)
    return registration


def _cookies(world: World) -> None:
    emails = ACCOUNTS | {OTHER: "other@elsewhere.example"}
    for role, email in emails.items():
        account = account_by_email(email)
        assert account is not None
        client = world.app.test_client()
        with client.session_transaction() as session:
            session.update(session_values(account))
        world.cookies[role] = _cookie(client)
    client = world.app.test_client()
    client.post(f"/jury/{world.names['judging']['door']}")
    world.cookies[JUROR] = _cookie(client)


def _cookie(client: Any) -> str:
    found = client.get_cookie("eventkit")
    assert found is not None
    return str(found.value)
