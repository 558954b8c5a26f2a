"""A command in a process of its own ends as it does inside the tests'."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.app.commands import ROOT, aforo

DAY = """agent,start,end,activity,queue
A1,2026-12-01T08:00,2026-12-01T10:00,contacts,ventas
A1,2026-12-01T10:00,2026-12-01T10:15,break,
A1,2026-12-01T10:15,2026-12-01T{end},contacts,ventas
"""


def alone(*words, folder):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "app", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={"PYTHONPATH": str(ROOT), "COLUMNS": "100", "OMP_NUM_THREADS": "1"},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, ["check", "lawful.csv"]),
        (2, ["staff", "nothing.csv", "--out", "r.csv"]),
        (3, ["check", "too_long.csv"]),
    ],
)
def test_code_and_words_are_the_same_in_a_process_of_its_own(code, words, tmp_path):
    (tmp_path / "lawful.csv").write_text(DAY.format(end="12:00"))
    (tmp_path / "too_long.csv").write_text(DAY.format(end="23:00"))

    inside = aforo(*words, folder=tmp_path)

    assert alone(*words, folder=tmp_path) == (inside.code, inside.out, inside.err)
    assert inside.code == code
