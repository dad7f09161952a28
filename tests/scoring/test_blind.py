"""Blind reading: whatever a juror fetches, nothing but the work's own text tells who wrote it.

The juror asks for every address of the site with every number, code and key that is known, follows
every link, saves marks, makes mistakes, reads the letters and opens the files with all that lies in
them. Names are looked for by their stems, so no grammatical case escapes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import urljoin

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import AnyConverter, IntegerConverter, Rule
from werkzeug.test import TestResponse

from eventkit.db import db
from eventkit.entries.models import Entry
from eventkit.events.models import Event
from eventkit.jobs.running import run_due
from eventkit.juries.models import Assignment, Juror
from eventkit.juries.operations import add_juror, assign, make_chair, withdraw
from eventkit.mail.models import Letter
from eventkit.registration.models import Registration
from eventkit.registration.operations import admit
from eventkit.scoring.models import Criterion
from eventkit.scoring.operations import enter_sheet, open_sheet, save_comment
from eventkit.scoring.rules_operations import open_judging, set_rules
from eventkit.testing.factories import create_account, create_organization, create_person, sign_in
from eventkit.testing.juries import create_criterion
from eventkit.testing.registration import CLOSES, DURING, Applicant, create_open_event
from eventkit.web.clock import set_clock
from tests.scoring.traces import texts_in, texts_of

# A teacher with a name, a school and addresses that occur nowhere else.
AUTHOR = {
    "last_name": "Первоцветова",
    "first_name": "Аграфена",
    "patronymic": "Евстафьевна",
    "email": "agrafena.pervotsvetova@example.org",
    "phone": "+7 914 555-01-77",
    "position": "учитель логопедии",
}
SCHOOL = "МАОУ СОШ №77 с. Зазеркалово"
STEMS = (
    "первоцвет",
    "аграфен",
    "евстафьев",
    "зазеркал",
    "№77",
    "№ 77",
    "логопед",
    "pervotsvet",
    "agrafena",
    "555-01-77",
    "5550177",
)
# What the author says of herself in the work is the work; it is taken out before looking.
OWN_WORDS = "Меня зовут Аграфена Первоцветова, и двадцать лет назад я приехала в Зазеркалово."
TYPED = f"Дорогой коллега.\n\n{OWN_WORDS}"
NAME = "Первоцветова Аграфена Евстафьевна"


def word_work() -> bytes:
    """As Word saves it: the name in the properties, the header, a comment and a revision."""
    document = docx.Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.title = NAME
    properties.keywords = properties.comments = SCHOOL
    document.sections[0].header.paragraphs[0].text = f"{NAME}, {SCHOOL}"
    first = document.add_paragraph("Дорогой первый класс.")
    document.add_comment(first.runs[0], text=f"Проверила {NAME}", author=NAME, initials="П")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_work() -> bytes:
    """With the name in the document's information."""
    import typst

    source = f'#set document(author: "{NAME}", title: "{SCHOOL}")\nДорогой первый звонок.'
    return bytes(typst.compile(source.encode(), format="pdf"))


WORKS: tuple[dict[str, Any], ...] = (
    {"title": "Письмо без подписи", "text": TYPED},
    {"title": "Письмо в Word", "text": "", "file": (word_work, f"{NAME}, {SCHOOL}.docx")},
    {"title": "Письмо в PDF", "text": "", "file": (pdf_work, "Pervotsvetova Зазеркалово.pdf")},
)


@dataclass
class Scene:
    """A contest that is being judged blind, and a juror's browser with what it has met."""

    app: Flask
    event: Event
    juror: Juror
    client: FlaskClient
    door: str = ""
    fetched: dict[str, int] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    stems: tuple[str, ...] = STEMS

    def fetch(self, path: str, method: str = "GET", **options: Any) -> TestResponse:
        """Ask for something and look through all that comes back."""
        answer = self.client.open(path, method=method, **options)
        self.fetched[f"{method} {path}"] = answer.status_code
        assert answer.status_code != 500, path
        for place, text in texts_of(answer):
            self.look(f"{method} {path}: {place}", text)
        return answer

    def look(self, place: str, text: str) -> None:
        """Note each trace of the author outside of the author's own words."""
        plain = " ".join(text.replace("\u00a0", " ").replace("\u2060", "").split())
        plain = plain.replace(OWN_WORDS, "").casefold()
        self.found += [f"{place}: {stem}" for stem in self.stems if stem in plain]


