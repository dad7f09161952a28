"""Rows past the session: as plain columns, and as objects of their models that no session knows.

Lists take the former from :func:`rows_of`. The latter are for an act that thousands wait for at
once: the unit of work takes longer to load a few rows and to find out what has changed on them
than the database takes for all of it. The rules of a room see no difference, because the objects
are those of its models. What was not read is never read behind one's back: asking for it raises an
error. Nothing is written before :func:`keep`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar, TypeVarTuple

from sqlalchemy import Insert, Select, Update, bindparam, insert, inspect, update
from sqlalchemy import Row as Line
from sqlalchemy.orm import class_mapper, make_transient_to_detached, object_session
from sqlalchemy.orm.attributes import get_history, set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from eventkit.db.base import Base, db
from eventkit.lazy import dataclass

Row = TypeVar("Row", bound=Base)
Parts = TypeVarTuple("Parts")


def rows_of(query: Select[*Parts], values: Mapping[str, Any]) -> Sequence[Line[*Parts]]:
    """All rows of a query of columns, which the session would only take longer to hand over.

    What has been changed and not flushed yet is not in them.
    """
    return db.session.connection().execute(query, values).all()


@dataclass(frozen=True)
class Columns(Generic[Row]):
    """Columns of a model, the id first: what a select takes, and the objects made of it."""

    model: type[Row]
    names: tuple[str, ...]

    def __iter__(self) -> Any:
        """The columns of the table, for a select."""
        table = db.metadata.tables[self.model.__tablename__]
        return (table.c[name] for name in self.names)

    def __len__(self) -> int:
        """How many columns of a row are this model's."""
        return len(self.names)

    def row(self, values: Iterable[Any], **related: Any) -> Row:
        """The object of a row's values, with the single objects that it refers to."""
        # Of a mapper that is set up: a start may be answered by nothing else before.
        made: Any = class_mapper(self.model).class_manager.new_instance()
        made.__dict__.update(zip(self.names, values, strict=True), **related)
        make_transient_to_detached(made)
        found: Row = made
        return found


def keep(*rows: Base) -> None:
    """Write what has changed on rows with an id, or is new, whether or not a session knows them."""
    if any(object_session(row) is not None for row in rows):
        db.session.flush()
    for row in rows:
        if object_session(row) is None:
            _keep(row)


def _keep(row: Base) -> None:
    state = inspect(row)
    changed = set(state.manager).difference(state.unmodified)
    if not changed:
        return
    columns = changed.intersection(state.mapper.columns.keys())
    if state.key is None:
        values = {name: state.dict[name] for name in columns}
        done: Any = db.session.execute(_insert(row.__tablename__), values)
        values |= done.last_inserted_params()
        values["id"] = done.inserted_primary_key[0]
    else:
        values = {
            name: state.dict[name] for name in columns if get_history(row, name).has_changes()
        }
        if values:
            _update_one(row.__tablename__, state.key[1][0], values)
        # The session may know the same row from before.
        twin = db.session.identity_map.get(state.key)
        if twin is not None:
            db.session.expire(twin, changed)
    for name in changed - columns:
        kept = state.dict[name]
        values[name] = list(kept) if isinstance(kept, list) else kept
    for name, value in values.items():
        set_committed_value(row, name, value)
    if state.key is None:
        make_transient_to_detached(row)


def _update_one(table: str, row_id: int, values: dict[str, Any]) -> None:
    done: Any = db.session.execute(_update(table), values | {"of_row": row_id})
    if done.rowcount != 1:
        raise StaleDataError(f"{table} {row_id} is not there any more")


@cache
def _insert(table: str) -> Insert:
    return insert(db.metadata.tables[table])


@cache
def _update(table: str) -> Update:
    rows = db.metadata.tables[table]
    return update(rows).where(rows.c.id == bindparam("of_row"))
