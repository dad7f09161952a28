"""The suite's fixtures are the ones that plugin authors use too."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["eventkit.testing.fixtures"]

# A slow hour of the machine is no fault of the code.
settings.register_profile("eventkit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("eventkit")

TESTS = Path(__file__).parent
AT_ONCE = (
    "db",
    "documents/test_operations.py",
    "files/test_storage.py",
    "jobs",
    "journal",
    "mail",
    "people/test_signing_in.py",
    "registration/test_at_once.py",
    "registration/test_organization_search.py",
    "registration/test_pairs_at_once.py",
    "scoring/conflicts/test_at_once.py",
    "scoring/paper/test_at_once.py",
    "scoring/test_third_readings.py",
    "scoring/touches",
)
"""Where many act at the same time, numbers are given, or SQL is written for one database."""
LONGEST = TESTS / "browser" / "test_journey.py"
"""One test that takes as long as two hundred others: begun last it would be waited for alone."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses the application's database, so that it can run on PostgreSQL as well.

    On PostgreSQL the short check runs what is marked ``at_once``, the long one everything. What
    takes too long for every check is left out where nobody asks for everything.
    """
    places = [TESTS / name for name in AT_ONCE]
    for item in items:
        if "database_template" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if any(item.path.is_relative_to(place) for place in places):
            item.add_marker("at_once")
    items.sort(key=lambda item: item.path != LONGEST)
    if not os.environ.get("EVENTKIT_TEST_ALL"):
        long = [item for item in items if item.get_closest_marker("all")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
