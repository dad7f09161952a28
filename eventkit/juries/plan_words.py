"""A plan of assignments in words: what is missing, what would help, who cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventkit.db import db
from eventkit.entries.models import Entry, EntryAuthor
from eventkit.juries.assigning import Plan, Problem
from eventkit.juries.newcomers import who_may_come
from eventkit.juries.planning import Preview, Scene
from eventkit.juries.remedies import Remedy, remedies_for
from eventkit.people.models import Group, Person

NAMED = 5
"""So many people are proposed by name."""
SHOWN = 12
"""So many codes or names are listed; of more the rest is counted."""


def shortages(scene: Scene, done: Plan) -> list[str]:
    """For each work that lacks sheets: how many, and where the jurors are."""
    missing = sorted(done.missing, key=lambda entry: scene.entries[entry])
    return [_shortage(scene, done, entry) for entry in missing]


def _shortage(scene: Scene, done: Plan, entry: int) -> str:
    reads = done.pairs | scene.beside
    free = [j for j in scene.jurors if (entry, j.id) not in reads | scene.barred]
    fact = ngettext(
        "Работе %(code)s не хватает %(num)d члена жюри.",
        "Работе %(code)s не хватает %(num)d членов жюри.",
        done.missing[entry],
        code=scene.entries[entry],
    )
    why = _(
        "Читают её: %(reads)d, конфликт интересов: %(conflict)d, предельная нагрузка: %(full)d.",
        reads=sum((entry, j.id) in reads for j in scene.jurors),
        conflict=sum((entry, j.id) in scene.barred - reads for j in scene.jurors),
        full=len(free),
    )
    return f"{fact} {why}"


def ways_out(scene: Scene, problem: Problem, done: Plan) -> list[str]:
    """The smallest changes by which nothing would be missing, each checked by solving again."""
    return [_in_words(scene, remedy) for remedy in remedies_for(problem, done)]


def _in_words(scene: Scene, remedy: Remedy) -> str:
    if remedy.limits:
        names = {juror.id: juror.person.short_name for juror in scene.jurors}
        raised = [
            _("%(name)s – до %(limit)d", name=names[juror], limit=limit)
            for juror, limit in sorted(remedy.limits.items(), key=lambda item: names[item[0]])
        ]
        return str(_("Поднять предел нагрузки: %(names)s.", names=", ".join(raised)))
    guests = [_guest(scene, works) for works in remedy.experts]
    known = [_known(works) for works in remedy.experts]
    if len(guests) == 1:
        first = _("Позвать ещё одного члена жюри: %(works)s.", works=guests[0])
        return " ".join(filter(None, (first, known[0])))
    first = ngettext(
        "Позвать ещё %(num)d члена жюри.", "Позвать ещё %(num)d членов жюри.", len(guests)
    )
    each = (_("№ %(number)d: %(works)s.", number=n, works=w) for n, w in enumerate(guests, 1))
    parts = [part for pair in zip(each, known, strict=True) for part in pair if part]
    return " ".join([first, *parts])


def _known(works: Sequence[int]) -> str:
    """Who has judged here before and has no conflict with these works."""
    names = [person.short_name for person in who_may_come(works)]
    shown, rest = names[:NAMED], len(names) - NAMED
    if not shown:
        return ""
    said = ", ".join(shown)
    if rest > 0:
        said = _("%(items)s и ещё %(rest)d", items=said, rest=rest)
    return str(_("Конфликта нет, в жюри уже бывали: %(names)s.", names=said))


def _guest(scene: Scene, works: Sequence[int]) -> str:
    codes = listed(sorted((scene.entries[entry] for entry in works), key=lambda c: (len(c), c)))
    schools = _schools(works)
    if not schools:
        return str(ngettext("работа %(codes)s", "работы %(codes)s", len(works), codes=codes))
    return str(
        ngettext(
            "работа %(codes)s, без связи с организацией: %(schools)s",
            "работы %(codes)s, без связи с организациями: %(schools)s",
            len(works),
            codes=codes,
            schools=listed(schools),
        )
    )


def _schools(works: Sequence[int]) -> list[str]:
    """Whose works these are: who comes from there may not read them."""
    query = (
        select(Entry)
        .where(Entry.id.in_(works))
        .options(
            selectinload(Entry.authors)
            .joinedload(EntryAuthor.person)
            .joinedload(Person.organization),
            joinedload(Entry.group).joinedload(Group.organization),
        )
    )
    found = set()
    for entry in db.session.scalars(query).unique():
        own = [author.person.organization for author in entry.authors]
        own.append(entry.group.organization if entry.group else None)
        found |= {school.short_name for school in own if school is not None}
    return sorted(found)


def listed(items: Iterable[str]) -> str:
    """Items with commas; of many the first ones, and how many more there are."""
    every = list(items)
    if len(every) <= SHOWN:
        return ", ".join(every)
    rest = len(every) - SHOWN + 1
    return str(_("%(items)s и ещё %(rest)d", items=", ".join(every[: SHOWN - 1]), rest=rest))


def comparability(made: Preview) -> list[str]:
    """One piece, or the pieces by name and why they stay; empty where nobody reads anything."""
    names = {juror.id: juror.person.short_name for juror in made.scene.jurors}
    pieces = [[names[j] for j in piece.jurors if j in names] for piece in made.plan.pieces]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return []
    return [listed(piece) for piece in pieces]


def price_of_joining(made: Preview) -> int:
    """How many works go to jurors outside their expertise only to make the jury comparable."""
    return made.plan.goals.mismatched - made.plan.goals_before_joining.mismatched


def unproven(done: Plan) -> str:
    """What the solver had no time to prove; empty where all was proved."""
    if done.proven >= 4:
        return ""
    if done.proven == 0:
        return str(
            _(
                "Расчёт не уложился во время, план собран простым способом: недостающих листов"
                " меньше быть не может, но работы могли перейти из рук в руки без нужды,"
                " а темы членов жюри не учтены."
            )
        )
    known = [_("недостающих листов"), _("переданных работ"), _("самой большой нагрузки")]
    return str(
        _(
            "Расчёт не уложился во время. Доказано, что меньше быть не может: %(goals)s."
            " Остальное может быть не лучшим.",
            goals=", ".join(known[: done.proven]),
        )
    )
