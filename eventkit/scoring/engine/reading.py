"""Reading rule keys one by one, with errors that name the key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from .values import exact


class RulesError(ValueError):
    """A rule that cannot be meant. `key` names it, `code` says what is wrong with it.

    Codes: `unknown`, `not_a_number`, `not_whole`, `too_small`, `too_large`, `not_a_choice`,
    `not_a_list`, `repeated`, `not_an_object`, `required`, `given_twice`.
    """

    def __init__(self, key: str, code: str, value: object = None) -> None:
        super().__init__(f"{key}: {code} ({value!r})")
        self.key = key
        self.code = code
        self.value = value


class Keys:
    """Takes known keys out of a mapping; what is left at the end is unknown."""

    def __init__(self, data: object, prefix: str = "", *, signed: bool = False) -> None:
        if not isinstance(data, Mapping):
            raise RulesError(prefix.rstrip(".") or "rules", "not_an_object", data)
        self._left = {str(key): value for key, value in data.items()}
        self._prefix = prefix
        self._signed = signed

    def named(self, key: str) -> str:
        """The prefix of what stands under a key."""
        return f"{self._prefix}{key}."

    def error(self, key: str, code: str, value: object = None) -> RulesError:
        """An error about this key."""
        return RulesError(self._prefix + key, code, value)

    def take(self, *names: str) -> object:
        """The value under one of these names; None when absent."""
        given = [name for name in names if self._left.get(name) is not None]
        if len(given) > 1 and len({str(self._left[name]) for name in given}) > 1:
            raise self.error(given[1], "given_twice", self._left[given[1]])
        value = self._left[given[0]] if given else None
        for name in names:
            self._left.pop(name, None)
        return value

    def number(self, key: str, most: int | None = None) -> Fraction | None:
        """An exact number, of at least 0 unless the keys are signed."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, int | str | Decimal | Fraction):
            raise self.error(key, "not_a_number", value)
        try:
            number = exact(value)
        except (TypeError, ValueError) as error:
            raise self.error(key, "not_a_number", value) from error
        if number < 0 and not self._signed:
            raise self.error(key, "too_small", value)
        if most is not None and number > most:
            raise self.error(key, "too_large", value)
        return number

    def whole(self, *names: str, least: int = 1, most: int | None = None) -> int | None:
        """A whole number from `least` to `most`."""
        value = self.take(*names)
        if value is None:
            return None
        if not isinstance(value, int | str | Decimal | Fraction):
            raise self.error(names[0], "not_a_number", value)
        try:
            number = exact(value)
        except (TypeError, ValueError) as error:
            raise self.error(names[0], "not_a_number", value) from error
        if number.denominator != 1:
            raise self.error(names[0], "not_whole", value)
        if number < least:
            raise self.error(names[0], "too_small", value)
        if most is not None and number > most:
            raise self.error(names[0], "too_large", value)
        return int(number)

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        """One of the words."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str) or value not in choices:
            raise self.error(key, "not_a_choice", value)
        return value

    def flag(self, key: str) -> bool:
        """Yes or no; no when absent."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, "not_a_choice", value)
        return value is True

    def text(self, key: str) -> str:
        """A text; empty when absent."""
        value = self.take(key)
        if value is not None and not isinstance(value, str):
            raise self.error(key, "not_a_choice", value)
        return value or ""

    def choices(self, key: str, choices: Collection[str]) -> dict[str, str]:
        """One of the words for each name; empty when absent."""
        inner = self._inner(key)
        found = {name: inner.choice(name, choices) for name in inner.names()}
        return {name: word for name, word in found.items() if word is not None}

    def numbers(self, key: str, *, signed: bool = False) -> dict[str, Fraction]:
        """A number for each name; empty when absent."""
        inner = self._inner(key, signed=signed)
        found = {name: inner.number(name) for name in inner.names()}
        return {name: number for name, number in found.items() if number is not None}

    def wholes(self, key: str) -> dict[str, int]:
        """A whole number of at least 1 for each name; empty when absent."""
        inner = self._inner(key)
        found = {name: inner.whole(name) for name in inner.names()}
        return {name: number for name, number in found.items() if number is not None}

    def places(self, key: str) -> tuple[int, ...]:
        """Different places, in rising order; empty when absent."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.error(key, "not_a_list", value)
        inner = Keys({str(number): one for number, one in enumerate(value)}, self.named(key))
        found = [inner.whole(name) for name in inner.names()]
        for place in found:
            if found.count(place) > 1:
                raise self.error(key, "repeated", place)
        return tuple(sorted(place for place in found if place is not None))

    def names(self) -> tuple[str, ...]:
        """The keys that nobody has taken yet."""
        return tuple(self._left)

    def _inner(self, key: str, *, signed: bool = False) -> Keys:
        given = self.take(key)
        return Keys({} if given is None else given, self.named(key), signed=signed)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of different words; empty when absent."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
            raise self.error(key, "not_a_list", value)
        for place, word in enumerate(value):
            if word in value[:place]:
                raise self.error(key, "repeated", word)
        return tuple(value)

    def finish(self, *, comments: bool = True) -> None:
        """Refuse what nobody took; sentences beside the rules are comments and pass."""
        for key, value in sorted(self._left.items()):
            if value is not None and not (comments and isinstance(value, str)):
                raise self.error(key, "unknown", value)
