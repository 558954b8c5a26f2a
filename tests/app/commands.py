"""Run the command line as a user does: in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """Its summary."""
        return json.loads(self.out)


def aforo(*words, folder=ROOT, seconds=300):
    """Run ``aforo`` with some words in a folder."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "app", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        env=_environment(),
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def _environment():
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
