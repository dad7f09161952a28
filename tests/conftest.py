"""The suite's fixtures are the ones that plugin authors use too."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["eventkit.testing.fixtures"]


TESTS = Path(__file__).parent
WALKS = (TESTS / "acceptance", TESTS / "routes", TESTS / "scoring" / "test_blind.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses the application's database, so that it can run on PostgreSQL as well.

    What takes too long for every check is left out where nobody asks for everything.
    """
    for item in items:
        if "database_template" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if any(item.path.is_relative_to(place) for place in WALKS):
            item.add_marker("walk")
    if not os.environ.get("EVENTKIT_TEST_ALL"):
        long = [item for item in items if item.get_closest_marker("all")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
