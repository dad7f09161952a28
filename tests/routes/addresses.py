"""What stands in the addresses of an event's pages."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

from flask import current_app
from sqlalchemy import select

from eventkit.db import db
from eventkit.documents.keys import paper_key
from eventkit.documents.models import Award
from eventkit.entries.copies.models import ReadingCopy, ReadingPicture
from eventkit.entries.materials.operations import set_wish
from eventkit.entries.models import Entry
from eventkit.entries.operations import admit_entry, attach, create_entry
from eventkit.entries.performances.models import Performance
from eventkit.entries.performances.operations import set_order
from eventkit.entries.reading import Prepared, prepare
from eventkit.events.models import Event
from eventkit.events.round_operations import add_round, change_round
from eventkit.files.kinds import PNG
from eventkit.files.operations import receive, store
from eventkit.juries.draw.operations import seal_tickets
from eventkit.juries.models import Assignment, Challenge, Juror
from eventkit.juries.operations import issue_link
from eventkit.juries.panels.operations import add_panel
from eventkit.juries.queries import jurors_of
from eventkit.juries.timetable.operations import lay_out
from eventkit.juries.timetable.slots import Layout
from eventkit.people.accounts import Account, EventRole, SignInLink
from eventkit.people.models import Group
from eventkit.people.operations import create_person
from eventkit.people.passwords import new_token, token_hash
from eventkit.portfolio.models import PortfolioItem
from eventkit.portfolio.operations import share, share_pair
from eventkit.registration.models import Registration
from eventkit.registration.operations import entry_of, start_draft
from eventkit.registration.pairs.operations import invite
from eventkit.results.appeals.commission import bars_of
from eventkit.results.appeals.models import Appeal
from eventkit.results.appeals.operations import file_appeal
from eventkit.results.appeals.window import in_time, own_end
from eventkit.results.ceremony.operations import open_next, start
from eventkit.results.ceremony.planning import prepare as prepare_ceremony
from eventkit.results.ceremony.queries import items_of
from eventkit.results.decision_operations import record_decision
from eventkit.results.onward.operations import record_onward
from eventkit.results.operations import publish
from eventkit.results.queries import (
    calculation,
    published_calculation,
    published_standing,
    standings,
)
from eventkit.results.rules import judging_is_over
from eventkit.results.screen.operations import open_screen
from eventkit.scoring.calibration.models import Sample
from eventkit.scoring.calibration.operations import (
    add_file,
    add_sample,
    open_sample,
    set_reference,
)
from eventkit.scoring.criteria_operations import add_trial
from eventkit.scoring.models import Criterion, Sheet
from eventkit.scoring.paper.models import PaperSheet
from eventkit.scoring.paper.numbers import number_of
from eventkit.scoring.setup_queries import criteria_of
from eventkit.scoring.touches.keeping import Bearer, take
from eventkit.scoring.touches.merging import Touch
from eventkit.scoring.touches.models import TouchRow
from eventkit.scoring.trial_operations import copy_criteria
from eventkit.testing.duets import pair_of
from eventkit.testing.registration import word_file
from eventkit.testing.stages import put_in_order
from eventkit.web.clock import now
from eventkit_duet.cards.operations import save_card
from eventkit_duet.cases.operations import choose, draw, save_case

# A picture of one point; only that it is one matters here.
PAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
    "c0f01f00050001ff5cc8a1f90000000049454e44ae426082"
)


def first(model: Any, *conditions: Any) -> Any:
    return db.session.scalars(select(model).where(*conditions).order_by(model.id)).first()


def _ceremony(event: Event) -> dict[str, Any]:
    """The ceremony of a counted contest; that of an archived one has begun."""
    if not judging_is_over(event) or calculation(event) is None:
        return {}
    ceremony = prepare_ceremony(event)
    if event.archived_at is not None:
        start(event)
        open_next(event, ceremony.turn)
    return {"ceremony_key": ceremony.key, "part_id": items_of(event)[0].id}


def _improvisation(event: Event) -> dict[str, Any]:
    """Two situations for the trial that is performed, one of them drawn."""
    performance = first(Performance, Performance.event_id == event.id)
    if performance is None:
        return {}
    cases = [save_case(None, f"Случай {n}", "Урок", "Что делать?") for n in (1, 2)]
    setting = choose(performance.trial, cases, 3)
    drawn = draw(performance)
    return {"case_key": setting.key, "case_id": cases[0].id, "draw_id": drawn.id}


def names_of(event: Event, participant: Account) -> dict[str, Any]:
    """What stands in the addresses of an event's pages."""
    juror = busy_juror(event)
    person = create_person("Адресатова", "Вера")
    own = Registration.person_id == participant.person_id
    mine = first(Registration, Registration.event_id == event.id, own)
    waiting = first(
        Registration,
        Registration.event_id == event.id,
        Registration.state == ("submitted" if not _judged(event) else "admitted"),
    )
    award = first(Award, Award.event_id == event.id, Award.state == "issued")
    decided = first(
        Registration, Registration.event_id == event.id, Registration.state == "admitted"
    )
    made: dict[str, Any] = {
        "slug": event.slug,
        "number": waiting.number if waiting else 1,
        "decided": decided.number if decided else 1,
        "juror_id": juror.id,
        "assignment_id": task_of(juror, "draft"),
        "sent_sheet": task_of(juror, "submitted"),
        "paper_number": number_of(task_of(juror, "draft")),
        "asking_paper": _asking_paper(event),
        "challenge_id": _waiting_challenge(event),
        "criterion_id": first(Criterion, Criterion.trial_id == event.trials[0].id).id,
        "verb": "move",
        "trial_id": event.trials[0].id,
        "trial_verb": "up",
        "round_number": _second_round(event),
        "round_verb": "open",
        "performance_id": _performance(event),
        **_stage(event),
        "screen_key": open_screen(event).key,
        "part_verb": "down",
        **_ceremony(event),
        **_improvisation(event),
        "panel_id": add_panel(event, "Первый состав").id,
        "part": "places",
        **_invited(event),
        "stage": "registration",
        "kind": "nomination",
        "role_id": first(
            EventRole, EventRole.event_id == event.id, EventRole.role == "observer"
        ).id,
        "audience": event.audiences[0].id,
        "nomination": event.nominations[0].id,
        "nomination_code": event.nominations[0].code,
        "token": f"my-{mine.id}" if mine else "my-0",
        "draft": f"my-{_draft_id(event, participant)}",
        "file_id": mine.entry.files[0].id if mine and mine.entry and mine.entry.files else 0,
        "door": issue_link(juror),
        "person_id": person.id,
        "organization_id": participant.person.organization_id if participant.person else 0,
        "account_id": participant.id,
        "item_id": first(PortfolioItem, PortfolioItem.person_id == participant.person_id).id,
        "share": share(participant.person, actor="system").token if participant.person else "",
        "link": _sign_in_link(participant),
        "preset_name": "summit",
        "act": "withdraw",
        "step": "you",
        "filename": "emblem.svg",
        "picture": "strips",
        "picture_ending": "svg",
        "portrait_ending": "xlsx",
        "appeal_number": _waiting_appeal(event),
        "chairs_appeal": _appeal_for_the_chair(event),
        "work_file_id": _file_of_task(juror),
        "digest": _page_of_task(juror),
        "ending": "txt",
        "touch_id": _late_touch(juror),
        "card_act": "agree",
        "consent_kind": "publication",
        **_pair(event, mine),
        **_samples(event),
    }
    if award:
        made |= {"award_id": award.id, "code": award.code, "key": paper_key(award)}
        published = published_calculation(event)
        assert published is not None
        entry = standings(published)[0].entry
        decision = record_decision(
            event,
            entry.nomination,
            "special_prize",
            [entry.code or ""],
            "За голос.",
            "1",
            now().date(),
            actor="system",
        )
        publish(calculation(event), actor="system")  # the prize made another version
        made |= {"decision_id": decision.id, "work": entry.code, "result_id": _onward(entry)}
    return made


