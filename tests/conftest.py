"""The suite's fixtures are the ones that plugin authors use too."""

pytest_plugins = ["eventkit.testing.fixtures"]
