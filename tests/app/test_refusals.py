"""Every sentence of an error that a person may meet has a text in Spanish."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import app
from app.reports.reader import Reader
from app.reports.refusals import known, told
from wfm.errors import (
    ParameterError,
    Problem,
    StaleError,
    TableError,
    TransitionError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(app.__file__).parents[1]
# Where what is raised ends on a screen: as a refusal, or in the row of a failed job.
MET = (
    *("app/services", "app/jobs", "app/storage", "app/files", "wfm/tables"),
    *("wfm/labour", "wfm/staffing", "wfm/performance", "wfm/payroll"),
    *("wfm/campaign.py", "wfm/demand.py", "wfm/intervals.py", "wfm/requisition.py"),
    *("wfm/holidays.py", "wfm/contact_windows.py", "forecasting", "scheduling/solve"),
    *("scheduling/assignment", "scheduling/activities", "scheduling/shifts.py"),
    *("scheduling/validate", "scheduling/team", "scheduling/solver.py"),
    "scheduling/solver_columns.py",
)
# What is met on a command line, in a notebook or in the log of a server only.
NOT_MET = (
    *(
        "app/storage/backup.py",
        "app/storage/engine.py:5",
        "app/storage/engine.py:4",
        "app/storage/upgrade.py",
    ),
    *("app/services/rosters/publish.py", "app/services/rosters/payroll.py"),
    *("app/services/plans/summary_file.py", "app/services/forecasts/kept.py"),
    *("app/services/staffing/skills.py", "app/services/demo.py"),
    *("app/jobs/process.py", "app/jobs/worker_name.py", "app/jobs/kinds.py"),
    *("app/files/marked_folder.py", "app/files/write.py", "app/files/groups.py"),
    *("app/files/toml_edit.py", "wfm/staffing/backlog.py", "wfm/staffing/deferred.py"),
    *("wfm/staffing/risk/", "wfm/staffing/skill_groups.py", "forecasting/executor.py"),
    *("wfm/staffing/multiskill.py", "wfm/staffing/chat.py", "scheduling/team/"),
    *(
        "wfm/performance/simulated.py",
        "wfm/staffing/channels.py",
        "wfm/payroll/hour.py",
    ),
)
_RAISED = re.compile(r"(\w*Error|Problem)$")
# Arguments that are words of code; what people read comes after them.
_NAMES = {"ParameterError": 2, "Problem": 1}


def sentences() -> Iterator[tuple[str, str]]:
    """Place and text of everything raised there, its blanks filled with an X."""
    for met in MET:
        path = ROOT / met
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                place = f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
                if isinstance(node, ast.Call) and not place.startswith(NOT_MET):
                    said = _said(node)
                    if said:
                        yield place, said


def _said(call: ast.Call) -> str:
    kind = _RAISED.search(ast.unparse(call.func))
    if kind is None or kind[1] in _OTHERWISE or kind[1].endswith(_ASIDE):
        return ""
    at = _NAMES.get(kind[1], 0)
    text = _text(call.args[at]) if len(call.args) > at else ""
    if kind[1] == "ParameterError":
        return text and f"days must be {text}, got X"
    if text in _OF_SENTENCES or text.startswith(_TECHNICAL):
        return ""
    return text and (f"history: {text}" if kind[1] == "Problem" else text)


# Told by their fields, whatever these are; and what is no error of Aforo.
_OTHERWISE = ("UnknownNameError", "TransitionError", "StaleError", "ForbiddenError")
_ASIDE = (
    "EditRefusedError",
    "FormError",
    "PasswordError",
    "NoPlanError",
    "TypeError",
    "FileRefusedError",
    "AssertionError",
    "RuntimeError",
    "KeyError",
)


# Whose blanks are sentences: these are in the texts as a whole.
_OF_SENTENCES = ("[queues.X] X", "[forecast] queues: X X", "role X X agent code")
# What a driver or a solver says of itself: that is a technical message.
_TECHNICAL = ("database: ", "X rules are broken in the schedule made")


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "X"
            for part in node.values
        )
    if isinstance(node, ast.BinOp):
        return (_text(node.left) or "X") + (_text(node.right) or "X")
    return ""


def test_every_sentence_of_an_error_is_told_in_spanish():
    spanish = Reader("es")
    found = list(sentences())

    untold = [each for each in found if known(spanish, each[1]) is None]

    assert len(found) > 150
    assert untold == []


@pytest.mark.parametrize(
    ("error", "spanish"),
    [
        (
            ParameterError("aht_s", -3, "above 0"),
            "El TMO debe ser mayor que 0; se recibió -3.",
        ),
        (
            UnknownNameError("queue", "vetnas", ["ventas"]),
            "No existe la cola «vetnas». ¿Quiso decir «ventas»?",
        ),
        (
            TransitionError("done", "cancel", ()),
            "Eso no se puede hacer con algo en estado «terminado».",
        ),
        (
            StaleError("roster", "Ana", 1_796_000_000),
            "Ana cambió esto antes que usted, el 30 nov 2026 a las 00:53 UTC."
            " Cargue de nuevo la página y repita su cambio.",
        ),
        (
            TableError([Problem("history", "is not a number", 4, "offered", "x")]),
            "Historial, fila 4, columna offered: «x» no es un número",
        ),
    ],
)
def test_errors_that_name_something_are_told_by_what_they_name(error, spanish):
    assert told(Reader("es"), str(error)).replace("\xa0", " ") == spanish


def test_rows_with_the_same_mistake_are_counted_in_spanish():
    rows = [Problem("agents", "is empty", row, "team") for row in range(2, 7)]

    said = told(Reader("es"), str(TableError(rows)))

    assert said == (
        "Asesores, fila 2, columna team: está vacía (también en 3, 4 y en 2 filas más)"
    )


def test_what_has_no_translation_says_that_it_is_a_technical_message():
    assert told(Reader("es"), "the moon is full") == (
        "Mensaje técnico, en inglés: the moon is full"
    )
    assert told(Reader("en"), "the moon is full") == "The moon is full"


def test_every_mistake_has_a_line_of_its_own():
    errors = "history: is not a text file\nthe moon is full"

    assert len(told(Reader("es"), errors).splitlines()) == 2
