"""Which places make a winner and which a prize, where rules list them."""

from __future__ import annotations

from eventkit.lazy import dataclass

from .reading import Keys


@dataclass(frozen=True)
class AwardPlaces:
    """The places of winners and of prizes, each in rising order."""

    winner: tuple[int, ...] = (1,)
    prize: tuple[int, ...] = ()

    @classmethod
    def read(cls, keys: Keys) -> AwardPlaces | None:
        """The lists under the key `awards_rule`; None where it is absent."""
        given = keys.take("awards_rule")
        if given is None:
            return None
        inner = Keys(given, keys.named("awards_rule"))
        winner, prize = inner.places("winner"), inner.places("prize")
        inner.finish()
        twice = set(winner) & set(prize)
        if twice:
            raise keys.error("awards_rule.prize", "repeated", min(twice))
        if not winner:
            raise keys.error("awards_rule.winner", "required")
        return cls(winner, prize)

    @classmethod
    def up_to(cls, last: int) -> AwardPlaces:
        """The first place wins, the others up to the last one are prizes."""
        return cls((1,), tuple(range(2, last + 1)))

    def to_dict(self) -> dict[str, list[int]]:
        """JSON-safe; `read` gives the same lists back."""
        return {"winner": list(self.winner), "prize": list(self.prize)}

    @property
    def last(self) -> int:
        """The last place that is awarded."""
        return max(self.winner + self.prize)

    def status(self, place: int) -> str:
        """`winner`, `prize` or `participant`."""
        if place in self.winner:
            return "winner"
        return "prize" if place in self.prize else "participant"
