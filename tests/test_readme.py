"""The README says what is true."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from typer.main import get_command

import forecasting.models
from app.cli import app
from app.files.campaign import read_campaign
from app.services.planning.folder import TABLES
from wfm.demand import Channel
from wfm.staffing.changing import METHODS
from wfm.tables import (
    BACKTEST,
    CHANGES,
    COMPARISON,
    CONTRACTED,
    DAY_CHANGES,
    DAY_LIMITS,
    DAY_SO_FAR,
    EXPLANATION,
    LAUNCHES,
    LEVERS,
    OVERRIDES,
    PATHS,
    SHIFT_COVER,
    SHIFT_TYPES,
    SHORTAGES,
)
from wfm.tables.payroll import OVERTIME_REGISTER, PAY, REST_DAYS
from wfm.tables.prices import PRICES
from wfm.tables.results import VIOLATIONS
from wfm.tables.skills import SKILL_GROUPS, SKILL_SERVICE, SKILL_STAFFING

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DICTIONARY = (ROOT / "sample_data" / "README.md").read_text(encoding="utf-8")
WRITTEN = (*{each.name: each for each in TABLES.values()}.values(),)
WRITTEN += (
    BACKTEST,
    CHANGES,
    COMPARISON,
    CONTRACTED,
    DAY_CHANGES,
    DAY_LIMITS,
    DAY_SO_FAR,
    EXPLANATION,
    LAUNCHES,
    LEVERS,
    OVERRIDES,
    OVERTIME_REGISTER,
    PATHS,
    PAY,
    PRICES,
    REST_DAYS,
    SHIFT_COVER,
    SHIFT_TYPES,
    SHORTAGES,
    SKILL_GROUPS,
    SKILL_STAFFING,
    SKILL_SERVICE,
    VIOLATIONS,
)


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


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.name)
def test_every_column_is_described(table):
    described = set(re.findall(r"`(\w+)`", DICTIONARY))

    assert set(table.names) <= described


def test_its_part_of_a_campaign_file_is_read_without_a_problem(tmp_path):
    (queues,) = blocks("ini")
    head = '[campaign]\nname = "Hogar"\ncountry = "CO"\n[files]\nhistory = "h.csv"\n'
    path = tmp_path / "campaign.toml"
    path.write_text(f"{head}[goal]\nservice_level = 0.8\n{queues}", encoding="utf-8")
    (tmp_path / "h.csv").write_text("queue\n")

    campaign = read_campaign(path).campaign

    assert campaign.queue("soporte").goal.window == "day"
    assert campaign.queue("chat").concurrency == 3
    assert campaign.queue("correo").blend == ("soporte",)
    assert any("cobranza.contact_windows = Ley" in each for each in campaign.defaults)


def test_it_names_every_model():
    for model in forecasting.models.METHODS:
        assert f"`{model}`" in README


def test_it_names_every_method():
    for method in (*METHODS, *(set(Channel) - {Channel.VOICE})):
        assert f"`{method}`" in README


def test_its_picture_is_there():
    for path in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / path).is_file()
