"""A member of a pair is replaced or leaves: who hears of it, what remains, when it is too late."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.journal.models import JournalLine
from eventkit.journal.queries import verify
from eventkit.mail.models import Letter
from eventkit.registration.models import Consent, Registration
from eventkit.registration.pairs.members import join
from eventkit.registration.pairs.models import Partner
from eventkit.testing.pages import words
from eventkit.testing.registration import Applicant, only
from eventkit_duet.operations import save_conditions
from tests.registration.test_pair_changes import IYA, NEW, letters_to, post
from tests.registration.test_pairs import (  # noqa: F401 - event and sent are fixtures
    MENTOR,
    PAIR,
    apply,
    confirm,
    event,
    link,
    organizer,
    page_of,
    roles,
    sent,
)

VERA = {"last_name": "Весенняя", "first_name": "Вера", "patronymic": "Юрьевна"} | {
    "birth_date": "05.05.2001",
    "teaching_since": "01.09.2023",
    "email": "vera@example.org",
}


@pytest.fixture
def admitted(app, sent, event):  # noqa: F811
    event.contact_email = "office@example.org"
    confirm(app)
    post(app, event, "admit")
    return sent


def address_in(email, part):
    body = letters_to(email)[-1]
    return re.search(rf"/events/\S+/{part}/[\w-]+", body)[0]


def ask_vera(app, event, **more):  # noqa: F811
    data = {"partner": "Весенняя Вера", "partner_email": VERA["email"], "reason": "Болезнь"}
    return post(app, event, "pair/replace-first", **(data | more))


def test_the_one_who_applied_is_replaced_and_the_page_moves(app, client, admitted, event):  # noqa: F811
    bare = ask_vera(app, event, reason=" ")
    assert bare.status_code == 422
    assert "Напишите причину." in words(bare)
    assert "Приглашение отправлено" in words(ask_vera(app, event))
    assert "До подтверждения состав прежний." in words(page_of(app, event))
    assert roles() == [("mentor", "Наставникова"), ("young", "Первоклашкина")]
    assert "вместо участника, который выбывает" in letters_to(VERA["email"])[-1]
    assert "Спасибо" in words(confirm(app, **VERA))

    row = only()
    assert roles() == [("mentor", "Наставникова"), ("young", "Весенняя")]
    assert (row.state, row.email, row.person.last_name) == ("admitted", VERA["email"], "Весенняя")
    assert client.get(admitted.address).status_code == 404
    own = app.test_client().get(address_in(VERA["email"], "register"))
    assert "Весенняя Вера Юрьевна" in words(own)
    assert "Вместо вас" in letters_to("darya@example.org")[-1]
    assert "с вами выступит Весенняя Вера Юрьевна" in letters_to("olga@example.org")[-1]
    assert "снова в полном составе" in only_subject("office@example.org")
    acts = db.session.scalars(select(JournalLine.act)).all()
    assert acts.count("pair.replaced") == 1
    assert verify() == []


def only_subject(email):
    query = select(Letter.subject).filter_by(recipient=email).order_by(Letter.id)
    return db.session.scalars(query).all()[-1]


def test_a_former_member_takes_back_the_own_consents(app, admitted, event):  # noqa: F811
    ask_vera(app, event)
    confirm(app, **VERA)
    page = address_in("darya@example.org", "pair")
    former = app.test_client()
    shown = words(former.get(page))
    assert "На обработку персональных данных" in shown
    assert "приглашает вас" not in shown
    answer = former.post(f"{page}/processing/withdraw", follow_redirects=True)
    assert "Действующих согласий нет." in words(answer)
    standing = select(Consent).where(Consent.withdrawn_at.is_(None))
    assert {row.person.last_name for row in db.session.scalars(standing)} == {
        "Весенняя",
        "Наставникова",
    }
    assert "отзывает согласие на обработку данных" in words(page_of(app, event))
    assert "Удалите данные" in letters_to("office@example.org")[-1]
    former.post(f"{page}/publication/give")
    assert len(db.session.scalars(standing).all()) == 2


def test_the_place_stays_when_the_asked_one_declines_or_is_asked_no_more(app, admitted, event):  # noqa: F811
    ask_vera(app, event)
    first = link()
    app.test_client().post(f"{first}/decline", data={"reason": "Уезжаю"})
    assert "Состав пары остаётся прежним." in letters_to("office@example.org")[-1]
    listed = organizer(app, event).get(f"/manage/{event.slug}/registrations")
    assert "приглашение отклонено" in words(listed)
    post(app, event, "pair/keep-first")
    assert app.test_client().get(first).status_code == 404
    assert "приглашение отклонено" not in words(
        organizer(app, event).get(f"/manage/{event.slug}/registrations")
    )
    assert roles() == [("mentor", "Наставникова"), ("young", "Первоклашкина")]


def test_conditions_hold_for_the_new_one_too(app, sent, event):  # noqa: F811
    """On 1 October 2025 the new one is 30; up to 25 may come."""
    confirm(app)
    save_conditions(event, schools="any", young_max_age=25)
    db.session.commit()
    ask_vera(app, event)
    confirm(app, **(VERA | {"birth_date": "01.01.1995"}))
    assert (only().state, only().reason_code) == ("refused", "age_over")


def test_nobody_is_replaced_after_the_pair_has_performed(app, admitted, event):  # noqa: F811
    ask_vera(app, event)
    only().entry.running_total = 7_000_000
    db.session.commit()
    assert "Пара уже выступила в прежнем составе." in words(confirm(app, **VERA))
    for what in ("pair/replace", "pair/replace-first"):
        answer = post(app, event, what, **NEW, reason="Болезнь")
        assert "Пара уже выступала, поэтому состав не меняют" in words(answer)
    assert roles() == [("mentor", "Наставникова"), ("young", "Первоклашкина")]


def test_the_second_leaves_an_admitted_pair(app, admitted, event):  # noqa: F811
    own = link()
    answer = app.test_client().post(
        f"{own}/leave", data={"reason": "Переезд"}, follow_redirects=True
    )
    assert "Вы больше не участвуете в этой паре." in words(answer)
    assert roles() == [("young", "Первоклашкина")]
    for email in ("darya@example.org", "office@example.org"):
        assert "«Переезд»" in letters_to(email)[-1]
    listed = words(organizer(app, event).get(f"/manage/{event.slug}/registrations?state=admitted"))
    assert "Парам не хватает участника." in listed
    assert "второй вышел" in listed
    answer = post(app, event, "pair/replace", **NEW, reason="Переезд")
    assert "ещё не подтвердил участие в допущенной паре" in words(
        organizer(app, event).get(f"/manage/{event.slug}/registrations")
    )
    assert "вместо участника Наставникова" in letters_to("darya@example.org")[-1]
    assert app.test_client().get(address_in("olga@example.org", "pair")).status_code == 200
    confirm(app, **IYA)
    assert roles() == [("mentor", "Новикова"), ("young", "Первоклашкина")]


def test_one_person_performs_in_one_pair(app, client, sent, event):  # noqa: F811
    """The mentor of the first pair is asked into a second one, and applies for a third."""
    confirm(app)
    other = apply(app.test_client(), event, last_name="Второклашкина", email="v@example.org")
    refused = confirm(app)
    assert refused.status_code == 422
    assert "уже в другой паре этого конкурса" in words(refused)
    assert [row.state for row in db.session.scalars(select(Partner))] == ["confirmed", "invited"]
    you = {name: MENTOR[name] for name in Applicant(client, event).you if name in MENTOR}
    third = app.test_client().post(f"/events/{event.slug}/register", data=you)
    assert third.status_code == 422
    assert "уже в другой паре этого конкурса" in words(third)
    assert other.get().status_code == 200


def test_a_pair_that_came_otherwise_is_seen_in_the_queue(app, sent, event):  # noqa: F811
    confirm(app)
    apply(app.test_client(), event, last_name="Второклашкина", email="v@example.org")
    rows = db.session.scalars(select(Registration).order_by(Registration.number)).all()
    mentor = next(m for m in rows[0].group.members if m.role == "mentor").person
    join(rows[1], mentor, "mentor")
    db.session.commit()
    listed = words(organizer(app, event).get(f"/manage/{event.slug}/registrations"))
    assert "ещё в паре: № 2" in listed
    assert "ещё в паре: № 1" in listed


@pytest.mark.parametrize(
    ("day", "state", "said"),
    [("01.10.2024", "submitted", "приказу № 12 от 1 октября 2024"), ("02.10.2024", "refused", "")],
)
def test_the_order_of_mentoring_counts_where_the_registry_knows_nothing(
    app,
    client,
    event,  # noqa: F811
    day,
    state,
    said,
):
    """Twelve full months until 1 October 2025: from 1 October 2024, not from the day after."""
    save_conditions(event, schools="any", min_months=12)
    db.session.commit()
    apply(client, event)
    bad = confirm(app, order_number="12", order_date="31.02.2024")
    assert bad.status_code == 422
    assert 'value="31.02.2024"' in bad.text
    assert "Напишите номер приказа." in words(confirm(app, order_number="", order_date=day))
    confirm(app, order_number="12", order_date=day)
    assert only().state == state
    assert only().group.order_date == date(2024, 10, int(day[:2]))
    assert said in words(page_of(app, event))
