"""The forms of a page as a browser would send them, for tests that fill them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse

BUTTONS = ("submit", "image", "button", "reset")


@dataclass
class PageForm:
    """One form: where it goes, what its fields hold now, and which of them take files.

    ``values`` are (name, value) pairs in the order of the page. A field that would not be sent
    as the page stands (an empty box, another choice) has its name in ``names`` all the same.
    """

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def add(self, name: str, value: str | None) -> None:
        """Note a field, and what it sends unless that is None."""
        if name and name not in self.names:
            self.names.append(name)
        if name and value is not None:
            self.values.append((name, value))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.by_id: dict[str, PageForm] = {}
        self.open: PageForm | None = None
        self.select: tuple[PageForm, str] | None = None
        self.options: list[tuple[str, bool]] = []
        self.area: tuple[PageForm, str] | None = None
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form(given)
            return
        target = (
            self.by_id.setdefault(given["form"], PageForm("", "get"))
            if ("form" in given and tag in ("input", "select", "textarea", "button"))
            else self.open
        )
        if target is None:
            return
        name = given.get("name", "")
        if tag == "input":
            self._input(target, name, given)
        elif tag == "select":
            self.select, self.options = (target, name), []
        elif tag == "option" and self.select:
            self.options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self.area, self.text = (target, name), []
        elif tag == "button" and given.get("type", "submit") == "submit":
            target.add(name, None)

    def _form(self, given: dict[str, str]) -> None:
        made = self.by_id.get(given.get("id", "")) or PageForm("", "get")
        made.action = given.get("action", "")
        made.method = given.get("method", "get").lower()
        if given.get("id"):
            self.by_id[given["id"]] = made
        self.forms.append(made)
        self.open = made

    @staticmethod
    def _input(target: PageForm, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "file":
            target.add(name, None)
            target.files.append(name)
        elif kind in ("checkbox", "radio"):
            target.add(name, given.get("value", "on") if "checked" in given else None)
        elif kind in BUTTONS:
            target.add(name, None)
        else:
            target.add(name, given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select" and self.select:
            target, name = self.select
            chosen = [value for value, is_chosen in self.options if is_chosen]
            first = self.options[0][0] if self.options else None
            target.add(name, chosen[0] if chosen else first)
            self.select = None
        elif tag == "textarea" and self.area:
            target, name = self.area
            target.add(name, "".join(self.text).removeprefix("\n"))
            self.area = None


def forms_of(answer: TestResponse) -> list[PageForm]:
    """The forms of a page; one without an action goes to the page's own address."""
    reader = _Reader()
    reader.feed(answer.get_data(as_text=True))
    for form in reader.forms:
        form.action = form.action or answer.request.full_path.rstrip("?")
    return reader.forms
