"""Clients: what a person's browser sends, over connections that stay open.

Many clients run in processes of their own, so that their work is not the server's.
"""

from __future__ import annotations

import http.client
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache

PROCESSES = 4
NOT_MODIFIED = 304


@dataclass(frozen=True)
class Step:
    """One request. ``{key}`` in the path is taken from the address that a step led to."""

    path: str
    method: str = "GET"
    body: bytes | None = None
    content_type: str = "application/x-www-form-urlencoded"
    expected: int = 200
    takes_key: bool = False
    """Whether the answer's Location holds the key (``…/register/<key>/…``)."""
    headers: tuple[tuple[str, str], ...] = ()
    """Besides those of every request."""
    asks_again: bool = False
    """Whether the client sends the tag of its last answer, as a browser does; 304 is right then."""


@dataclass(frozen=True)
class Act:
    """What a person does: one request, or several in a row under one session."""

    steps: tuple[Step, ...]
    cookie: str = ""


@dataclass
class Played:
    """Wall seconds of each act, the whole time from the first to the last, size of an answer."""

    seconds: list[float] = field(default_factory=list)
    whole: float = 0.0
    size: int = 0


class Client:
    """A browser with one open connection. ``number`` chooses its address on this machine.

    The site limits how often one address may send a form; a school's clients are therefore
    given addresses of their own.
    """

    def __init__(self, port: int, number: int) -> None:
        source = (f"127.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255 or 1}", 0)
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=120, source_address=source
        )
        self._tags: dict[str, str] = {}

    def play(self, act: Act) -> int:
        """Do all of an act; returns the size of the last answer. Fails on an unexpected one."""
        return len(self.fetch(act))

    def fetch(self, act: Act) -> bytes:
        """The same, for the last answer's content as it was sent."""
        key, content = "", b""
        for step in act.steps:
            headers = {"Accept-Encoding": "gzip", "Accept-Language": "ru", "Cookie": act.cookie}
            if step.body is not None:
                headers["Content-Type"] = step.content_type
            headers |= dict(step.headers)
            path = step.path.replace("{key}", key)
            tag = self._tags.get(path, "") if step.asks_again else ""
            if tag:
                headers["If-None-Match"] = tag
            self.connection.request(step.method, path, body=step.body, headers=headers)
            answer = self.connection.getresponse()
            content = answer.read()
            if answer.status != step.expected and not (tag and answer.status == NOT_MODIFIED):
                raise RuntimeError(f"{step.method} {path}: {answer.status}, {content[:300]!r}")
            if step.asks_again:
                self._tags[path] = answer.headers.get("ETag", tag)
            if step.takes_key:
                key = answer.headers["Location"].split("/register/")[1].split("/")[0]
        return content


def play_alone(port: int, acts: Sequence[Act], number: int = 1) -> Played:
    """One client does all acts, one after another."""
    client, played = Client(port, number), Played()
    begun = time.perf_counter()
    for act in acts:
        before = time.perf_counter()
        played.size = client.play(act)
        played.seconds.append(time.perf_counter() - before)
    played.whole = time.perf_counter() - begun
    client.connection.close()
    return played


def play_together(port: int, acts: Sequence[Act], clients: int, number: int = 1) -> Played:
    """Clients share the acts and do them at once."""
    shares = [(number + n, list(acts[n::clients])) for n in range(clients)]
    groups = [shares[n::PROCESSES] for n in range(min(PROCESSES, clients))]
    pool = _processes()
    start = time.time() + 0.3
    parts = list(pool.map(_play_group, [(port, group, start) for group in groups]))
    played = Played([s for part in parts for s in part.seconds], size=parts[0].size)
    played.whole = max(part.whole for part in parts)
    return played


@lru_cache(maxsize=1)
def _processes() -> ProcessPoolExecutor:
    """The clients' processes, started once and waiting."""
    pool = ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn"))
    list(pool.map(time.sleep, [0.2] * PROCESSES))
    return pool


def _play_group(work: tuple[int, list[tuple[int, list[Act]]], float]) -> Played:
    port, shares, start = work
    with ThreadPoolExecutor(len(shares)) as threads:
        time.sleep(max(0.0, start - time.time()))
        parts = list(threads.map(lambda share: play_alone(port, share[1], share[0]), shares))
    whole = time.time() - start
    return Played([s for part in parts for s in part.seconds], whole, parts[0].size)
