"""Cards of pairs, their consents, and portfolios of both members and of the pair."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from eventkit.db import db
from eventkit.hooks import active_plugins
from eventkit.portfolio.queries import items_of
from eventkit.registration.models import Consent, Registration
from eventkit.registration.operations import give_consent
from eventkit.registration.pairs.operations import invite
from eventkit.results.operations import calculate, publish
from eventkit.scoring.rules_operations import close_judging
from eventkit.testing.duets import create_duet, judged_duet
from eventkit.testing.factories import create_account, sign_in
from eventkit.testing.pages import words
from eventkit.web.clock import now


def picture(size: tuple[int, int] = (2400, 1200)) -> io.BytesIO:
    from PIL import Image

    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "секретное место"
    Image.new("RGB", size, "teal").save(made, "JPEG", exif=exif)
    made.seek(0)
    return made


class Place:
    """Two pairs; the first has two accounts."""

    def __init__(self, client) -> None:
        self.client = client
        self.duet = create_duet(pairs=2, jurors=1)
        self.event, self.entry = self.duet.event, self.duet.entries[0]
        query = select(Registration).where(Registration.entry_id == self.entry.id)
        self.registration = db.session.scalars(query).one()
        self.members = [
            create_account(one.person, email=one.person.email) for one in self.entry.group.members
        ]
        base = f"/duet/{self.event.slug}"
        self.own = f"{base}/own/my-{self.registration.id}/card"
        self.card = f"{base}/pairs/{self.entry.id}"
        self.manage = f"{base}/manage/cards"
        db.session.commit()

    def publishable(self) -> None:
        """Both allow their names to be published."""
        for account in self.members:
            self.registration.person_id = account.person_id
            give_consent(self.registration, "publication", at=now(), actor="system")
        db.session.commit()

    def save(self, then: str = "ready", **data):
        sent = {"motto": "Вместе – дальше", "then": then} | data
        return self.client.post(self.own, data=sent, content_type="multipart/form-data")


@pytest.fixture
def place(client) -> Place:
    return Place(client)


def test_a_card_is_public_only_when_ready_and_both_agreed(place, client, app):
    stranger = app.test_client()
    place.publishable()
    event_page = f"/events/{place.event.slug}"
    sign_in(client, place.members[0])
    assert place.save("draft", photo=(picture(), "мы.jpg")).status_code == 302
    assert "черновик" in words(client.get(place.own))
    assert client.get(place.card).status_code == 200
    assert stranger.get(place.card).status_code in (302, 403, 404)
    place.save()
    client.post(f"{place.own}/agree")
    assert stranger.get(place.card).status_code in (302, 403, 404)
    assert "Камертон" not in words(stranger.get(event_page))
    sign_in(client, place.members[1])
    client.post(f"{place.own}/agree")
    assert "Вместе – дальше" in words(stranger.get(place.card))
    assert "«Камертон»" in words(stranger.get(event_page))
    panels = active_plugins().ask_others(
        "eventkit_panels", place.event, place="results.ceremony", subject=place.entry, viewer=None
    )
    assert [panel.title for panel in panels] == ["Камертон"]
    client.post(f"{place.own}/hide")
    assert stranger.get(place.card).status_code in (302, 403, 404)
    assert stranger.get(f"{place.card}/photo.jpg").status_code in (302, 403, 404)
    client.post(f"{place.own}/agree")
    place.save(photo=(picture((10, 10)), "другая.jpg"))
    assert stranger.get(place.card).status_code in (302, 403, 404), "a new picture asks both again"


def second_by_link(entry) -> str:
    """The secret of the second, who has confirmed; the first is the one who applied."""
    query = select(Registration).where(Registration.entry_id == entry.id)
    row = db.session.scalars(query).one()
    first, second = (one.person for one in entry.group.members)
    row.person = first
    partner, token = invite(row, second.full_name, "second@example.org")
    partner.person, partner.state, partner.confirmed_at = second, "confirmed", now()
    db.session.commit()
    return token


def test_the_second_agrees_by_the_link_for_oneself_alone(place, client, app):
    stranger, token = app.test_client(), second_by_link(place.entry)
    link = f"/duet/{place.event.slug}/own/{token}/card"
    page = words(app.test_client().get(f"/events/{place.event.slug}/pair/{token}"))
    assert "Рассказать о паре" in page
    place.publishable()
    place.registration.person_id = place.members[0].person_id
    sign_in(client, place.members[0])
    place.save()
    assert stranger.post(f"{link}/agree").status_code == 302
    assert stranger.get(place.card).status_code in (302, 403, 404), "the first has not agreed"
    client.post(f"{place.own}/agree")
    assert "Вместе – дальше" in words(app.test_client().get(place.card))
    assert f"/pair/{token}" in stranger.get(link).text


def test_a_photograph_is_drawn_anew_and_what_is_none_is_refused(place, client):
    from PIL import Image

    sign_in(client, place.members[0])
    place.save(photo=(picture(), "мы.jpg"))
    answer = client.get(f"{place.card}/photo.jpg")
    with Image.open(io.BytesIO(answer.data)) as shown:
        assert shown.size == (1600, 800)
        assert not shown.getexif()
    for bad in (b"<svg onload=alert(1)>", b"\xff\xd8\xff" + b"\x00" * 50, b"%PDF-1.7"):
        refused = place.save(photo=(io.BytesIO(bad), "мы.jpg"), about="Долго писали")
        assert refused.status_code == 422
        assert "Годятся JPEG и PNG" in words(refused)
        assert "Долго писали" in refused.text
    assert client.get(f"{place.card}/photo.jpg").data == answer.data


@pytest.mark.database
def test_both_members_and_the_pair_get_what_was_published(client, app):
    made = judged_duet(2, 2, marks=lambda _juror, entry, _trial: entry)
    pair = made.entries[0].group
    accounts = [create_account(one.person, email=one.person.email) for one in pair.members]
    page = f"/me/pairs/{pair.id}"
    token = second_by_link(made.entries[0])
    link = f"/events/{made.event.slug}/pair/{token}"
    assert "Ваш результат" not in words(client.get(link))
    db.session.commit()
    sign_in(client, accounts[0])
    assert made.event.title not in words(client.get(page))
    close_judging(made.event)
    publish(calculate(made.event, "system"), actor="system")
    db.session.commit()
    for account, role in zip(accounts, ("наставник", "молодой педагог"), strict=True):
        (line,) = items_of(account.person_id)
        assert (line.role, line.place, line.detail) == (role, 1, "В паре «Камертон»")
        assert line.result.startswith("победитель")
        sign_in(client, account)
        assert "«Камертон»" in words(client.get("/me/portfolio"))
        shown = words(client.get(page))
        assert made.event.title in shown
        assert "место 1" in shown
        assert pair.members[0].person.full_name in shown
    sign_in(client, create_account())
    assert client.get(page).status_code in (403, 404)
    told = words(app.test_client().get(link))
    assert "Ваш результат" in told
    assert "Как получился результат" in told
    assert "Подать апелляцию" not in told
    how = f"/events/{made.event.slug}/register/{token}/result"
    answer = app.test_client().get(how)
    assert answer.status_code == 200
    assert f'href="{link}"' in answer.text
    assert app.test_client().get(f"/events/{made.event.slug}/register/{token}").status_code == 404


@pytest.mark.database
def test_a_pair_shares_its_portfolio_and_either_closes_the_link(client, app):
    """Names stand there only while both agree to be published; who left decides no more."""
    made = judged_duet(2, 2, marks=lambda _juror, entry, _trial: entry)
    pair = made.entries[0].group
    people = [one.person for one in pair.members]
    first, second = (create_account(one, email=one.email) for one in people)
    close_judging(made.event)
    publish(calculate(made.event, "system"), actor="system")
    db.session.commit()
    page, stranger = f"/me/pairs/{pair.id}", app.test_client()
    sign_in(client, first)
    assert "Ссылка готова" in words(client.post(f"{page}/share", follow_redirects=True))
    address = re.search(r"/p/pair/[\w-]+", client.get(page).text)[0]
    shown = stranger.get(address)
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert "<svg" in shown.text
    assert made.event.title in words(shown)
    assert "место 1" in words(shown)
    for person in people:
        assert not [one for one in people if one.full_name in words(stranger.get(address))]
        agree(made.entries[0], person)
    both = words(stranger.get(address))
    assert all(one.full_name in both for one in people)
    withdrawn = select(Consent).where(Consent.person_id == people[0].id)
    db.session.scalars(withdrawn).first().withdrawn_at = now()
    db.session.commit()
    assert not [one for one in people if one.full_name in words(stranger.get(address))]
    sign_in(client, create_account())
    assert client.post(f"{page}/revoke").status_code in (403, 404)
    sign_in(client, second)
    client.post(f"{page}/revoke")
    assert stranger.get(address).status_code == 404
    client.post(f"{page}/share")
    newer = re.search(r"/p/pair/[\w-]+", client.get(page).text)[0]
    pair.members[0].left_at = now()
    db.session.commit()
    assert stranger.get(newer).status_code == 404
    sign_in(client, first)
    assert client.post(f"{page}/share").status_code in (403, 404)


def agree(entry, person):
    """The person agrees to be published in the event of the entry."""
    query = select(Registration).where(Registration.entry_id == entry.id)
    registration = db.session.scalars(query).one()
    registration.person_id = person.id
    give_consent(registration, "publication", at=now(), actor="system")
    db.session.commit()


def test_nobody_fills_in_or_agrees_for_others(place, client):
    sign_in(client, create_account(roles={place.event.id: "organizer"}))
    assert client.get(place.own).status_code in (302, 403, 404)
    assert client.post(f"{place.own}/agree").status_code in (302, 403, 404)
    assert "не начата" in words(client.get(place.manage))
    assert client.get(place.card).status_code == 200
    sign_in(client, create_account())
    for page in (place.own, place.manage, place.card):
        assert client.get(page).status_code in (302, 403, 404)


def test_the_list_of_cards_costs_the_same_for_more_pairs(place, client, count_queries):
    from eventkit.testing.duets import create_pair_entry

    sign_in(client, create_account(roles={place.event.id: "organizer"}))
    client.get(place.manage)
    with count_queries() as few:
        client.get(place.manage)
    for number in range(2, 7):
        create_pair_entry(place.event, number)
    db.session.commit()
    with count_queries() as many:
        client.get(place.manage)
    assert len(few) == len(many)
