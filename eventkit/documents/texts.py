"""What a certain paper says after its name."""

from __future__ import annotations

from eventkit.documents.models import TOGETHER, Award
from eventkit.documents.wording import Contest, lines, pair_words, place_words, text_of


def text_for(award: Award, contest: Contest, case: str) -> str:
    """The lines of a paper in a case, as its result and its place in a pair ask for them."""
    if award.kind == "hours":
        return contest.took_part(award.person, case, lines(award)[2])
    return text_of(
        contest,
        award.kind,
        case,
        grade=award.degree,
        nomination=award.standing.nomination if award.standing else None,
        person=award.person,
        place_in_pair=_place(award, case),
    )


def _place(award: Award, case: str) -> str:
    """«наставник в паре «Камертон»» for a member, «пара «Камертон»» for the pair itself;
    «в составе команды «Маяк»», «команда «Маяк»» for a team."""
    pair = award.group
    if award.standing is None or pair is None or pair.kind not in TOGETHER:
        return ""
    if award.is_of_pair:
        return pair_words(pair.title, case, pair.kind)
    roles = {author.person_id: author.role for author in award.standing.entry.authors}
    role = roles.get(award.person.id if award.person else 0, "")
    return place_words(role, pair.title, case, pair.kind)
