"""Fixtures and factories, for plugin authors too."""
