"""Notebooks run from top to bottom, store no output, and come to their answers."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.documented import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_CELLS, MOST_BYTES = 40, 200_000
FIRST = "01_how_many_agents.ipynb"
SECOND = "02_forecasting_a_week.ipynb"
THIRD = "03_building_a_roster.ipynb"
FOURTH = "04_checking_erlang_by_simulation.ipynb"
# The numbers that each notebook's prose rests on, in the order of its answers.
ANSWERS = {
    FIRST: ["14", "14", "16"],
    SECOND: [
        "['2026-09-23']",
        "(0.8, 0.6, 0.8, 0.3)",
        "(0.9, 0.3)",
        "('within noise', 'above')",
        "(0.0, 1.25)",
    ],
    THIRD: [
        "546",
        "19",
        "(0.1, True)",
        "['break_missing', 'rest_between_shifts']",
        "('people', '42h')",
        "0.5",
        "(True, 0, 0.0)",
        "(1.9, 2.0)",
    ],
    FOURTH: [
        "8",
        "(14, 12)",
        "(0.0, 0.51, 0.51)",
        "(12, 0, 0)",
        "(17, 30)",
        "(223, 234)",
    ],
}
# A page part that a browser would fetch from another host.
ELSEWHERE = re.compile(r"""<(?:script|link|img)[^>]*(?:src|href)=["']https?:""")

pytestmark = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem) for path in NOTEBOOKS]
)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tagged(notebook, tag):
    return [cell for cell in code_of(notebook) if tag in cell.metadata.get("tags", [])]


def executed(path):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=120,
        resources={"metadata": {"path": str(path.parent)}},
    )
    return client.execute()


def htmls(notebook):
    """Outputs that a browser shows: tables and pictures."""
    found = [
        output.data["text/html"]
        for cell in code_of(notebook)
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    ]
    assert any("Plotly.newPlot" in html for html in found)
    return found


def test_it_is_stored_without_outputs_and_small(path):
    notebook = nbformat.read(path, as_version=4)

    assert path.stat().st_size < MOST_BYTES
    assert len(notebook.cells) < MOST_CELLS
    for cell in code_of(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_it_opens_with_a_question_and_tells_a_story(path):
    notebook = nbformat.read(path, as_version=4)
    first = notebook.cells[0]

    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert "?" in first.source


def test_what_it_needs_lives_in_a_package(path):
    source = "\n".join(cell.source for cell in code_of(nbformat.read(path, 4)))
    tree = ast.parse(source)

    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert not [node for node in ast.walk(tree) if isinstance(node, defined)]


@pytest.mark.slow
def test_it_runs_and_its_numbers_are_those_of_its_prose(path):
    notebook = executed(path)

    answers = [
        output.data["text/plain"]
        for cell in tagged(notebook, "answer")
        for output in cell.outputs
    ]
    complaints = [
        output.text
        for cell in code_of(notebook)
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    ]
    assert answers == ANSWERS[path.name]
    assert complaints == []
    assert not [output for output in htmls(notebook) if ELSEWHERE.search(output)]
