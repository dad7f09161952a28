"""Every route as every role and as a stranger: who comes in is what the table says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.routes.doors import ACCOUNTS, MAY_ACT, MAY_LOOK, SENDS, address, table
from tests.routes.world import EVERYBODY, PLACES, World

LOOKS, ACTS = table(MAY_LOOK), table(MAY_ACT)
FORBIDDEN = (401, 403, 404)
INLINE = re.compile(r"<style|<[a-z][^>]*\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)", re.I)
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "


def endpoints(world: World, method: str) -> list[str]:
    """All endpoints that answer the method."""
    rules = world.app.url_map.iter_rules()
    return sorted({rule.endpoint for rule in rules if method in (rule.methods or ())})


def is_let_in(answer: Any, who: str) -> bool:
    """Whether the answer is the page; a stranger may be sent to sign in."""
    if answer.status_code in FORBIDDEN:
        return False
    if answer.status_code == 302:
        asked = answer.location.startswith("/login?next=")
        assert not asked or who not in ACCOUNTS
        return not asked
    return bool(answer.status_code == 200)


def faults(answer: Any) -> list[str]:
    """What no answer may be: a failure, a page that tells how it was made, inline behaviour."""
    found = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    if answer.mimetype == "text/html":
        text = answer.get_data(as_text=True)
        found += [word for word in ("Traceback", "sqlalchemy.") if word in text]
        found += [str(INLINE.findall(text))] if INLINE.search(text) else []
        if not answer.headers["Content-Security-Policy"].startswith(POLICY):
            found.append("policy")
    return found


def walk(world: World, method: str) -> Iterator[tuple[str, str]]:
    """Each endpoint with each person."""
    for endpoint in endpoints(world, method):
        for who in EVERYBODY:
            yield endpoint, who


def test_the_table_names_every_route(world: World) -> None:
    """A new route must say here who may use it; a name that is gone must go."""
    assert endpoints(world, "GET") == sorted(LOOKS)
    assert endpoints(world, "POST") == sorted(ACTS)


def test_pages_open_to_those_for_whom_they_are(world: World) -> None:
    """Everybody else is sent to sign in or refused, and no page breaks."""
    wrong = []
    for endpoint, who in walk(world, "GET"):
        page = address(world, endpoint)
        answer = world.get(who, page)
        if is_let_in(answer, who) != (who in LOOKS[endpoint]):
            wrong.append((endpoint, who, answer.status_code))
        answer.close()
    assert not wrong, "\n".join(map(str, wrong))


def test_a_stranger_is_sent_to_sign_in_and_comes_back(world: World) -> None:
    """The address asked for stands in the address of the sign-in page."""
    answer = world.get("stranger", address(world, "desk.journal"))
    assert answer.status_code == 302
    assert answer.location == f"/login?next=/manage/{world.names['published']['slug']}/journal"


def test_acts_are_refused_to_all_others_and_change_nothing(world: World) -> None:
    """A forbidden form is answered with 403 or 404 before anything is written."""
    wrong = []
    for endpoint, who in walk(world, "POST"):
        if who in ACTS[endpoint]:
            continue
        with world.watched() as changes:
            answer = world.post(who, address(world, endpoint), data=SENDS.get(endpoint, {}))
        if answer.status_code not in FORBIDDEN or changes:
            wrong.append((endpoint, who, answer.status_code, changes))
    assert not wrong, "\n".join(map(str, wrong))


def test_acts_are_open_to_those_for_whom_they_are(world: World) -> None:
    """An empty form is answered: with what is missing, or with what was done."""
    wrong = []
    for endpoint, who in walk(world, "POST"):
        if who not in ACTS[endpoint]:
            continue
        with world.watched() as changes:
            answer = world.post(who, address(world, endpoint), data=SENDS.get(endpoint, {}))
        if answer.status_code not in (200, 302, 303, 400, 409, 422):
            wrong.append((endpoint, who, answer.status_code))
        if changes:
            world.put_back()
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("place", PLACES)
def test_no_page_breaks_in_any_state_of_an_event(world: World, place: str) -> None:
    """Whoever may look sees a page, or that there is none yet, whatever the event's state."""
    broken = []
    for endpoint in endpoints(world, "GET"):
        who = "organizer" if "organizer" in LOOKS[endpoint] else min(LOOKS[endpoint] or EVERYBODY)
        answer = world.get(who, address(world, endpoint, place))
        broken += [(endpoint, who, fault) for fault in faults(answer)]
        answer.close()
    assert broken == []
