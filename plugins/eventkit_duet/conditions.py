"""Whether a pair meets the conditions of its event, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from eventkit.entries.models import Entry
from eventkit.hooks import Problem
from eventkit.people.models import Person
from eventkit.registration.eligibility import anniversary, full_years
from eventkit.web.i18n import day
from eventkit_duet.models import DuetConditions
from eventkit_duet.queries import conditions_of, mentoring_since


def problems_of(entry: Entry) -> list[Problem]:
    """What is not met, the young teacher first; nothing while one of the two is missing."""
    people = {author.role: author.person for author in entry.authors}
    if not {"mentor", "young"} <= people.keys():
        return []
    mentor, young, row = people["mentor"], people["young"], conditions_of(entry.event)
    on = entry.event.reference_date
    return [
        *_of_young(young, row, on),
        *_of_mentor(mentor, row, on),
        *_of_both(entry, mentor, young, row),
    ]


def months_between(since: date, until: date) -> int:
    """Full months; a month is over on the same day of the next, or on its first day after."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (until.day < since.day), 0)


def _of_young(young: Person, row: DuetConditions, on: date) -> Iterator[Problem]:
    most = row.young_max_age
    if most is not None and young.birth_date and full_years(young.birth_date, on) > most:
        words = _("Молодому педагогу больше лет, чем допускает конкурс: %(most)d.", most=most)
        yield Problem(words, "young", code="age_over")
    most = row.young_max_experience
    since = young.teaching_since
    if most is not None and since and anniversary(since, most) < on:
        words = _("Стаж молодого педагога больше, чем допускает конкурс: %(most)d.", most=most)
        yield Problem(words, "young", code="experience_over")


def _of_mentor(mentor: Person, row: DuetConditions, on: date) -> Iterator[Problem]:
    least, since = row.mentor_min_experience, mentor.teaching_since
    if least is not None and since and anniversary(since, least) > on:
        words = _("Стаж наставника меньше, чем нужно: %(least)d.", least=least)
        yield Problem(words, "mentor", code="experience_under")


def _of_both(entry: Entry, mentor: Person, young: Person, row: DuetConditions) -> Iterator[Problem]:
    if row.min_months is not None:
        yield from _of_mentoring(entry, mentor, young, row.min_months)
    if row.schools == "any" or mentor.organization is None or young.organization is None:
        return
    together = mentor.organization.root_id == young.organization.root_id
    if row.schools == "same" and not together:
        words = _("Участники пары работают в разных организациях, а нужно в одной.")
        yield Problem(words, "pair", code="schools_differ")
    if row.schools == "different" and together:
        words = _("Участники пары работают в одной организации, а нужно в разных.")
        yield Problem(words, "pair", code="schools_same")


def _of_mentoring(entry: Entry, mentor: Person, young: Person, least: int) -> Iterator[Problem]:
    """By the registry; where it does not know the pair, by the order that the pair names."""
    on, group = entry.event.reference_date, entry.group
    known = mentoring_since(mentor, young, on)
    typed = group.order_date if group is not None else None
    since = known or typed
    if since is None:
        words = _("Этой пары нет в реестре наставничества: срок проверьте сами.")
        yield Problem(words, "pair", blocking=False)
    elif months_between(since, on) < least:
        words = _("Наставничество длится меньше, чем нужно: %(n)d мес.", n=least)
        yield Problem(words, "pair", code="mentoring_short")
    elif group is not None and known is None and typed is not None:
        words = _(
            "Пары нет в реестре наставничества. Срок посчитан по приказу № %(number)s от %(day)s,"
            " его назвала пара: проверьте приказ.",
            number=group.order_number,
            day=day(typed),
        )
        yield Problem(words, "pair", blocking=False)
