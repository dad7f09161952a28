"""Every form and every query with what nobody should send: an answer, never a failure."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, islice
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.test import encode_multipart

from eventkit.db import db
from eventkit.entries.models import EntryFile
from eventkit.testing.forms import PageForm, forms_of
from eventkit.testing.pages import words
from eventkit.testing.registration import word_file
from tests.routes.doors import BESIDE, MAY_ACT, MAY_LOOK, PLACE, address, table
from tests.routes.test_access import endpoints, faults
from tests.routes.world import World

pytestmark = pytest.mark.database
LOOKS, ACTS = table(MAY_LOOK), table(MAY_ACT)
WHO = ("participant", "juror", "organizer", "chair", "administrator", "stranger")
TELLING = ("я" + "a" * 70_000, "нуль\0внутри", "3000000000", "0001-01-01", "-1")
"""What has broken something before; the rest takes its time."""
ALL_GARBAGE = (
    *TELLING,
    "я" * 70_000,  # Cyrillic takes six bytes a letter on its way here
    "",
    "\x01\x08\x1b\x7f\u202e\ufffe",
    "9" * 30,
    "1e999999",
    "NaN",
    "9999-12-31",
    "01.01.0001",
    "²",
    "../../etc/passwd",
    "<script>alert(1)</script>",
)
EVERYTHING = bool(os.environ.get("EVENTKIT_TEST_ALL"))
SHOWN = (
    ("organizer", "desk.cockpit"),
    ("organizer", "desk.event"),
    ("organizer", "desk.export"),
    ("organizer", "desk.journal"),
    ("organizer", "events.regulation"),
    ("organizer", "events.stages"),
    ("organizer", "registration.queue"),
    ("organizer", "registration.queue_table"),
    ("organizer", "judging.works"),
    ("organizer", "results.room"),
    ("organizer", "results.protocol_file"),
    ("organizer", "results.summary_sheet"),
    ("organizer", "documents.awards"),
    ("participant", "registration.mine"),
    ("participant", "desk.desk"),
)
"""Pages and papers that show much of an event."""
_SHOWN = cycle(SHOWN)
ANSWERS = (200, 302, 303, 400, 403, 404, 409, 410, 413, 415, 422)


@dataclass(frozen=True)
class Found:
    """A form, where it goes and who saw it."""

    who: str
    endpoint: str
    form: PageForm


def first_of(may: Collection[str]) -> str:
    """The first of those who may; a stranger where this site has nobody for a page."""
    return next((one for one in WHO if one in may), "stranger")


def endpoint_of(world: World, action: str) -> str:
    """Where a form goes; empty for an address that the site does not have."""
    try:
        return str(world.app.url_map.bind("localhost").match(action.partition("?")[0], "POST")[0])
    except HTTPException:
        return ""


def shape(form: PageForm) -> tuple[str, ...]:
    """The names of the fields without the numbers in them: rows of a table look the same."""
    return tuple(sorted({re.sub(r"\d+", "0", name) for name in form.names}))


def pages(world: World) -> Iterator[tuple[str, Any]]:
    """Each page where it has its work, as the first of those who work there sees it."""
    for endpoint in endpoints(world, "GET"):
        who = first_of(LOOKS[endpoint])
        for beside in [{}, *BESIDE.get(endpoint, [])]:
            answer = world.get(who, address(world, endpoint, **beside))
            if answer.mimetype == "text/html":
                yield who, answer
            answer.close()


@pytest.fixture(scope="session")
def forms(built: World) -> list[Found]:
    """Each different form of the site once."""
    known: dict[tuple[str, tuple[str, ...]], Found] = {}
    for who, answer in pages(built):
        for form in forms_of(answer):
            endpoint = endpoint_of(built, form.action)
            if form.method == "post" and endpoint:
                known.setdefault((endpoint, shape(form)), Found(who, endpoint, form))
    return [*known.values(), *unseen(built)]


def unseen(world: World) -> list[Found]:
    """What scripts send by themselves, and buttons that stand on no page of this site now."""
    cell = [("field", f"c{world.names['judging']['criterion_id']}"), ("value", "3"), ("base", "0")]
    step = [("title", "Звонок"), ("text", "Дорогой класс.")]
    points = [(f"points-{world.names['quest']['entry_id']}", "3")]
    made = (
        # Its JSON has tests of its own beside the merging.
        ("juror", "touches.touches", {}, []),
        ("juror", "touches.choose", {}, [("touch", "late"), ("base", "1"), ("take", "other")]),
        ("organizer", "paper.draft", {}, [*cell, (cell[0][1], "3"), ("turn", "1")]),
        ("juror", "calibration.autosave", {}, [(cell[0][1], "3")]),
        ("participant", "registration.autosave", {"step": "work"}, step),
        # Nothing of the application is changed and not sent.
        ("participant", "registration.drop_own_changes", {}, []),
        ("participant", "portfolio.share", {}, []),
        ("participant", "portfolio.share_pair", {}, []),
        ("organizer", "documents.prepare", {}, []),
        # The training of this site has no closed wave, so nothing to propose.
        ("organizer", "plan.propose", {}, []),
        ("organizer", "checkin.badge_mark", {}, [("point", "0")]),
        # The results of this site are published; both are asked for a step before.
        ("organizer", "results.close", {}, [("protocol_number", "7")]),
        ("organizer", "results.publication", {}, [("protocol_number", "7")]),
        # These rules ask for no third reading; who needs a reader, the marks of the day decide.
        ("organizer", "thirds.hand", {}, [("juror_id", "1"), ("reason", "Не отвечает.")]),
        ("organizer", "results.one_more_reader", {"place": "judging"}, [("code", "Э-101")]),
        # Rounds that wait for the jury have no buttons, nor have one trial and one panel.
        ("organizer", "scoring.act_on_trial", {}, []),
        ("organizer", "rounds.run", {}, []),
        ("organizer", "rounds.promote", {}, [("how", "chosen"), ("going", "1"), ("reason", "Да.")]),
        ("organizer", "rounds.announce", {}, []),
        ("organizer", "panels.divide", {}, [("way", "evenly")]),
        # The draw of this site waits with closed tickets, and nobody came after it.
        ("organizer", "draw.by_seed", {}, [("seed-seed", "17"), ("seed-source", "Кости")]),
        ("organizer", "draw.by_tickets", {}, [("tickets-step", "1"), ("tickets-reason", "Да.")]),
        ("organizer", "draw.by_numbers", {}, [("numbers-step", "1"), ("n1", "1"), ("n2", "2")]),
        ("organizer", "draw.add_late", {}, []),
        # The participant of this site applied alone, the invited one has not answered.
        ("participant", "pairs.again", {}, [("partner", "Вера"), ("partner_email", "v@v.ru")]),
        ("participant", "pairs.replace", {}, [("partner", "Вера"), ("reason", "Да.")]),
        ("stranger", "pairs.publication", {}, []),
        # The act stands only under a table that was read.
        ("organizer", "quest_outside.take", {}, [("station", "2"), ("seen", "0"), *points]),
        # A team's phone sends them; nobody of this site plays.
        ("stranger", "play.events", {}, []),
        ("stranger", "play.photo", {}, [("key", "0" * 32)]),
        ("stranger", "play.leave", {}, []),
        ("stranger", "pairs.leave", {}, [("reason", "Да.")]),
        ("stranger", "pairs.withdraw_processing", {}, []),
        ("organizer", "pairs.keep_first", {}, []),
        # Somebody has answered it.
        ("organizer", "questionnaires.remove", {}, []),
        # Its answers are under no codes.
        ("stranger", "answering.withdraw", {}, [("code", "АН0742")]),
        ("stranger", "answering.own_of_code", {}, [("code", "АН0742")]),
        # Only the person sees it.
        ("participant", "answering.choose_shown", {}, [("extent", "levels")]),
        ("organizer", "questionnaires.forget_trials", {}, []),
        # Its contest takes no materials any more.
        ("participant", "registration.save_materials", {}, [("videos", "рутуб"), ("text", "Да.")]),
        ("participant", "registration.remove_material", {}, []),
    )
    return [
        Found(
            who,
            endpoint,
            PageForm(
                address(world, endpoint, **more), "post", values, [name for name, _ in values]
            ),
        )
        for who, endpoint, more, values in made
    ]


def one_of_each(form: PageForm) -> list[str]:
    """One field of each kind: of the rows of a table the first."""
    kinds = {re.sub(r"\d+", "0", name): name for name in reversed(form.names)}
    return [name for name in kinds.values() if name != "csrf_token"]


def send(world: World, found: Found, values: MultiDict[str, Any]) -> list[str]:
    """Send a form and say what is wrong with the answer, or with the pages that show it after."""
    with world.watched() as changes:
        answer = world.post(found.who, found.form.action, data=values)
    wrong = faults(answer)
    if answer.status_code not in ANSWERS and not wrong:
        wrong = [f"status {answer.status_code}"]
    if changes:
        wrong += aftermath(world, found, answer.location or found.form.action)
        world.put_back()
    return wrong


def aftermath(world: World, found: Found, following: str) -> list[str]:
    """What breaks once the values are kept: the next page, in the long run one that shows much.

    These take turns: with each of them after each of many thousand values the run took an hour.
    """
    pages = [(found.who, following)]
    if EVERYTHING:
        place = PLACE.get(found.endpoint, "published")
        who, name = next(_SHOWN)
        pages.append((who, address(world, name, place)))
    broken = []
    for who, page in pages:
        answer = world.get(who, page)
        broken += [f"then {page}: {fault}" for fault in faults(answer)]
        answer.close()
    return broken


def test_every_act_is_reached_from_a_page(forms: list[Found]) -> None:
    """Nothing is left out of the tests below."""
    reached = {found.endpoint for found in forms}
    assert sorted(set(ACTS) - reached) == []
    assert sorted(reached - set(ACTS)) == []


def test_every_form_answers_any_garbage_in_any_field(world: World, forms: list[Found]) -> None:
    """One field at a time, the others as the page had them.

    The kinds of garbage take turns: each field meets five of them in the long check, one of the
    telling ones in the short check.
    """
    broken = []
    turn, most = (cycle(ALL_GARBAGE), 5) if EVERYTHING else (cycle(TELLING), 1)
    for found in forms:
        for name in one_of_each(found.form):
            for value in islice(turn, most):
                sent = MultiDict(found.form.values)
                sent.setlist(name, [value])
                wrong = send(world, found, sent)
                broken += [(found.endpoint, name, value[:20], *wrong)] if wrong else []
    assert not broken, "\n".join(map(str, broken))


QUERIES = (
    "page",
    "sort",
    "q",
    "state",
    "nomination",
    "open",
    "method",
    "version",
    "kind",
    "lang",
    "without",
    "aggregation",
    "number",
    "make",
    "juror",
    "codes",
    "filled",
    "owed",
)


def test_pages_answer_any_query(world: World) -> None:
    """Unknown pages, orders and filters lead to a page or to 404.

    In the short check the two that have broken most take turns.
    """
    broken = []
    turn, most = (cycle(ALL_GARBAGE), len(ALL_GARBAGE)) if EVERYTHING else (cycle(TELLING[:2]), 1)
    for endpoint in endpoints(world, "GET"):
        who = first_of(LOOKS[endpoint])
        for value in islice(turn, most):
            query = dict.fromkeys(QUERIES, value[:2000])
            page = address(world, endpoint).partition("?")[0]
            answer = world.get(who, page, query_string=query)
            if faults(answer) or answer.status_code not in ANSWERS:
                broken.append((endpoint, value[:20], answer.status_code))
            answer.close()
    assert not broken, "\n".join(map(str, broken))


WRONG_PARTS = ("0", "9" * 30, "%00", "нет", "a" * 3000)


def test_unknown_parts_of_an_address_are_not_found(world: World) -> None:
    """Whatever stands in the place of an id, a name or a secret.

    In the short check they take turns, two for each place.
    """
    broken = []
    turn, most = cycle(WRONG_PARTS), len(WRONG_PARTS) if EVERYTHING else 2
    for method, may in (("GET", LOOKS), ("POST", ACTS)):
        for endpoint in endpoints(world, method):
            who = first_of(may[endpoint])
            for page in wrong_addresses(world, endpoint, turn, most):
                answer = world.ask(who, method, page)
                if faults(answer) or answer.status_code not in ANSWERS:
                    broken.append((method, page[:70], answer.status_code))
                answer.close()
    assert not broken, "\n".join(map(str, broken))


def wrong_addresses(world: World, endpoint: str, turn: Iterator[str], most: int) -> Iterator[str]:
    """The endpoint's address with one of its arguments replaced, each by the next few in turn."""
    rule = next(world.app.url_map.iter_rules(endpoint)).rule
    right = address(world, endpoint).partition("?")[0]
    patterns = rule.split("/")
    values = right.split("/", len(patterns) - 1)  # a path may have slashes of its own
    parts = zip(patterns, values, strict=True)
    for number, (pattern, _value) in enumerate(parts):
        if "<" in pattern:
            for wrong in islice(turn, most):
                changed = list(values)
                changed[number] = re.sub(r"<.*>", lambda _found, by=wrong: by, pattern)
                yield "/".join(changed)


