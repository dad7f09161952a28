"""A person in front of a browser, who knows only what stands on the screen."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Response

PHONE = {"width": 360, "height": 780}
Check = Callable[[Page], None]
EVERYTHING = bool(os.environ.get("EVENTKIT_TEST_ALL"))
# What a page looks like, whatever rows and numbers stand on it.
SHAPE = """() => [document.title, ...new Set([...document.querySelectorAll('[class], h1')].map(
    e => e.tagName + '.' + e.className + (e.tagName === 'H1' ? e.textContent : '')))].join(' ')"""

# Of what lies under a page: 0 is black, 1 is white.
BRIGHTNESS = """() => {
    const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);
    return (Number(r) + Number(g) + Number(b)) / 765;
}"""


class Inspector:
    """Looks at each kind of page once: axe in both languages, in light and dark, and the width.

    The short check leaves out English: it doubles the longest test of all.
    """

    def __init__(self, browser: Browser, axe: Check) -> None:
        self.browser, self.axe = browser, axe
        self.seen: set[tuple[str, str]] = set()
        self.only_in_russian: set[str] = set()

    def look(self, page: Page, base_url: str, *, again_in_english: bool) -> None:
        """Check the page as it stands, then the same address in English on a dark narrow phone."""
        place = re.sub(r"[\w-]{20,}|\d+", "…", urlsplit(page.url).path)
        key = (place, str(page.evaluate(SHAPE)))
        if key in self.seen:
            return
        self.seen.add(key)
        self.axe(page)
        self._fits(page)
        wide = page.viewport_size
        assert wide
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self._fits(page)
        page.set_viewport_size(wide)
        if again_in_english:
            if EVERYTHING:
                self._in_english(page, base_url)
        else:
            self.only_in_russian.add(place)

    def _in_english(self, page: Page, base_url: str) -> None:
        other = self.browser.new_context(
            base_url=base_url,
            viewport=PHONE,  # type: ignore[arg-type]
            storage_state=page.context.storage_state(),
            color_scheme="dark",
        )
        twin = other.new_page()
        parts = urlsplit(page.url)
        query = f"{parts.query}&lang=en" if parts.query else "lang=en"
        twin.goto(parts._replace(query=query).geturl())
        assert twin.locator("html").get_attribute("lang") == "en", twin.url
        assert twin.evaluate(BRIGHTNESS) < 0.25, f"{twin.url} is not dark"
        self.axe(twin)
        self._fits(twin)
        other.close()

    def _fits(self, page: Page) -> None:
        wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= room, f"{page.url} scrolls sideways: {wide} in {room}"


class Walker:
    """Follows links, presses buttons, fills fields by their labels and reads."""

    def __init__(self, page: Page, base_url: str, inspector: Inspector) -> None:
        self.page, self.base_url, self.inspector = page, base_url, inspector
        self.last: Response | None = None
        self.failures: list[str] = []
        page.on("response", self._note)

    @property
    def context(self) -> BrowserContext:
        """The person's browser."""
        return self.page.context

    def _note(self, response: Response) -> None:
        if response.status >= 500:
            self.failures.append(f"{response.status} {response.url}")
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.last = response

    def go(self, path: str) -> None:
        """Type an address: the first one, or that of a letter or a code."""
        self.page.goto(path)
        self._arrived()

    def follow(self, name: str, within: Locator | None = None, *, exact: bool = True) -> None:
        """Click a link; of several with the same words and goal, the first."""
        target = (within or self.page).get_by_role("link", name=name, exact=exact)
        self._click(target.locator("visible=true").first, f"no link «{name}»")

    def press(self, name: str, within: Locator | None = None, *, exact: bool = True) -> None:
        """Press a button that leads to a page."""
        target = (within or self.page).get_by_role("button", name=name, exact=exact)
        self._click(target.locator("visible=true").first, f"no button «{name}»")

    def _click(self, target: Locator, lack: str) -> None:
        try:
            with self.page.expect_navigation():
                target.click()
        except Error as problem:
            raise AssertionError(self._told(lack)) from problem
        self._arrived()

    def _told(self, problem: str) -> str:
        return f"{problem} on {self.page.url}\n{self.page.locator('body').aria_snapshot()}"

    def _arrived(self) -> None:
        self.page.wait_for_load_state()
        assert not self.failures, self._told(f"the site failed: {self.failures}")
        self.look()

    def look(self) -> None:
        """Let the inspector see the page as it stands."""
        got = self.last is None or self.last.request.method == "GET"
        self.inspector.look(self.page, self.base_url, again_in_english=got)

    def open(self, name: str, within: Locator | None = None) -> None:
        """Press what only changes the page: a menu, a dialog, a fold."""
        place = within or self.page
        place.get_by_text(name, exact=True).locator("visible=true").first.click()
        self.look()

    def dialog(self, name: str) -> Locator:
        """Press a link that asks in a dialog (and on a page of its own until its script came)."""
        self.page.evaluate(
            "import(new URL('dialog.js', document.querySelector('script[type=module]').src))"
        )
        self.page.get_by_role("link", name=name).click()
        asked = self.page.get_by_role("dialog")
        asked.wait_for()
        self.look()
        return asked

    def type(self, fields: dict[str, str], within: Locator | None = None) -> None:
        """Fill fields by their labels."""
        for label, value in fields.items():
            self._do(label, partial(self._fill, label, value, within))

    def _fill(self, label: str, value: str, within: Locator | None) -> None:
        field = self.field(label, within)
        if field.get_attribute("type") == "date":
            value = "-".join(reversed(value.split(".")))
        field.fill(value)

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """Choose in a list."""
        self._do(label, lambda: self.field(label, within).select_option(label=option))

    def tick(self, label: str, within: Locator | None = None) -> None:
        """Tick a box or a radio button."""
        self._do(label, lambda: self.field(label, within).check())

    def _do(self, label: str, act: Callable[[], object]) -> None:
        try:
            act()
        except Error as problem:
            raise AssertionError(self._told(f"no field «{label}» for this")) from problem

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """The field that a label names, with or without «необязательно» after it."""
        spaced = r"\s+".join(map(re.escape, label.split()))
        words = re.compile(rf"^\s*{spaced}(\s+необязательно)?\s*$")
        named = (within or self.page).get_by_label(words)
        return named.and_(self.page.locator("input, select, textarea"))

    def region(self, name: str) -> Locator:
        """A part of the page by its heading."""
        return self.page.get_by_role("region", name=name)

    def row(self, text: str) -> Locator:
        """The row of a table in which a text stands."""
        return self.page.get_by_role("row").filter(has_text=text)

    def text(self) -> str:
        """What can be read, with plain spaces."""
        return plain(self.page.inner_text("body"))

    def reads(self, *texts: str) -> None:
        """Each text stands on the page, in whatever letters its style shows it."""
        said = self.text()
        missing = [text for text in texts if text.casefold() not in said.casefold()]
        assert not missing, f"{self.page.url} does not say {missing}:\n{said}"

    def does_not_read(self, *texts: str) -> None:
        """None of the texts is anywhere in the page, not even unseen."""
        source = plain(self.page.content())
        found = [text for text in texts if text in source]
        assert not found, f"{self.page.url} says {found}"


def plain(text: str) -> str:
    """A text without the typograph's own characters."""
    return " ".join(text.replace("\u2060", "").split())
