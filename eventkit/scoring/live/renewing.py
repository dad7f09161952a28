"""Pages that ask again and again: an answer that says nothing new costs nearly nothing."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response


def unchanged(tag: str) -> Response | None:
    """The answer 304 to whoever has seen this state; None to others."""
    if not request.if_none_match.contains_weak(tag):
        return None
    answer = Response(status=304)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def tagged(tag: str, text: str) -> Response:
    """A piece of a page under the tag of its state."""
    answer = Response(text, mimetype="text/html")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