UPLOADS = {
    "empty": (b"", "письмо.docx"),
    "not what it says": (b"MZ\x90\x00" + b"\0" * 600, "письмо.docx"),
    "of no kind we take": (b"#!/bin/sh\necho\n", "письмо.sh"),
    "without an ending": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "письмо"),
    "broken": (word_file()[:700], "письмо.docx"),
}


@pytest.mark.parametrize("name", UPLOADS)
def test_a_file_that_cannot_be_a_work_is_refused_at_its_field(world: World, name: str) -> None:
    """The page says what is wrong; the work stays as it was."""
    content, file_name = UPLOADS[name]
    sent = {"title": "Звонок", "text": "", "file": (BytesIO(content), file_name)}
    answer = world.post("participant", address(world, "registration.save_work"), data=sent)
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text


def test_a_file_larger_than_allowed_is_refused(world: World) -> None:
    """One over the limit of a file at its field, one over the limit of a request with 413."""
    page = address(world, "registration.save_work")
    for size, status, message in ((21, 422, "больше 20 МБ"), (63, 413, "слишком большой")):
        content = BytesIO(word_file() + b"\0" * (size * 2**20))
        boundary, body = encode_multipart({"title": "А", "file": FileStorage(content, "а.docx")})
        kind = f"multipart/form-data; boundary={boundary}"
        answer = world.post("participant", page, data=body, content_type=kind)
        assert answer.status_code == status
        assert message in words(answer)
        answer.close()


PATHS = ("../../../письмо.docx", "C:\\письма\\письмо.docx", "пись\x1bмо.docx", "con.docx")


@pytest.mark.parametrize("name", PATHS)
def test_a_path_in_a_file_name_leads_nowhere(world: World, name: str) -> None:
    """The file is kept under its last name, and given back under it."""
    sent = {"title": "Звонок", "file": (BytesIO(word_file()), name)}
    answer = world.post("participant", address(world, "registration.save_work"), data=sent)
    assert answer.status_code == 302
    with world.app.app_context():
        kept = db.session.scalars(select(EntryFile).order_by(EntryFile.id.desc())).first()
        assert kept is not None
        shown, file_id = kept.file.name, kept.id
    assert not set("/\\\x1b") & set(shown)
    assert shown.endswith(".docx")
    token = world.names["open"]["draft"]
    slug = world.names["open"]["slug"]
    given = world.get("participant", f"/events/{slug}/register/{token}/files/{file_id}")
    assert given.status_code == 200
    assert given.headers["Content-Disposition"].startswith("attachment")
    given.close()
