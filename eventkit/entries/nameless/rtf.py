"""What readers see of a Rich Text file, for the library that takes its text out.

The library knows neither hidden nor deleted words, writes addresses of links into the text and
loses footnotes and text boxes with all that is not the main text. Here the ones are taken out and
the others moved to the end, as they stand in the text of a Word document.
"""

from __future__ import annotations

import re
from dataclasses import replace

from eventkit.lazy import dataclass

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}|\\[^a-zA-Z]|[{}]"
    r"|[\r\n]+|[^\\{}\r\n]+|\\",
    re.DOTALL,
)
_ASIDE = ("footnote", "shptxt")
_UNSEEN = ("fldinst", "datafield", "annotation", "atnid", "atnauthor")
_SIGNS = {
    "u", "tab", "line", "emdash", "endash", "emspace", "enspace", "qmspace", "bullet", "lquote",
    "rquote", "ldblquote", "rdblquote",
}  # fmt: skip
"""Control words that are signs of the text; of the others hidden words keep theirs."""


@dataclass(frozen=True)
class _State:
    """How the words of a group are written; a group inside begins with the same."""

    is_hidden: bool = False
    is_deleted: bool = False
    is_dropped: bool = False
    """The group is no text at all, whatever stands in it."""
    is_aside: bool = False
    font: str = ""


def visible_rtf(text: str) -> str:
    """The same file with what its readers see, beginning with its first brace."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.state = _State()
        self.outer: list[_State] = []
        self.main: list[str] = []
        self.asides: list[str] = []

    def read(self) -> str:
        at = 0
        while at < len(self.text) and (match := _TOKEN.match(self.text, at)) is not None:
            at = match.end()
            sign, word, number = match[0], match["word"], match["number"]
            if word == "bin":
                at += max(0, int(number or 0))  # bytes of a picture, which may hold braces
            elif word is not None:
                self._word(word, number, sign)
            elif sign == "{":
                self._write(sign)
                self.outer.append(self.state)
            elif sign == "}":
                if self._close():
                    break
            elif not self._is_unseen():
                self._write(sign)
        return "".join(self.main)

    def _word(self, word: str, number: str | None, sign: str) -> None:
        is_on = number != "0"
        if word == "v":
            self.state = replace(self.state, is_hidden=is_on)
        elif word == "deleted":
            self.state = replace(self.state, is_deleted=is_on)
        elif word == "plain":
            self.state = replace(self.state, is_hidden=False, is_deleted=False, font="")
        elif word == "f":
            self.state = replace(self.state, font=number or "")
        elif word in _UNSEEN:
            self.state = replace(self.state, is_dropped=True)
        elif word in _ASIDE:
            self._step_aside()
            return
        if not (word in _SIGNS and self._is_unseen()):
            self._write(sign)

    def _step_aside(self) -> None:
        """A note to hidden or deleted words is unseen too, though it begins its look anew."""
        self._write("}")
        font = f"\\f{self.state.font} " if self.state.font else ""
        self.state = replace(
            self.state, is_dropped=self._is_unseen(), is_aside=True, is_hidden=False,
            is_deleted=False,
        )  # fmt: skip
        self._write(f"{{\\par \\par {font}")

    def _close(self) -> bool:
        """Leave a group; whether it was the whole file."""
        if not self.outer:
            return True
        if len(self.outer) == 1:
            self.main += self.asides
        self._write("}")
        self.state = self.outer.pop()
        return not self.outer

    def _is_unseen(self) -> bool:
        return self.state.is_hidden or self.state.is_deleted or self.state.is_dropped

    def _write(self, piece: str) -> None:
        (self.asides if self.state.is_aside else self.main).append(piece)
