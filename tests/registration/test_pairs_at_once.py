"""Two people answer for one pair in the same second: one is heard, the other is told."""

import threading

import pytest
from flask.testing import FlaskClient

from eventkit.db import db
from eventkit.registration.pairs.models import Partner
from eventkit.testing.pages import words
from eventkit.testing.registration import only
from tests.registration.test_pair_changes import IYA, NEW
from tests.registration.test_pairs import (  # noqa: F401 - event and sent are fixtures
    MENTOR,
    event,
    link,
    organizer,
    roles,
    sent,
)

pytestmark = pytest.mark.database
LEV = {"partner": "Лёвин Лев", "partner_email": "lev@example.org", "reason": "Отпуск"}


def at_once(*requests):
    """Send (client, address, data) from threads that start together; status and words of each."""
    ready, told = threading.Barrier(len(requests)), [None] * len(requests)

    def send(number, client: FlaskClient, address, data):
        with client.application.app_context():
            ready.wait()
            answer = client.post(address, data=data, follow_redirects=True)
            told[number] = (answer.status_code, words(answer))

    db.session.commit()
    db.session.remove()
    threads = [
        threading.Thread(target=send, args=(number, *one)) for number, one in enumerate(requests)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(told, key=lambda one: one[0])


def test_of_two_confirmations_of_one_place_one_wins_and_the_other_is_told(app, sent):  # noqa: F811
    address = f"{link()}/confirm"
    (won, said), (lost, why) = at_once(
        (app.test_client(), address, MENTOR), (app.test_client(), address, MENTOR | IYA)
    )
    assert (won, lost) == (200, 422)
    assert "участие подтверждено" in said
    assert "Подтвердить участие уже нельзя." in why
    assert len(roles()) == 2
    assert only(Partner).state == "confirmed"


def test_of_two_replacements_one_wins_and_the_other_reads_who_is_asked(app, sent, event):  # noqa: F811
    address = f"/manage/{event.slug}/registrations/{only().number}/pair/replace"
    seen = {"instead": str(only(Partner).id)}
    first, second = organizer(app, event), organizer(app, event)
    (won, said), (lost, why) = at_once(
        (first, address, LEV | seen), (second, address, NEW | {"reason": "Болезнь"} | seen)
    )
    assert (won, lost) == (200, 422)
    winner = LEV if LEV["partner_email"] in said else NEW
    assert f"на это место уже пригласили другого: {winner['partner']}." in why
    standing = db.session.scalars(db.select(Partner).filter_by(state="invited")).all()
    assert [one.email for one in standing] == [winner["partner_email"]]
    # Whoever still wants it presses once more, now knowing whom.
    again = {"instead": str(standing[0].id)}
    assert second.post(address, data=LEV | again).status_code == 302


def test_a_confirmation_and_a_replacement_at_once_leave_one_in_the_place(app, sent, event):  # noqa: F811
    address = f"/manage/{event.slug}/registrations/{only().number}/pair/replace"
    seen = {"instead": str(only(Partner).id)}
    confirming = f"{link()}/confirm"
    office = organizer(app, event)
    told = at_once((app.test_client(), confirming, MENTOR), (office, address, LEV | seen))
    # Confirmed first and replaced then, or replaced first: then the link is of no use any more.
    assert {status for status, _said in told} <= {200, 404, 422}
    standing = db.session.scalars(db.select(Partner).filter_by(state="invited")).all()
    assert [one.email for one in standing] == [LEV["partner_email"]]
    assert len(roles()) == 1
