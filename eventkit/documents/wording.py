"""What papers say. Official papers of a Russian contest are Russian in every interface language."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from eventkit.documents.inflection import GENITIVE, PREPOSITIONAL, inflected
from eventkit.documents.models import Award
from eventkit.events.models import Event, Nomination
from eventkit.people.models import Person
from eventkit.printing.words import degree

ROLES = {
    "mentor": ("наставник", "наставнику"),
    "young": ("молодой педагог", "молодому педагогу"),
}
"""Places in a pair: who, to whom."""
TOGETHER_WORDS = {"pair": ("пара", "паре"), "team": ("команда", "команде")}
CERTIFICATES = ("certificate", "hours")
"""Of a work that took part, and of a person who was there for some hours."""
PAIR_TOOK_PART = "приняла участие"
WINNER = 1
"""The degree that a winner gets; lower ones are for prize winners."""


class Contest(NamedTuple):
    """How sentences name a contest: «муниципального конкурса …», «муниципальном конкурсе …»."""

    genitive: str
    prepositional: str
    title: str
    """In quotation marks."""

    def took_part(self, person: Person | None, case: str, reason: str = "") -> str:
        """The lines of a participant's certificate; ``person`` None: a pair's."""
        if case == "dative":
            role = f"за участие в {self.prepositional}"
        else:
            role = f"{_took_part(person) if person else PAIR_TOOK_PART} в {self.prepositional}"
        return f"{role}\n{self.title}\n{reason}"


def document_words(kind: str, grade: int | None = None) -> str:
    """«диплом I степени», «сертификат участника», «благодарность»."""
    if kind == "diploma":
        return f"диплом {degree(grade)}" if grade else "диплом"
    return "благодарность" if kind == "thanks" else "сертификат участника"


def heading(kind: str) -> str:
    """The big word of a paper."""
    return {"diploma": "Диплом", "thanks": "Благодарность"}.get(kind, "Сертификат")


def subheading(kind: str, grade: int | None) -> str:
    """The line under it: «I степени», «участника»."""
    if kind == "diploma":
        return degree(grade) if grade else ""
    return "участника" if kind in CERTIFICATES else ""


def hours_text(hours: Decimal) -> str:
    """«в объёме 6 часов», «в объёме 21 часа», «в объёме 1,5 часа»."""
    shown = format(hours.normalize(), "f").replace(".", ",")
    one = "," in shown or (shown.endswith("1") and not shown.endswith("11"))
    return f"в объёме {shown} {'часа' if one else 'часов'}"


def contest_of(event: Event, paper: str = "") -> Contest:
    """Split «Муниципальный конкурс эссе «К вершинам»», or take the words from the subtitle.

    Where neither says what it is, it is a contest; on a ``paper`` with hours, an event.
    """
    found = re.fullmatch(r"\s*([^«»]*?)\s*(«.+»)\s*", event.title)
    kind, title = (found[1], found[2]) if found else ("", f"«{event.title}»")
    kind = kind or event.subtitle.rstrip(" .")
    genitive, prepositional = inflected(kind, GENITIVE), inflected(kind, PREPOSITIONAL)
    if genitive is None or prepositional is None:
        words = ("мероприятия", "мероприятии") if paper == "hours" else ("конкурса", "конкурсе")
        return Contest(*words, title)
    return Contest(genitive, prepositional, title)


def text_of(
    contest: Contest,
    kind: str,
    case: str,
    *,
    grade: int | None = None,
    nomination: Nomination | None = None,
    person: Person | None = None,
    place_in_pair: str = "",
) -> str:
    """The lines after the name: role, title of the contest, reason, then the place in a pair."""
    reason = ""
    if kind == "diploma":
        role = f"{_role(case, grade)} {contest.genitive}"
        reason = f"в номинации «{nomination.title}»" if nomination else ""
    elif kind == "thanks":
        role = f"за работу в составе жюри {contest.genitive}"
    else:
        return "\n".join(filter(None, (contest.took_part(person, case), place_in_pair)))
    return "\n".join(filter(None, (f"{role}\n{contest.title}\n{reason}", place_in_pair)))


def pair_words(title: str, case: str, kind: str = "pair") -> str:
    """«пара «Камертон»», «паре «Камертон»», «команде «Маяк»»."""
    nominative, dative = TOGETHER_WORDS[kind]
    word = dative if case == "dative" else nominative
    return f"{word} «{title}»" if title else word


def place_words(role: str, pair: str, case: str, kind: str = "pair") -> str:
    """«наставник в паре «Камертон»», «молодому педагогу в паре …», «в составе команды «Маяк»»."""
    if kind == "team":
        return f"в составе команды «{pair}»"
    word = role_word(role, case)
    return f"{word} в {pair_words(pair, 'dative', kind)}" if word else ""


def role_word(role: str, case: str) -> str:
    """What a member is in a pair: «наставник», «молодому педагогу»; empty for others."""
    nominative, dative = ROLES.get(role, ("", ""))
    return dative if case == "dative" else nominative


def _role(case: str, grade: int | None) -> str:
    if case == "dative":
        return "победителю" if grade == WINNER else "призёру"
    return "победитель" if grade == WINNER else "призёр"


def _took_part(person: Person | None) -> str:
    gender = person.gender if person else ""
    return {"f": "приняла участие", "m": "принял участие"}.get(gender, "принял(а) участие")


def lead(kind: str, case: str) -> str:
    """The words before the name."""
    if kind in CERTIFICATES:
        return "выдан" if case == "dative" else "Настоящий сертификат подтверждает, что"
    if case == "nominative":
        return "Награждается"
    return "объявляется" if kind == "thanks" else "вручается"


def lines(award: Award) -> tuple[str, str, str]:
    """Role, title of the contest and reason of a paper."""
    role, title = [*award.text.split("\n"), ""][:2]
    return role, title, award.reason


def place_in_pair(award: Award) -> str:
    """«наставник в паре «Камертон»» of a member; the pair itself on its own paper."""
    return [*award.text.split("\n", 3), "", "", "", ""][3]


def names_of(award: Award) -> list[str]:
    """The names in the case of the paper: one, or each of a pair."""
    return (award.name_dative if award.case == "dative" else award.name_nominative).split("\n")


def name_of(award: Award) -> str:
    """The name in the case of the paper, of a pair both, of a team all."""
    *first, last = names_of(award)
    return " и ".join(filter(None, (", ".join(first), last)))


def posts_of(award: Award) -> list[str]:
    """Post and school of each name: «учителю музыки МАОУ СОШ с. Вымыслово»."""
    posts = (award.post_dative if award.case == "dative" else award.post).split("\n")
    schools = award.organization_name.split("\n")
    each = zip_longest(names_of(award), posts, schools, fillvalue="")
    return [with_school(post, school) for _name, post, school in each]


def post_of(award: Award) -> str:
    """The same in one line, with the place in a pair."""
    if award.is_of_pair:
        return "; ".join(filter(None, posts_of(award)))
    return ", ".join(filter(None, (*posts_of(award), place_in_pair(award))))


def with_school(post: str, school: str) -> str:
    """«учитель музыки МАОУ СОШ …», «учитель музыки филиала МАОУ СОШ …»."""
    if not post or not school:
        return post or school
    if not school[0].islower():
        return f"{post} {school}"
    genitive = inflected(school, GENITIVE)
    return f"{post} {genitive}" if genitive else f"{post}, {school}"


def sentence(award: Award) -> str:
    """The whole text of a paper in one line, as an order or a list quotes it."""
    role, title, reason = lines(award)
    name = name_of(award)
    if award.kind in CERTIFICATES:
        if award.is_of_pair:
            name = f"{place_in_pair(award)} ({name})"
        if award.case == "dative":
            return f"Сертификат № {award.number} выдан {_listed(name, award.post_dative)}"
        said = f"Настоящий сертификат подтверждает, что {name} {role} {title}"
        return f"{said} {reason}" if award.kind == "hours" else said
    if award.kind == "thanks" and award.case == "dative":
        thanked = f"Объявить благодарность {_listed(name, post_of(award))}"
        if award.organization_id is not None:
            return " ".join(filter(None, (f"{thanked}, {role}", title, reason)))
        return f"{thanked}, за работу в составе жюри"
    if award.is_of_pair:
        name = f"{place_in_pair(award)}: {name}"
    who = _listed(f"{lead(award.kind, award.case).capitalize()} {name}", post_of(award))
    return " ".join(filter(None, (f"{who}, {role}", title, reason)))


def _listed(*parts: str) -> str:
    return ", ".join(filter(None, parts))
