"""The suite's fixtures are the ones that plugin authors use too."""

import pytest

pytest_plugins = ["eventkit.testing.fixtures"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the application's database, so that it can run on PostgreSQL as well."""
    for item in items:
        if "database_url" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
