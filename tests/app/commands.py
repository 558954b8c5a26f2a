"""Run the command line as a user does, in the test's own process.

Starting Python and importing pandas and numba takes seconds a command;
`tests/app/test_process.py` says that a process of its own behaves alike.
"""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from app.cli import main

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


def aforo(*words, folder=ROOT):
    """Run ``aforo`` with some words in a folder."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with (
        chdir(folder),
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", ["aforo", *map(str, words)]),
        patch.dict(os.environ, {"COLUMNS": "100"}),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("error")
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
    return Ran(code, out.getvalue(), err.getvalue())
