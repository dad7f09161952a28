"""The one site that all tests of this folder walk through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jinja2 import BytecodeCache

from eventkit.testing.fixtures import SERVER, drop_database
from tests.routes.filling import build
from tests.routes.world import World


@pytest.fixture(scope="session")
def built(
    tmp_path_factory: pytest.TempPathFactory, compiled_templates: BytecodeCache
) -> Iterator[World]:
    """The site, made once."""
    made = build(tmp_path_factory.mktemp("world"))
    made.app.jinja_env.bytecode_cache = compiled_templates
    yield made
    if SERVER:
        drop_database(made.copy.url)


@pytest.fixture
def world(built: World) -> Iterator[World]:
    """The site as it was made, whatever a test does to it."""
    yield built
    built.put_back()
