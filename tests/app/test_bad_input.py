"""Wrong data: one sentence a problem, exit code 2, nothing written."""

from __future__ import annotations

import gzip

import pytest

from tests.app.commands import aforo
from tests.scheduling.demands import contracts

HEADER = "queue,start,offered,aht_s\n"
GOOD = "".join(
    f"ventas,2026-10-{day:02d}T{hour:02d}:{minute:02d},10,240\n"
    for day in range(5, 31)
    for hour in range(8, 12)
    for minute in (0, 30)
)
CAMPAIGN = """
[campaign]
name = "Prueba"
days = 7
[files]
history = "history.csv"
{files}
[goal]
service_level = 0.8
{more}
"""


def write(folder, history=HEADER + GOOD, files="", more="", **others):
    """A campaign in a folder, with some tables wrong."""
    (folder / "history.csv").write_text(history)
    for name, text in others.items():
        (folder / f"{name}.csv").write_text(text)
        files += f'{name} = "{name}.csv"\n'
    (folder / "campaign.toml").write_text(CAMPAIGN.format(files=files, more=more))


def refused(folder, code=2):
    """The complaints of a plan that must fail and write nothing."""
    ran = aforo("plan", "campaign.toml", "--out", "plan", folder=folder)
    assert ran.code == code, (ran.out, ran.err)
    assert "Traceback" not in ran.err
    assert not (folder / "plan").exists()
    return ran.err


HISTORIES = [
    pytest.param(
        "queue,start\nventas,2026-10-05T08:00\n",
        "history.csv: column 'offered' is missing",
        id="a missing column",
    ),
    pytest.param("", "history.csv: is empty", id="an empty file"),
    pytest.param(HEADER, "history.csv: has no rows", id="only a header"),
    pytest.param(
        HEADER + "ventas,2026-10-05T08:00,diez,240\n" + GOOD,
        "history.csv, row 2, column offered: 'diez' is not a number",
        id="text in a number",
    ),
    pytest.param(
        HEADER + GOOD + "ventas,2026-11-02T08:00,-3,240\n",
        "column offered: '-3' must be at least 0",
        id="a negative volume",
    ),
    pytest.param(
        HEADER + GOOD + "ventas,2026-10-05T08:00,11,240\n",
        "row 210, column queue, start: 'ventas 2026-10-05T08:00' appears again",
        id="duplicate intervals with different values",
    ),
    pytest.param(
        HEADER + GOOD + "ventas,2026-02-30T08:00,11,240\n",
        "row 210, column start: '2026-02-30T08:00' is not a date and time",
        id="a date that does not exist",
    ),
    pytest.param(
        HEADER + GOOD + "ventas,2026-11-02T08:00,nan,240\n",
        "column offered: 'nan' is not a number",
        id="not a number",
    ),
    pytest.param(
        HEADER + GOOD + "ventas,2026-11-02T08:00,1,2,3\n",
        "row 210: has 5 cells, the header has 4",
        id="a row too long",
    ),
]


@pytest.mark.parametrize(("history", "message"), HISTORIES)
def test_a_wrong_history_is_refused_with_its_place(tmp_path, history, message):
    write(tmp_path, history)

    assert message in refused(tmp_path)


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    write(
        tmp_path,
        HEADER + GOOD + "ventas,x,-1,240\n",
        contracts="contract,weekly_minutes\n42h,zero\n",
        agents="agent,contract,skills\nA1,42h,ventas\n",
    )

    told = refused(tmp_path)

    assert "column start: 'x'" in told
    assert "column offered: '-1'" in told
    assert "contracts.csv: column 'regime' is missing" in told


def test_an_unknown_agent_in_time_off_is_named(tmp_path):
    write(
        tmp_path,
        agents="agent,contract,skills\nA1,42h,ventas\n",
        contracts=contracts().to_csv(index=False),
        time_off="agent,start,end,kind\n\nB9,2026-11-02,2026-11-03,vacation\n",
    )

    told = refused(tmp_path)

    assert "time_off.csv, row 3, column agent: 'B9' is not among the agents" in told


def test_a_file_that_is_not_there_is_named(tmp_path):
    write(tmp_path, files='special_days = "dias.csv"\n')

    assert "special_days: there is no file 'dias.csv'" in refused(tmp_path)


def test_a_key_that_is_not_known_is_told_with_the_nearest(tmp_path):
    write(tmp_path, more="max_ocupancy = 0.7\n")

    hint = "max_ocupancy is not known; did you mean 'max_occupancy'?"
    assert hint in refused(tmp_path)


def test_a_goal_outside_its_range_is_refused(tmp_path):
    write(tmp_path, more="max_occupancy = 65\n")

    assert "max_occupancy must be in (0, 1], got 65" in refused(tmp_path)


def test_a_queue_without_any_handle_time_is_named(tmp_path):
    history = (HEADER + GOOD).replace(",aht_s", "").replace(",240", "")
    write(tmp_path, history)

    assert "queue 'ventas' has no handle time" in refused(tmp_path)


def test_a_damaged_archive_is_refused(tmp_path):
    write(tmp_path)
    data = gzip.compress((HEADER + GOOD).encode())
    (tmp_path / "history.csv.gz").write_bytes(data[: len(data) // 2])
    text = (tmp_path / "campaign.toml").read_text()
    text = text.replace("history.csv", "history.csv.gz")
    (tmp_path / "campaign.toml").write_text(text)

    assert "history.csv.gz: " in refused(tmp_path)


def test_rules_that_contradict_each_other_end_with_code_3(tmp_path):
    write(tmp_path, more="[rules]\nshortest_day_minutes = 600\n")

    told = refused(tmp_path, code=3)

    assert "shortest_day_minutes = 600 and day_minutes = 540 contradict" in told


def test_a_contract_against_the_law_ends_with_code_3(tmp_path):
    write(
        tmp_path,
        agents="agent,contract,skills\nA1,42h,ventas\n",
        contracts=contracts()
        .assign(min_days=6, min_day_minutes=540, max_day_minutes=540)
        .head(1)
        .to_csv(index=False),
    )

    told = refused(tmp_path, code=3)

    assert "contract 42h" in told
    assert "week_maximum" in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["forecast", "no.csv", "--out", "f.csv"], "no.csv", id="no file"),
        pytest.param(
            ["forecast", "history.csv", "--out", "f.csv", "--timezone", "Mars/Base"],
            "timezone must be an IANA name",
            id="unknown zone",
        ),
        pytest.param(
            ["forecast", "history.csv", "--out", "f.csv", "--model", "oracle"],
            "oracle",
            id="unknown model",
        ),
        pytest.param(
            ["forecast", "history.csv", "--out", "f.doc"],
            "a .csv, .csv.gz, .parquet or .xlsx name",
            id="unknown format",
        ),
        pytest.param(
            ["staff", "history.csv", "--out", "r.csv"],
            "column 'volume' is missing",
            id="another table",
        ),
    ],
)
def test_a_single_command_refuses_wrong_input_and_writes_nothing(
    tmp_path, words, message
):
    write(tmp_path)

    ran = aforo(*words, folder=tmp_path)

    assert ran.code == 2, ran.err
    assert message in ran.err
    assert not (tmp_path / words[3]).exists()