def _invited(event: Event) -> dict[str, Any]:
    """An application of two in the event that takes applications; the second one is asked."""
    if event.stage("registration") is None or _judged(event) or event.published_at is None:
        return {}
    row, _token = start_draft(event)
    row.person = create_person("Двойкина", "Анна")
    row.nomination, row.number, row.state = event.nominations[0], 900, "submitted"
    row.submitted_at, row.email = now(), "pair@example.org"
    row.group = Group(kind="pair", title="Созвучие", created_at=now())
    entry_of(row).group = row.group
    _partner, token = invite(row, "Вторая Вера", "second@example.org")
    return {"pair_token": token, "pair_number": row.number}


def _pair(event: Event, mine: Registration | None) -> dict[str, Any]:
    """The participant as one of a pair, with a card, a file for a trial and a time to perform."""
    entry = mine.entry if mine else None
    if mine is None or entry is None or mine.person is None:
        return {}
    pair = pair_of(mine.person, create_person("Напарникова", "Ольга"), "Камертон")
    mine.group = entry.group = pair
    trial = event.trials[0]
    set_wish(trial, wants_files=True, wants_video=True, wants_text=True)
    file = attach(entry, written(), trial=trial)
    if trial.mode != "live":
        put_in_order(trial, [entry], starts_at=now())
    photo = receive(BytesIO(PAGE), "page.png", 10**6, (PNG,))
    save_card(entry, {}, is_ready=True, photo=photo)
    return {
        "entry_id": entry.id,
        "group_id": pair.id,
        "material_file": file.id,
        "pair_share": share_pair(pair, actor="system").token,
    }


