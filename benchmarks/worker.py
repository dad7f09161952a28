"""A server in a process of its own that says how much processor time it has used.

``python -m benchmarks.worker KIND`` serves KIND (the app of EVENTKIT_INSTANCE, or a floor of
floors.py) with waitress on a free port, as production does: eight threads, one process. The
worker of jobs is not started, so that only answers are measured. The first line on standard output
is the port; each line on standard input is answered with the processor seconds used so far, those
of finished children (reading a document) included.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

THREADS = 8
ROOT = Path(__file__).resolve().parent.parent


class Worker:
    """The parent's view of a running server."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.port = int(self._line())

    def cpu(self) -> float:
        """Processor seconds used since the start, children included."""
        assert self.process.stdin is not None
        self.process.stdin.write("cpu\n")
        self.process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the server has ended")
        return line


@contextmanager
def running(kind: str, instance: Path) -> Iterator[Worker]:
    """A server of this kind on this installation, stopped afterwards."""
    environment = {**os.environ, "EVENTKIT_INSTANCE": str(instance), "EVENTKIT_TIMEZONE": "UTC"}
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.worker", kind],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Worker(process)
        finally:
            process.kill()


def used() -> float:
    """Processor seconds of this process and of its finished children."""
    seconds = time.process_time()
    try:
        import resource
    except ImportError:  # not on Windows: children are not counted there
        return seconds
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds + children.ru_utime + children.ru_stime


def application(kind: str) -> Any:
    """The WSGI application to serve."""
    if kind == "eventkit":
        from eventkit.app import create_app

        return create_app()
    from benchmarks.floors import FLOORS

    return FLOORS[kind](Path(os.environ["EVENTKIT_INSTANCE"]))


def main(kind: str) -> None:
    """Serve until standard input is closed."""
    from waitress import create_server

    from eventkit.cli.serving import AT_ONCE, look_for_garbage_seldom

    # Sixteen clients in front of eight threads wait in a queue; that is what is measured.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        application(kind), host="127.0.0.1", port=0, threads=THREADS, ident=None, **AT_ONCE
    )
    look_for_garbage_seldom()
    threading.Thread(target=server.run, daemon=True).start()
    print(server.effective_port, flush=True)
    for _line in sys.stdin:
        print(json.dumps(used()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
