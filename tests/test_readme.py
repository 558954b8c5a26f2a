"""The README says what is true."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from typer.main import get_command

from app.cli import app
from app.files.campaign import read_campaign

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    """Code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"))
def test_its_python_prints_what_it_says(code):
    said = re.findall(r"# (.+)$", code, flags=re.MULTILINE)
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        exec(code, {})

    assert printed.getvalue().splitlines() == said


def test_its_campaign_file_is_read_without_a_problem(tmp_path):
    (text,) = blocks("toml")
    (tmp_path / "campaign.toml").write_text(text, encoding="utf-8")
    for name in re.findall(r'"(\w+\.csv)"', text):
        (tmp_path / name).write_text("queue\n")

    assert read_campaign(tmp_path / "campaign.toml").campaign.name == "Soporte hogar"


def test_it_names_every_command():
    for command in get_command(app).commands:
        assert f"`{command}`" in README or f"`aforo {command}" in README


def test_its_first_lines_are_the_two_commands_of_the_makefile():
    first = blocks("sh")[0]
    makefile = (ROOT / "Makefile").read_text()

    for command in re.findall(r"^make (\w+)", first, flags=re.MULTILINE):
        assert re.search(rf"^{command}:", makefile, flags=re.MULTILINE)


def test_its_picture_is_there():
    for path in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / path).is_file()
