"""What became of winners at a higher level: written down, vouched for, shown, put right."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.journal.operations import event_chain
from eventkit.journal.queries import lines_of
from eventkit.portfolio.queries import items_of
from eventkit.results.onward.queries import onward_results
from eventkit.results.operations import calculate, publish
from eventkit.scoring.rules_operations import close_judging
from eventkit.testing.duets import Duet, judged_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words

pytestmark = pytest.mark.database

WON = {
    "level": "region",
    "title": "«Педагогический дуэт», региональный этап",
    "outcome": "prize",
    "place": "2",
    "held_on": "14.11.2026",
    "document": "диплом № 12",
}


@pytest.fixture
def duet(app: Flask) -> Duet:
    """Two pairs with published results; the first one has won."""
    made = judged_duet(2, 2, marks=lambda _juror, entry, _trial: entry)
    close_judging(made.event)
    publish(calculate(made.event, "system"), actor="system")
    db.session.commit()
    return made


def office(client: FlaskClient, duet: Duet, role: str) -> str:
    sign_in(client, create_account(roles={duet.event.id: role}))
    return f"/manage/{duet.event.slug}/results/onward"


def record(client: FlaskClient, here: str, duet: Duet, **changes: Any) -> str:
    values = WON | {"entry_id": str(duet.entries[0].id)} | changes
    return words(client.post(f"{here}/new", data=values, follow_redirects=True))


def lines(duet: Duet) -> list[list[tuple[str, str, str]]]:
    """Of both members of the first pair what stands in the portfolio from elsewhere."""
    db.session.expire_all()
    return [
        [
            (item.level, item.result, item.document_number)
            for item in items_of(author.person_id)
            if item.kind == "onward"
        ]
        for author in duet.entries[0].authors
    ]


def test_both_members_and_the_public_see_it_once_it_is_confirmed(
    client: FlaskClient, duet: Duet
) -> None:
    here = office(client, duet, "organizer")
    public = f"/events/{duet.event.slug}/results"
    assert "Записей пока нет" in words(client.get(here))
    assert "не подтверждено" in record(client, here, duet)
    assert (lines(duet), "Следующий уровень" in words(client.get(public))) == ([[], []], False)
    [row] = onward_results(duet.event)
    said = words(client.post(f"{here}/{row.id}/confirm", follow_redirects=True))
    assert "Подтверждено: запись видна в итогах и в портфолио" in said
    assert "региональный уровень – призёр, 2 место, 14 ноября 2026" in words(client.get(public))
    assert lines(duet) == [[("региональный", "призёр, 2 место", "диплом № 12")]] * 2
    acts = [line.act for line in lines_of(event_chain(duet.event.id))]
    assert {"onward.recorded", "onward.confirmed"} <= set(acts)
    # a change waits for a new confirmation, and so does nothing else
    client.post(f"{here}/{row.id}", data=WON | {"place": "1", "outcome": "winner"})
    assert (lines(duet), "Следующий уровень" in words(client.get(public))) == ([[], []], False)
    client.post(f"{here}/{row.id}/confirm")
    assert lines(duet) == [[("региональный", "победитель, 1 место", "диплом № 12")]] * 2
    client.post(f"{here}/{row.id}/remove")
    assert lines(duet) == [[], []]


def test_a_secretary_writes_down_and_the_organizer_vouches(client: FlaskClient, duet: Duet) -> None:
    here = office(client, duet, "secretary")
    record(client, here, duet)
    [row] = onward_results(duet.event)
    assert "Подтвердить" not in words(client.get(here))
    assert client.post(f"{here}/{row.id}/confirm").status_code == 403
    here = office(client, duet, "observer")
    assert client.get(here).status_code == 200
    assert client.post(f"{here}/new", data=WON).status_code == 403


WRONG: list[tuple[dict[str, str], str]] = [
    ({"title": ""}, "обязательно"),
    ({"outcome": "sent"}, "Место бывает у победителя и призёра"),
    ({"place": "ноль"}, "Напишите число"),
    ({"level": "moon"}, "Уровень"),
    ({"held_on": "31.02.2026"}, "Когда"),
    ({"entry_id": "999999"}, "Кто"),
]


def test_what_cannot_be_is_said_at_its_field(client: FlaskClient, duet: Duet) -> None:
    here = office(client, duet, "organizer")
    for changes, message in WRONG:
        assert message in record(client, here, duet, **changes), changes
    assert not onward_results(duet.event)


def test_nothing_is_confirmed_without_a_paper(client: FlaskClient, duet: Duet) -> None:
    here = office(client, duet, "organizer")
    record(client, here, duet, document="")
    [row] = onward_results(duet.event)
    said = words(client.post(f"{here}/{row.id}/confirm", follow_redirects=True))
    assert "Впишите документ" in said
    assert lines(duet) == [[], []]
    # that somebody was sent needs no paper
    client.post(f"{here}/{row.id}", data=WON | {"document": "", "place": "", "outcome": "sent"})
    client.post(f"{here}/{row.id}/confirm")
    assert lines(duet) == [[("региональный", "направлен(а)", "")]] * 2


def test_before_publication_there_is_nobody_to_send(app: Flask, client: FlaskClient) -> None:
    duet = judged_duet(1, 1)
    here = office(client, duet, "organizer")
    page = words(client.get(here))
    assert "Итоги ещё не опубликованы" in page
    assert client.post(f"{here}/new", data=WON | {"entry_id": "1"}).status_code == 422
