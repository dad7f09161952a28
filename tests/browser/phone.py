"""A juror's phone with a browser profile of its own, which may be switched off and on again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from eventkit.db import db
from eventkit.events.models import Event
from eventkit.juries.models import Juror
from eventkit.juries.operations import issue_link
from eventkit.scoring.queries import sheet_of
from eventkit.testing.juries import create_entry, create_judged_event, create_juror, create_task
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PATIENCE, Site
from tests.browser.line import Line

WORKS = {
    "Э-201": ("3", "7.5"),
    "Э-202": ("5", "10"),
    "Э-203": ("0", "0.5"),
    "Э-204": ("4", "8"),
    "Э-205": ("2", "6.5"),
}
"""Code → what the juror gives by the two criteria."""


class Round:
    """A round with five works for one juror, and what the server has of them."""

    def __init__(self, site: Site) -> None:
        self.site = site
        with site.app.app_context():
            event: Event = create_judged_event(slug="reading")
            juror: Juror = create_juror(event)
            tasks = [create_task(event, juror, create_entry(event, code=code)) for code in WORKS]
            token = issue_link(juror)
            db.session.commit()
            self.door = f"/jury/{token}"
            self.tasks: Mapping[str, int] = {
                code: task.id for code, task in zip(WORKS, tasks, strict=True)
            }
            self.event_id, self.juror_id = event.id, juror.id

    def marks(self) -> dict[str, tuple[str, ...]]:
        """Code → marks as the server has them, of sheets that were sent."""
        found = {}
        with self.site.app.app_context():
            for code, task_id in self.tasks.items():
                sheet = sheet_of(task_id)
                if sheet is not None and sheet.state == "submitted":
                    by_criterion = sorted(sheet.marks, key=lambda mark: mark.criterion_id)
                    found[code] = tuple(
                        f"{float(mark.steps * mark.criterion.step):g}"
                        for mark in by_criterion
                        if mark.steps is not None
                    )
            db.session.rollback()
        return found


class Phone:
    """One browser profile; ``network`` lasts over switching off and on, as a tunnel does.

    ``by_line=False`` goes to the site directly, as its bytes are counted, and keeps its network.
    """

    def __init__(
        self,
        playwright: Playwright,
        folder: Path,
        url: str,
        arguments: Sequence[str] = (),
        *,
        by_line: bool = True,
    ) -> None:
        self._playwright, self._folder, self._url = playwright, folder, url
        self._arguments = [*ARGUMENTS, *arguments]
        self.is_offline = False
        self.line = Line(urlsplit(url).port or 80)
        self._proxy = self.line.proxy if by_line else None
        self.troubles: list[str] = []
        self.context: BrowserContext
        self.page: Page
        self.switch_on()

    def switch_on(self) -> None:
        """Start the browser with what it kept."""
        self.context = self._playwright.chromium.launch_persistent_context(
            self._folder,
            executable_path=CHROMIUM,
            args=self._arguments,
            base_url=self._url,
            locale="ru-RU",
            viewport={"width": 390, "height": 800},
            device_scale_factor=2,
            accept_downloads=True,
            proxy=self._proxy,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.set_offline(self.is_offline)
        self.page = self.context.pages[0]
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def switch_off(self) -> None:
        """Close the browser."""
        self.context.close()

    def throw_away(self) -> None:
        """Close the browser and end its line."""
        self.switch_off()
        self.line.close()

    def network(self, is_there: bool) -> None:
        """Drive into the tunnel or out of it."""
        self.is_offline = not is_there
        if is_there:
            self.line.mend()
        else:
            self.line.cut()
        self.context.set_offline(self.is_offline)

    def come_in(self, door: str) -> None:
        """By the personal link and its button."""
        self.page.goto(door)
        self.page.get_by_role("button", name="Открыть мои работы").click()

    def has_all_works(self) -> None:
        """Wait until the list says that every work is on the device."""
        expect(self.page.locator("[data-stock]")).to_contain_text("без сети", timeout=30_000)
        expect(self.page.locator("[data-stock]")).to_contain_text(str(len(WORKS)))

    def holds(self, number: int) -> None:
        """Wait until the list says that this many touches wait to be sent; 0 after some have."""
        waits = self.page.locator("[data-waits]")
        if number:
            expect(waits.locator("[data-waits-text]")).to_have_text(f"Ждёт отправки: {number}.")
        else:
            expect(waits).to_be_hidden()

    def read_and_mark(self, code: str, marks: Sequence[str], *, send: bool = True) -> None:
        """Open a work from the list, read it, give its marks and send the sheet."""
        page = self.page
        page.locator(".wl").get_by_role("link", name=code).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(code)
        expect(page.get_by_text("Второй абзац.")).to_be_visible()
        page.get_by_role("link", name="К оценкам").click()
        for number, mark in enumerate(marks):
            self.touch(number, mark)
        if send:
            page.get_by_role("button", name="Отправить лист").click()
            expect(page.locator(".flashes")).to_contain_text(code)

    def touch(self, criterion: int, mark: str) -> None:
        """Tap one mark of the criterion (the first is 0)."""
        group = self.page.locator("[data-criterion]").nth(criterion)
        group.locator(f"input[value='{mark}']").click()
        expect(group.locator("[data-score-value]")).to_have_text(mark.replace(".", ","))

    def is_kept(self) -> None:
        """Wait until the last touch of the sheet is said to be on the phone."""
        expect(self.page.locator("[data-saved]")).to_contain_text("на телефоне")

    def is_saved(self) -> None:
        """Wait until the server has everything of the sheet."""
        expect(self.page.locator("[data-saved]")).to_contain_text("сохранено в")

    def to_the_list(self) -> None:
        """Back to the list of works, unless the last sheet has led there."""
        if self.page.locator(".wl").count() == 0:
            self.page.get_by_role("link", name="К списку работ").first.click()
        expect(self.page.locator("[data-stock]")).to_be_attached()


def photographed(picture: bytes) -> bytes:
    """A screen as a phone in a dark hall sees it: askew, small, blurred and grainy."""
    screen = Image.open(BytesIO(picture)).convert("L")
    wall = Image.new("L", (screen.width + 160, screen.height + 160), 70)
    wall.paste(screen, (80, 80))
    seen = wall.rotate(9, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=60)
    seen = seen.filter(ImageFilter.GaussianBlur(1.2))
    grain = Image.effect_noise(seen.size, 36)
    seen = ImageChops.add(seen, grain, scale=1, offset=-128)
    taken = BytesIO()
    seen.save(taken, "JPEG", quality=70)
    return taken.getvalue()
