"""Playing scenarios through the door and comparing what it says with what was published."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCENARIOS = HERE.parent / "data" / "scenarios"
PROSE = {"reason", "note", "equidistant_rule"}


def read(file: Path) -> Any:
    """A JSON file."""
    return json.loads(file.read_text("utf-8"))


def door(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the acceptance door as a command of its own."""
    command = [sys.executable, str(HERE / "run.py"), *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)


def compared(data: Any) -> Any:
    """Without prose, and lists of rows in one order: the order of rows is no promise."""
    if isinstance(data, dict):
        return {key: compared(value) for key, value in data.items() if key not in PROSE}
    if isinstance(data, list) and data and isinstance(data[0], dict):
        rows = [compared(row) for row in data]
        return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True, ensure_ascii=False))
    return data