@pytest.fixture
def scene(app: Flask) -> Scene:
    """Three works of one author in three forms, given to a juror from another school."""
    set_clock(lambda: DURING)
    event = create_open_event()
    create_criterion(event, "K1", "5")
    create_criterion(event, "K2", "10", step="0.5")
    set_rules(event, {"sheets_per_entry": 1})
    create_organization(short_name=SCHOOL, place="с. Зазеркалово")
    db.session.commit()
    for work in WORKS:
        applicant = Applicant(app.test_client(), event, **AUTHOR)
        applicant.school = SCHOOL
        applicant.start()
        applicant.post("school", organization=SCHOOL)
        applicant.post("nomination", nomination=applicant.nomination)
        values = {name: value for name, value in work.items() if name != "file"}
        if "file" in work:
            make, name = work["file"]
            values["file"] = (io.BytesIO(make()), name)
        applicant.post("work", **values)
        applicant.post("consents", processing="y", publication="y")
        assert applicant.send().location.endswith("/sent")
    set_clock(lambda: CLOSES)
    for registration in db.session.scalars(select(Registration)).all():
        admit(registration, at=CLOSES)
    juror = add_juror(event, create_person(last_name="Судейкина", email="juror@example.org"))
    for registration in db.session.scalars(select(Registration)).all():
        assert registration.entry
        assign(juror, registration.entry, event.trials[0])
    open_judging(event)
    db.session.commit()
    run_due()
    return Scene(app, event, juror, app.test_client())


def come_in(scene: Scene) -> None:
    """The organizer sends the personal link and later a reminder; the juror takes the link."""
    organizer = scene.app.test_client()
    sign_in(organizer, create_account(roles={scene.event.id: "organizer"}))
    organizer.post(f"/manage/{scene.event.slug}/jury/letters")
    organizer.post(f"/manage/{scene.event.slug}/jury/remind")
    letters = db.session.scalars(select(Letter).filter_by(recipient="juror@example.org")).all()
    assert {letter.kind for letter in letters} >= {"jury_link", "jury_reminder"}
    for letter in letters:
        scene.look("letter", f"{letter.subject}\n{letter.body}")
    invitation = next(letter for letter in letters if letter.kind == "jury_link")
    link = re.search(r"/jury/[\w-]+", invitation.body)
    assert link
    scene.door = link[0]
    scene.fetch(scene.door)
    assert scene.fetch(scene.door, "POST").location == "/jury"


def follow_every_link(scene: Scene) -> None:
    """From the list of works wherever it leads."""
    waiting = ["/jury"]
    while waiting:
        path = waiting.pop()
        if f"GET {path}" in scene.fetched or path.startswith("/static/"):
            continue
        answer = scene.fetch(path)
        if answer.mimetype == "text/html":
            links = re.findall(r'(?:href|src|hx-get|data-[\w-]*url)="([^"#]+)', answer.text)
            waiting += [
                urljoin(path, unescape(link)) for link in links if not re.match(r"\w+:", link)
            ]


def ask_every_address(scene: Scene) -> None:
    """Every page of the site with every number and name that could open something."""
    codes = [code or "" for code in db.session.scalars(select(Entry.code))]
    words = (scene.event.slug, *codes, "my-1", "my-2", "awards", scene.door.rpartition("/")[2])
    for rule in scene.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        choices = [_values(rule, name, words) for name in sorted(rule.arguments)]
        for values in product(*choices):
            with scene.app.test_request_context():
                path = scene.app.url_for(
                    rule.endpoint, **dict(zip(sorted(rule.arguments), values, strict=True))
                )
            if f"GET {path}" not in scene.fetched:
                scene.fetch(path)


def _values(rule: Rule, name: str, words: Sequence[str]) -> Sequence[Any]:
    """What could stand at one place of an address."""
    converter = rule._converters[name]
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)
    if isinstance(converter, IntegerConverter):
        return range(1, 5)
    return words[:1] if name == "slug" else words


def touch(scene: Scene, task: int, field: str, value: str) -> None:
    """What the phone sends, from two devices that do not know of each other."""
    for device in ("phone", "tablet"):
        made = {"id": f"{device}-{field}-{value}".encode().hex(), "task": task, "field": field}
        made |= {"value": f"{value}", "base": 0, "counter": len(scene.fetched)}
        data = {"device": device, "touches": [made]}
        scene.fetch("/jury/touches", "POST", json=data)


