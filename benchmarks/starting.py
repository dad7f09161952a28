"""From the start of ``eventkit serve`` to its first answers."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PATIENCE = 60.0


@dataclass(frozen=True)
class Start:
    """Wall seconds until an address answered first, medians of the runs."""

    alive: float
    """/healthz"""
    page: float
    """The front page, asked for right after it."""


def measure_start(folder: Path, runs: int) -> Start:
    """Start the installation's server anew each time and ask until it answers."""
    found = [_once(folder) for _run in range(runs + 1)][1:]
    return Start(median(alive for alive, _page in found), median(page for _alive, page in found))


def _once(folder: Path) -> tuple[float, float]:
    port = _free_port()
    environment = {**os.environ, "EVENTKIT_INSTANCE": str(folder)}
    program = Path(sys.executable).with_name("eventkit")
    begun = time.perf_counter()
    with subprocess.Popen(
        [program, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _ask(port, "/healthz", begun)
            alive = time.perf_counter() - begun
            _ask(port, "/", begun)
            return alive, time.perf_counter() - begun
        finally:
            process.kill()


def _ask(port: int, path: str, begun: float) -> None:
    while time.perf_counter() - begun < PATIENCE:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except ConnectionError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise RuntimeError(f"the server did not answer {path}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
