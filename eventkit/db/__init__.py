"""The database: one session, a typed base, exact column types, safe SQLite settings."""

from eventkit.db.base import Base, Model, db
from eventkit.db.types import ExactDecimal, ExactFraction, UtcDateTime
from eventkit.db.unit import begin_writing, reading, restart_as_writer, set_mode

__all__ = [
    "Base",
    "ExactDecimal",
    "ExactFraction",
    "Model",
    "UtcDateTime",
    "begin_writing",
    "db",
    "reading",
    "restart_as_writer",
    "set_mode",
]
