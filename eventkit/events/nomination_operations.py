"""Verbs about who may enter: audiences and nominations."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from eventkit.db import db
from eventkit.events.models import Audience, Event, Nomination
from eventkit.events.operations import journal
from eventkit.events.ordering import exchange
from eventkit.events.refusals import RefusalError


def add_audience(
    event: Event,
    title: str,
    *,
    code: str = "",
    max_age: int | None = None,
    min_experience: int | None = None,
    max_experience: int | None = None,
    actor: str = "system",
) -> Audience:
    """Add those who may enter, with limits in full years on the reference date."""
    _check_limits(min_experience, max_experience)
    audience = Audience(
        code=code or _next_code(event.audiences, "A"),
        title=title,
        position=_end_of(event.audiences),
        max_age=max_age,
        min_experience=min_experience,
        max_experience=max_experience,
    )
    event.audiences.append(audience)
    db.session.flush()
    _journal(audience, "audience.added", actor)
    return audience


def add_nomination(
    event: Event,
    title: str,
    *,
    genre: str = "",
    audience: Audience | None = None,
    code: str = "",
    actor: str = "system",
) -> Nomination:
    """Add a line in which places are given, for one audience or for everybody."""
    start = audience.code if audience else "N"
    nomination = Nomination(
        code=code or _next_code(event.nominations, start),
        title=title,
        genre=genre,
        audience=audience,
        position=_end_of(event.nominations),
    )
    event.nominations.append(nomination)
    db.session.flush()
    _journal(nomination, "nomination.added", actor)
    return nomination


def change_line(line: Audience | Nomination, *, actor: str = "system", **values: Any) -> None:
    """Change an audience or a nomination; ``values`` are its columns."""
    if isinstance(line, Audience):
        least = values.get("min_experience", line.min_experience)
        _check_limits(least, values.get("max_experience", line.max_experience))
    changed = sorted(name for name, value in values.items() if getattr(line, name) != value)
    for name in changed:
        setattr(line, name, values[name])
    db.session.flush()
    if changed:
        _journal(line, f"{_kind(line)}.changed", actor, fields=changed)


def remove_line(line: Audience | Nomination, *, actor: str = "system") -> None:
    """Take an audience or a nomination out, unless somebody has entered it."""
    event, subject = line.event, f"{_kind(line)}:{line.id}"
    try:
        with db.session.begin_nested():
            db.session.delete(line)
            db.session.flush()
    except IntegrityError as problem:
        raise RefusalError(_why_it_stays(line)) from problem
    db.session.expire(event, ["audiences", "nominations"])
    journal(event, f"{subject.partition(':')[0]}.removed", actor, subject=subject)


def move_line(line: Audience | Nomination, up: bool, *, actor: str = "system") -> None:
    """Exchange a line with its neighbour above or below."""
    siblings: Any = line.event.audiences if isinstance(line, Audience) else line.event.nominations
    if not exchange(siblings, line, up):
        return
    db.session.flush()
    db.session.expire(line.event, ["audiences", "nominations"])
    _journal(line, f"{_kind(line)}.moved", actor)


def _why_it_stays(line: Audience | Nomination) -> str:
    if isinstance(line, Audience):
        message = _(
            "Категорию «%(title)s» убрать нельзя: в ней есть номинации. Сначала перенесите"
            " или уберите их.",
            title=line.title,
        )
    else:
        message = _(
            "Номинацию «%(title)s» убрать нельзя: в ней уже есть заявки. Её можно переименовать.",
            title=line.title,
        )
    return str(message)


def _check_limits(least: int | None, most: int | None) -> None:
    if least is not None and most is not None and least > most:
        raise RefusalError(
            _("Наименьший стаж больше наибольшего: под такое условие никто не подходит."),
            "min_experience",
        )


def _next_code(lines: list[Any], start: str) -> str:
    taken = {line.code for line in lines}
    number = 1
    while f"{start}{number}" in taken:
        number += 1
    return f"{start}{number}"


def _end_of(lines: list[Any]) -> int:
    return max((line.position for line in lines), default=-1) + 1


def _kind(line: Audience | Nomination) -> str:
    return "audience" if isinstance(line, Audience) else "nomination"


def _journal(line: Audience | Nomination, act: str, actor: str, fields: Any = ()) -> None:
    data = {"code": line.code} | ({"fields": list(fields)} if fields else {})
    journal(
        line.event,
        act,
        actor,
        subject=f"{_kind(line)}:{line.id}",
        data=data,
        texts={"title": line.title},
    )
