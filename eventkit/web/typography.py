"""The typograph on pages: the same no-break spaces as on paper, and ranges that stay whole.

It runs over the text between tags of each HTML answer, so templates stay readable.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flask import Flask, Response
from markupsafe import Markup

from eventkit.printing.typograph import bind

JOINER = "\u2060"
_SECOND_STOP = re.compile(r"(?<=\b[гА-ЯЁA-Z]\.)\.(?!\.)")
"""A sentence that ends with «2026 г.» or with initials needs no full stop of its own."""
_RANGE = re.compile(r"(\d)–(\d)")
_SUM = re.compile(r"\(?\d[\d,]*(?: [+×/] \(?\d[\d,]*\)?)+")
"""«(36 + 34 + 27) / 3»: read at once, so it stays on one line while a phone has room for it."""
_LONGEST_SUM = 32
_TEXT = re.compile(r">(?=[^<]*[ –.])([^<]+)<")
"""Between tags, where there is anything to set: a blank, a dash, a full stop."""
_SET, _END = "<!--set-->", "<!--/set-->"
_KEEP = re.compile(
    # Templates and the HTML of texts have small letters: to look for both takes twice as long.
    rf"(<(textarea|script|pre|title|option)\b.*?</\2>|{_SET}.*?{_END})",
    re.DOTALL,
)


SHORT = 80


def typeset(text: str) -> str:
    """Set one run of text; the short ones come again and again."""
    return _remembered(text) if len(text) <= SHORT else _set(text)


def _set(text: str) -> str:
    if text.isspace():
        return text
    text = bind(_inner_quotes(_SECOND_STOP.sub("", text)))
    text = _SUM.sub(_whole, text).replace(" · ", "\u00a0· ")
    return _RANGE.sub(rf"\1{JOINER}–{JOINER}\2", text)


def _whole(found: re.Match[str]) -> str:
    text = found[0]
    return text.replace(" ", "\u00a0") if len(text) <= _LONGEST_SUM else text


def _inner_quotes(text: str) -> str:
    """Set quotation marks inside others as „“: titles come with marks of their own.

    Where the marks do not match, nobody knows which are inside: they stay.
    """
    if text.count("«") < 2 or text.count("«") != text.count("»"):
        return text
    depth, signs = 0, []
    for sign in text:
        depth += sign == "«"
        inner = depth > 1
        signs.append({"«": "„", "»": "“"}.get(sign, sign) if inner else sign)
        depth -= sign == "»"
        if depth < 0:
            return text
    return "".join(signs)


_remembered = lru_cache(maxsize=4096)(_set)


def typeset_html(html: str) -> str:
    """Set the text between tags; fields, scripts and preformatted blocks stay as they are."""
    start = html.find("<body")
    head, body = (html[:start], html[start:]) if start >= 0 else ("", html)
    parts = _KEEP.split(body)
    done = []
    for position in range(0, len(parts), 3):
        done.append(_TEXT.sub(lambda found: ">" + typeset(found[1]) + "<", parts[position]))
        if position + 1 < len(parts):
            done.append(parts[position + 1])
    return head + "".join(done)


def already_set(html: str) -> Markup:
    """A long piece of a page, set now, to be put into answers as it is."""
    return Markup(f"{_SET}{typeset_html(html)}{_END}")  # noqa: S704 -- of a template, escaped


def init_typography(app: Flask) -> None:
    """Set every HTML answer."""
    app.after_request(_typeset_answer)


def _typeset_answer(response: Response) -> Response:
    if response.mimetype == "text/html" and not response.direct_passthrough:
        response.set_data(typeset_html(response.get_data(as_text=True)))
    return response
