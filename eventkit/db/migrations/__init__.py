"""Revisions of the core's tables; hooks.migrations runs them and the plugins' own."""
