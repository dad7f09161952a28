"""Everybody of the demo follows every link: whatever its events went through, no page breaks."""

from __future__ import annotations

import re
import shutil
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from eventkit.app import create_app
from eventkit.desk.demo import demo_folder, demo_settings

pytestmark = pytest.mark.all
OF_ONE_KIND = 4
"""So many pages of one view are opened in one event, as each guest."""
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
_GUEST = re.compile(r'name="key" value="([^"]+)"')


@pytest.fixture
def site(tmp_path, demo_installation, monkeypatch):
    shutil.copytree(demo_installation, tmp_path / "instance")
    monkeypatch.setenv("EVENTKIT_INSTANCE", str(tmp_path / "instance"))
    settings = demo_settings(demo_folder(), 8000) | {"WTF_CSRF_ENABLED": False}
    return create_app(settings | {"RATELIMIT_ENABLED": False}, instance=demo_folder())


def kind_of(site, address):
    """The view of an address and the event it is about; None for what is not ours."""
    try:
        endpoint, values = site.url_map.bind("127.0.0.1").match(urlsplit(address).path)
    except HTTPException:
        return None
    return endpoint, values.get("slug", "")


def walked(site, browser):
    """The pages opened from the start page on, and what each answered."""
    waiting = deque((one, "typed in") for one in ("/", "/desk", "/me"))
    seen, of_kind = set(), Counter()
    while waiting:
        address, shown_on = waiting.popleft()
        kind = kind_of(site, address)
        if address in seen or kind is None or kind[0].endswith("static"):
            continue
        seen.add(address)
        of_kind[kind] += 1
        if of_kind[kind] > OF_ONE_KIND:
            continue
        answer = browser.get(address)
        yield address, shown_on, answer
        if answer.mimetype == "text/html":
            links = (unescape(link) for link in _LINK.findall(answer.text))
            # Addresses of this very site may be written out whole, as in a letter.
            whole = (urlsplit(urljoin(f"http://127.0.0.1:8000{address}", one)) for one in links)
            waiting += [
                (one._replace(scheme="", netloc="").geturl(), address)
                for one in whole
                if one.netloc == "127.0.0.1:8000"
            ]
        elif 300 <= answer.status_code < 400:
            away = urlsplit(answer.location)._replace(scheme="", netloc="").geturl()
            waiting.append((away, address))


def come_in(browser, guest):
    """Open the door of an account, a juror or a team as its button on the page of the demo does."""
    door = browser.post("/demo/enter", data={"key": guest}).location
    return browser.post(door) if guest.startswith("juror") else browser.get(door)


def test_every_link_of_the_demo_opens_for_whom_it_is_shown(site):
    guests = sorted(set(_GUEST.findall(site.test_client().get("/demo").text)))
    assert len(guests) > 12
    broken, opened = [], Counter()
    for guest in ("", *guests):
        browser = site.test_client()
        if guest:
            come_in(browser, guest)
        for address, shown_on, answer in walked(site, browser):
            opened[guest] += 1
            # A link leads somewhere: to a page, or to the door of another account.
            if answer.status_code >= 400:
                broken.append(f"{guest}: {address} on {shown_on} answers {answer.status_code}")
            answer.close()
    assert broken == []
    assert opened["organizer"] > 300
