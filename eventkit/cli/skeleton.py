"""A new plugin as a working package with its test."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

NAME = re.compile(r"^[a-z][a-z0-9_]{1,30}$")


class SkeletonError(ValueError):
    """A name or a folder that cannot be used."""


FILES = {
    "pyproject.toml": """\
[build-system]
requires = ["setuptools>=64"]
build-backend = "setuptools.build_meta"

[project]
name = "eventkit-$name"
version = "0.1.0"
dependencies = ["eventkit-contests"]

[project.entry-points.eventkit]
$name = "eventkit_$name"

[tool.setuptools]
packages = ["eventkit_$name"]

[tool.setuptools.package-data]
"*" = ["templates/**/*.html", "migrations/*.py", "translations/**/*.mo"]
""",
    "eventkit_$name/__init__.py": '''\
"""The plugin $name: replace this sentence by what it brings."""

from __future__ import annotations

from typing import Any

from eventkit.hooks import Contribution, Panel, hookimpl


@hookimpl
def eventkit_contribution() -> Contribution:
    """Say what the plugin brings."""
    return Contribution()


@hookimpl
def eventkit_panels(place: str, subject: Any, viewer: Any) -> list[Panel]:
    """Add a block to the page of an event."""
    if place != "event.public":
        return []
    return [Panel("$name", "$name/panel.html", {"title": subject.title})]
''',
    "eventkit_$name/templates/$name/panel.html": """\
<p>{{ context.title }}</p>
""",
    "tests/test_$name.py": '''\
"""What the plugin adds to a page."""

from __future__ import annotations

import eventkit_$name
from flask import Flask

from eventkit.testing.factories import create_event

pytest_plugins = ["eventkit.testing.fixtures"]


def test_the_event_page_gets_a_block(app: Flask) -> None:
    """The block carries the title of the event."""
    event = create_event(title="Ступени")
    panels = eventkit_$name.eventkit_panels("event.public", event, None)
    assert [panel.context["title"] for panel in panels] == ["Ступени"]
''',
}


def write_skeleton(name: str, folder: str) -> Path:
    """Write the package ``eventkit-NAME`` into a folder; raises SkeletonError."""
    if not NAME.match(name):
        raise SkeletonError(f"{name}: нужны строчные латинские буквы, цифры и _")
    root = Path(folder) / f"eventkit-{name}"
    if root.exists():
        raise SkeletonError(f"{root}: такая папка уже есть")
    for path, content in FILES.items():
        file = root / Template(path).substitute(name=name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Template(content).substitute(name=name), encoding="utf-8")
    return root
