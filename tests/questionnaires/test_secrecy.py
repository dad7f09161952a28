"""Somebody with the whole database tries to tell who answered what, and cannot."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, select, text

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.people.passwords import token_hash
from eventkit.questionnaires.models import Invitation, Response, Theme, ThemedAnswer
from eventkit.testing.factories import create_person
from tests.questionnaires.answering import RIGHT, asked_in, uid

PEOPLE = 12
ORDER = {"sqlite": "rowid", "postgresql": "ctid"}


def physical(table):
    """Ids in the order in which the rows lie."""
    order = ORDER[db.engine.dialect.name]
    return list(db.session.scalars(text(f"SELECT id FROM {table} ORDER BY {order}")))


def played(client):
    """Twelve people answer one after another by personal links; returns what came in that order."""
    wave = asked_in(once=True)
    tokens = [f"token-{number}" for number in range(PEOPLE)]
    people = []
    for token in tokens:
        one = Invitation(wave=wave, person=create_person(), token_hash=token_hash(token))
        db.session.add(one)
        db.session.flush()
        people.append(one.id)
    db.session.commit()
    arrived = []
    for number, token in enumerate(tokens):
        sent = RIGHT | {"uid": uid(number), "q-why": f"Ответ {number}"}
        assert client.post(f"/q/{wave.code}/p/{token}", data=sent).status_code == 303
        query = select(Response.id).where(Response.uid == uid(number))
        arrived.append(db.session.scalar(query))
    return wave, people, arrived


def test_neither_order_nor_transaction_tells_which_answer_is_whose(client, app):
    _wave, people, arrived = played(client)
    answers = physical("questionnaire_response")
    links = physical("questionnaire_invitation")
    assert sorted(answers) == sorted(arrived)
    assert sorted(links) == sorted(people)
    # Each once in twelve factorial by chance.
    assert answers not in (arrived, arrived[::-1])
    assert links not in (people, people[::-1])
    pairs = dict(zip(answers, links, strict=True))
    right = dict(zip(arrived, people, strict=True))
    # By chance one of twelve is right; eight or more once in 100 million.
    assert sum(pairs[one] == right[one] for one in pairs) < 8
    if db.engine.dialect.name == "postgresql":
        wrote = "SELECT xmin::text FROM questionnaire_response UNION"
        both = text(f"{wrote} SELECT xmin::text FROM questionnaire_invitation")
        assert len(set(db.session.scalars(both))) == 1


def test_an_anonymous_answer_holds_no_account_no_name_and_no_time(client, app):
    wave, _people, arrived = played(client)
    columns = db.metadata.tables["questionnaire_response"].c
    assert not [one.name for one in columns if isinstance(one.type, DateTime)]
    assert not [
        one.name
        for one in db.metadata.tables["questionnaire_invitation"].c
        if isinstance(one.type, DateTime) or one.type.python_type is datetime
    ]
    for row in db.session.scalars(select(Response).where(Response.wave_id == wave.id)):
        assert (row.person_id, row.respondent, row.pair) == (None, "", "")
    lines = db.session.scalars(select(JournalLine)).all()
    assert not [line.act for line in lines if "answer" in line.act]
    told = " ".join(f"{line.subject} {line.data}" for line in lines)
    assert not [one for one in arrived if str(one) in told]


def test_what_hangs_on_an_answer_stays_when_rows_are_written_anew(client, app):
    wave = asked_in()
    client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(1)})
    response = db.session.scalar(select(Response))
    theme = Theme(questionnaire=wave.questionnaire, item="why", title="Случай")
    db.session.add(ThemedAnswer(theme=theme, response=response))
    db.session.commit()
    client.post(f"/q/{wave.code}", data=RIGHT | {"uid": uid(2)})
    assert [one.response.uid for one in db.session.scalars(select(ThemedAnswer))] == [uid(1)]
