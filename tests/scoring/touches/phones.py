"""What a phone sends, and what it is told."""

from __future__ import annotations

from itertools import count
from typing import Any

from eventkit.db import db
from eventkit.web.clock import now

_counters = count(1)


def touch(task, field, value, base=0, **more):
    number = next(_counters)
    made = {"id": f"touch-{number}", "task": task.id, "field": field, "value": value}
    return made | {"base": base, "counter": number, "made_at": now().isoformat()} | more


def send(client, *touches, device="phone", status=200):
    answer = client.post("/jury/touches", json={"device": device, "touches": list(touches)})
    assert answer.status_code == status, answer.text
    return answer.json


def one(client, *arguments, device="phone", **more) -> dict[str, Any]:
    """Send one touch; its result."""
    return send(client, touch(*arguments, **more), device=device)["results"][0]


def close(event):
    event.stage("judging").closed_at = now()
    db.session.commit()