def _onward(entry: Entry) -> int:
    """What a work won at the regional level, not confirmed yet."""
    values = {"level": "region", "title": "Региональный этап", "document": "диплом № 1"}
    return record_onward(entry, outcome="winner", **values).id


def _second_round(event: Event) -> int:
    """The number of a round after selection, where the judging has not begun."""
    if not _judged(event) and event.published_at is None:
        made = add_round(event, "Очный тур")
        change_round(made, title=made.title, promotes_by="works", promotes_from=Decimal(3))
        return made.number
    return 1


def _judged(event: Event) -> bool:
    judging = event.stage("judging")
    return judging is not None and judging.opened_at is not None


def busy_juror(event: Event) -> Juror:
    """A member with a sheet sent and one to come, if there is such; never the chair."""
    jurors = [j for j in jurors_of(event.id) if not j.is_chair] or list(jurors_of(event.id))
    return next((j for j in jurors if task_of(j, "submitted") and task_of(j, "draft")), jurors[0])


def task_of(juror: Juror, state: str) -> int:
    """A task whose sheet is in the state; one without a sheet counts as a draft."""
    tasks = db.session.scalars(
        select(Assignment)
        .where(Assignment.juror_id == juror.id, Assignment.state == "active")
        .order_by(Assignment.id)
    ).all()
    states = dict(db.session.execute(select(Sheet.assignment_id, Sheet.state)).all())
    return next((t.id for t in tasks if states.get(t.id, "draft") == state), 0)


def _file_of_task(juror: Juror) -> int:
    """A file of the work that the juror reads."""
    task = db.session.get(Assignment, task_of(juror, "draft") or task_of(juror, "submitted"))
    if task is None:
        return 0
    return attach(task.entry, written()).id


def _late_touch(juror: Juror) -> int:
    """A mark that came from a phone after its sheet had been sent."""
    task = db.session.get(Assignment, task_of(juror, "submitted"))
    if task is None:
        return 0
    marks = first(Sheet, Sheet.assignment_id == task.id).marks
    mark = next(mark for mark in marks if mark.steps)
    touch = Touch("late", task.id, f"c{mark.criterion_id}", "0", mark.version, 1, "phone")
    take([touch], Bearer(lambda _juror: True, lambda: [juror], "network", "system"))
    return first(TouchRow, TouchRow.assignment_id == task.id, TouchRow.key == "late").id


