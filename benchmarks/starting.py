"""From the start of ``eventkit serve`` to its first answers, in an installation as people have it.

The environment of development holds much that a start would load besides (drivers of PostgreSQL
and Redis, a highlighter of program text), so the program is installed anew from the lock.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PATIENCE = 60.0
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Start:
    """Wall seconds until an address answered first, medians of the runs."""

    alive: float
    """/healthz"""
    page: float
    """The front page, asked for right after it."""


def install(folder: Path) -> Path:
    """Install the program from the lock into an environment in ``folder``; returns ``eventkit``."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [programs / "python", "-m", "pip", "install", "--quiet"]
    for wanted in (["-r", ROOT / "requirements.lock"], ["--no-deps", ROOT]):
        subprocess.run([*pip, *wanted], check=True, cwd=folder)
    return programs / "eventkit"


def measure_start(program: Path, folder: Path, runs: int) -> Start:
    """Start the installation's server anew each time and ask until it answers."""
    found = [_once(program, folder) for _run in range(runs + 1)][1:]
    return Start(median(alive for alive, _page in found), median(page for _alive, page in found))


def _once(program: Path, folder: Path) -> tuple[float, float]:
    port = _free_port()
    environment = {**os.environ, "EVENTKIT_INSTANCE": str(folder)}
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