def work_on_sheets(scene: Scene) -> None:
    """Save marks touch by touch and wrongly, keep a draft, send, take back, step aside."""
    tasks = db.session.scalars(select(Assignment)).all()
    criteria = db.session.scalars(select(Criterion)).all()
    for task in tasks:
        sheet = f"/jury/sheets/{task.id}"
        for criterion in criteria:
            for value in ("3", "99", "много"):
                touch(scene, task.id, f"c{criterion.id}", value)
        touch(scene, task.id, "person", "1")
        scene.fetch(sheet, "POST", data={"act": "save", "author": "Спасибо."})
        scene.fetch(sheet, "POST", data={"act": "submit"}, follow_redirects=True)
        scene.fetch(f"{sheet}/reopen", "POST", follow_redirects=True)
    first = f"/jury/sheets/{tasks[0].id}/recuse"
    scene.fetch(first)
    scene.fetch(first, "POST", data={}, follow_redirects=True)
    scene.fetch(first, "POST", data={"reason": "Узнала автора."}, follow_redirects=True)


@pytest.mark.parametrize(
    "presides",
    [pytest.param(False, marks=pytest.mark.all), True],
    ids=["a member", "the chair, who sees more"],
)
def test_nothing_that_a_juror_fetches_names_the_author(scene: Scene, presides: bool) -> None:
    if presides:
        make_chair(scene.juror)
        db.session.commit()
    come_in(scene)
    follow_every_link(scene)
    ask_every_address(scene)
    work_on_sheets(scene)
    follow_every_link(scene)
    opened = [path for path, status in scene.fetched.items() if status == 200]
    files = [path for path in opened if "/files/" in path]
    assert len(files) == 2, "the Word file and the PDF were there to be fetched"
    assert len([path for path in opened if path.startswith("GET /jury/sheets/")]) >= 6
    assert scene.found == []


@pytest.mark.parametrize(
    "sees",
    [
        pytest.param("nothing", marks=pytest.mark.all),
        pytest.param("totals", marks=pytest.mark.all),
        "marks",
    ],
)
def test_a_third_reader_meets_neither_the_author_nor_the_first_two(scene: Scene, sees: str) -> None:
    """Whatever the rules let the third see of the two sheets, nobody's name is in it."""
    rules = {
        "aggregation": "two_plus_third",
        "sheets_per_entry": 2,
        "divergence_points": 5,
        "third_policy": "closest_two",
        "third_sees": sees,
        "third_days": 3,
    }
    set_rules(scene.event, rules, reason="проверка")
    for task in db.session.scalars(select(Assignment)).all():
        withdraw(task)
    entries = db.session.scalars(select(Entry).order_by(Entry.id)).all()
    for name, marks in (("Первицкая", ("0", "1.5")), ("Вторушина", ("5", "10"))):
        reader = add_juror(scene.event, create_person(last_name=name, email=f"{name}@example.org"))
        for entry in entries:
            task = assign(reader, entry, scene.event.trials[0])
            save_comment(open_sheet(task), "author", f"Примечательно. {name}")
            enter_sheet(task, dict(zip(("K1", "K2"), marks, strict=True)))
    thirds = db.session.scalars(select(Assignment).filter_by(juror_id=scene.juror.id)).all()
    assert [task.reading for task in thirds] == [3, 3, 3]
    db.session.commit()
    asked = db.session.scalars(select(Letter).filter_by(kind="third_reading")).all()
    for letter in asked:
        scene.look("letter", f"{letter.subject}\n{letter.body}")
    scene.stems = (*STEMS, "первицк", "вторушин", "примечательно")
    come_in(scene)
    follow_every_link(scene)
    ask_every_address(scene)
    work_on_sheets(scene)
    follow_every_link(scene)
    page = scene.fetch(f"/jury/sheets/{thirds[1].id}").text.replace("\u00a0", " ")
    assert ("1,5" in page) is (sees != "nothing"), "the first total and mark"
    assert len(asked) == 3
    # The public page names the whole jury; which of them read what, nothing tells.
    members = tuple(f"page: {stem}" for stem in ("первицк", "вторушин"))
    public = f"GET /events/{scene.event.slug}"
    assert [t for t in scene.found if not (t.startswith(public) and t.endswith(members))] == []


def test_the_search_finds_a_name_in_every_case_and_place() -> None:
    """What this test relies on: stems, encodings, packed members and streams."""
    scene = Scene(None, None, None, None)  # type: ignore[arg-type]
    scene.look("page", "Работу Первоцветовой из Зазеркалова передали")
    assert len(scene.found) == 2
    for data in (word_work(), pdf_work()):
        scene.found = []
        for place, text in texts_in(data):
            scene.look(place, text)
        assert any("первоцвет" in trace for trace in scene.found)