def _page_of_task(juror: Juror) -> str:
    """The hash of a page of the work that the juror reads."""
    task = db.session.get(Assignment, task_of(juror, "draft") or task_of(juror, "submitted"))
    if task is None:
        return "none"
    file = attach(task.entry, written())
    picture = store(BytesIO(PAGE), "page.png", 10**6, (PNG,))
    copy = ReadingCopy(entry_file_id=file.id, made_at=now())
    copy.pictures = [ReadingPicture(number=1, file=picture, width=1, height=1)]
    db.session.add(copy)
    db.session.flush()
    return picture.sha256


def written() -> Prepared:
    """A Word file that this site has read: reading one takes a process of its own."""
    return _read_once(current_app.instance_path)


@cache
def _read_once(_site: str) -> Prepared:
    return prepare(receive(BytesIO(word_file()), "письмо.docx", 10**7))


def _samples(event: Event) -> dict[str, int]:
    """One that the demo's jury has tried, if there is any, and a fresh one with a file."""
    tried = first(Sample, Sample.event_id == event.id)
    made = add_sample(event, event.trials[0], "Пробное письмо")
    file = add_file(made, written())
    criteria = criteria_of(made.trial)
    set_reference(made, criteria, {c.id: c.maximum for c in criteria}, {})
    open_sample(made, criteria)
    return {
        "sample_id": made.id,
        "sample_file_id": file.id,
        "tried_sample": tried.id if tried else made.id,
    }


def _stage(event: Event) -> dict[str, int]:
    """Two who perform, with times, and closed tickets for another draw; before it is announced."""
    if event.published_at is not None:
        return {}
    trial = add_trial(event, "На сцене")
    copy_criteria(event.trials[0], trial)
    trial.mode, nomination = "live", event.nominations[0]
    if event.rounds:
        trial.round = event.rounds[0]
    entries = [create_entry(event, nomination, title=title) for title in ("Один", "Два")]
    for entry in entries:
        admit_entry(entry)
    db.session.flush()
    set_order(trial, entries)
    lay_out(trial, Layout(now(), 10))
    seal_tickets(event, reason="", step=1)
    placed = first(Performance, Performance.trial_id == trial.id)
    return {"stage_trial": trial.id, "staged": placed.id}


def _performance(event: Event) -> int:
    """A place in the order of a trial, where there is a stage."""
    found = first(Performance, Performance.event_id == event.id)
    return found.id if found else 0


def _waiting_appeal(event: Event) -> int:
    """The appeal that nobody has answered; the demo's participant filed it."""
    found = first(Appeal, Appeal.event_id == event.id, Appeal.state == "filed")
    return found.number if found else 0


def _waiting_challenge(event: Event) -> int:
    """The recusal that nobody has decided yet."""
    found = first(Challenge, Challenge.state == "waiting", Challenge.juror.has(event_id=event.id))
    return found.id if found else 0


def _appeal_for_the_chair(event: Event) -> int:
    """One more appeal, about a work that the chair did not judge."""
    chair = next((juror for juror in jurors_of(event.id) if juror.is_chair), None)
    query = select(Registration).where(
        Registration.event_id == event.id, Registration.state == "admitted"
    )
    for row in db.session.scalars(query.order_by(Registration.number)):
        known = first(Appeal, Appeal.entry_id == row.entry_id)
        if not chair or not row.entry or known or not published_standing(row.entry.id):
            continue
        if chair.person_id not in bars_of(row.entry) and in_time(
            own_end(event, row.entry.id), now()
        ):
            return file_appeal(row, "procedure", "Прочитали не тот файл.").number
    return 0


def _draft_id(event: Event, account: Account) -> int:
    found = first(
        Registration, Registration.event_id == event.id, Registration.account_id == account.id
    )
    return found.id if found else 0


def _sign_in_link(account: Account) -> str:
    token = new_token()
    later = now().replace(year=now().year + 1)
    db.session.add(SignInLink(account=account, token_hash=token_hash(token), expires_at=later))
    return token


def _asking_paper(event: Event) -> str:
    """The number of a sheet whose paper waits for a decision."""
    query = select(PaperSheet.assignment_id).join(PaperSheet.assignment).join(Assignment.juror)
    found = db.session.scalars(query.where(Juror.event_id == event.id)).first()
    return number_of(found or 0)
