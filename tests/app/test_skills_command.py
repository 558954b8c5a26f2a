"""``aforo skills`` as a user runs it: the answer, given plans, and bad input."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from app.cli import main
from app.files.groups import read_group_agents, read_groups
from tests.app.commands import Ran, aforo
from wfm.errors import InputError
from wfm.staffing.skill_groups import SkillGroup

QUICK = ("--contacts", 20_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A forecast of two queues and files of groups, good and bad."""
    path = tmp_path_factory.mktemp("skills")
    rows = [
        f"{queue},2026-11-30T{hour:02d}:00,{volume * factor},{aht}"
        for queue, volume, aht in (("ventas", 30, 240), ("soporte", 20, 300))
        for hour, factor in ((8, 1.0), (9, 2.0), (10, 1.5))
    ]
    # A queue that opens late: nobody asks for it at nine.
    rows.append("cobranza,2026-11-30T10:00,0,200")
    for name, text in {
        "f.csv": "\n".join(["queue,start,volume,aht_s", *rows]),
        "groups.csv": "group,skills,cost\nV,ventas,1\nS,soporte,1\n"
        "VS,ventas;soporte;cobranza,1.15\n",
        "groups.toml": "[groups.V]\nskills = ['ventas']\n[groups.S]\n"
        "skills = 'soporte'\n[groups.VS]\ncost = 1.15\n"
        "skills = ['ventas', 'soporte', 'cobranza']\n",
        "alone.csv": "group,skills\nV,ventas\nC,cobranza\n",
        "plenty.csv": "group,agents\nV,20\nS,20\nVS,1\n",
        "lean.csv": "group,agents\nV,6\nS,6\nVS,1\n",
        "short.csv": "group,agents\nV,40\nS,2\nVS,1\n",
        "goals.toml": "[campaign]\nname = 'x'\n[files]\nhistory = 'f.csv'\n"
        "[goal]\nservice_level = 0.7\nmax_occupancy = 1.0\n[queues.soporte]\n"
        "skill = 'tech'\n[queues.soporte.goal]\nservice_level = 0.95\n",
        "misspelt.toml": "[campaign]\nname = 'x'\n[files]\nhistory = 'f.csv'\n"
        "[goal]\nservice_level = 0.7\n[queues.sopore]\nskill = 'tech'\n",
        "tech.csv": "group,skills\nall,ventas=tech;cobranza\n",
    }.items():
        (path / name).write_text(text + "\n")
    return path


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """Run the command in this process, which has its imports already."""

    def go(*words):
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "100")
        words = ["aforo", "skills", "f.csv", "--interval", 60, *words]
        monkeypatch.setattr(sys, "argv", list(map(str, words)))
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return go


def test_the_busiest_interval_is_staffed_and_both_bounds_stand_beside_it(folder, run):
    words = ("--groups", "groups.csv", "--occupancy", 1, "--seed", 3, *QUICK)
    made = run(*words, "--out", "o.csv", "--services", "s.csv", "--json")
    shown = run(*words, "--out", "again.csv")

    assert (made.code, shown.code) == (0, 0), made.err + shown.err
    summary = made.json
    assert summary["start"] == "2026-11-30T09:00:00-05:00"
    assert summary["pooled"] <= summary["all"] <= summary["dedicated"]
    assert summary["pooled_is_bound"] is False
    assert summary["meets_goals"] is True
    assert summary["seed"] == 3
    for queue in ("ventas", "soporte"):
        found = summary["queues"][queue]
        assert (
            found["service_level_low"]
            < found["service_level"]
            < found["service_level_high"]
        )
        assert found["service_level_high"] >= 0.85
    table = pd.read_csv(folder / "o.csv")
    assert table.columns.tolist() == ["group", "start", "agents", "cost", "occupancy"]
    assert dict(zip(table["group"], table["agents"], strict=True)) == summary["agents"]
    assert table["cost"].sum() == pytest.approx(summary["cost"])
    service = pd.read_csv(folder / "s.csv")
    assert service["queue"].tolist() == ["soporte", "ventas"]
    for word in ("pooled (yardstick)", "dedicated", "service level: ventas", "% to"):
        assert word in shown.out
    assert "VS (ventas; soporte; cobranza)" in shown.out
    assert "interval  " in shown.out
    # The same seed writes the same bytes.
    assert (folder / "o.csv").read_bytes() == (folder / "again.csv").read_bytes()


def test_every_interval_is_staffed_on_its_own(folder, run):
    made = run(
        *("--groups", "groups.toml", "--out", "all.csv", "--every", "--json", *QUICK),
    )
    one = run(
        *("--groups", "groups.csv", "--out", "one.csv", "--json", *QUICK),
        *("--at", "2026-11-30T10:00"),
    )

    assert (made.code, one.code) == (0, 0), made.err + one.err
    assert made.json["intervals"] == 3
    table = pd.read_csv(folder / "all.csv")
    assert len(table) == 9
    ten = table[table["start"] == "2026-11-30T10:00:00"]
    found = dict(zip(ten["group"], ten["agents"], strict=True))
    assert found == one.json["agents"]


def test_several_intervals_are_told_as_several(run):
    shown = run(
        *("--groups", "groups.csv", "--agents", "plenty.csv", "--out", "t.csv"),
        *("--every", *QUICK),
    )

    assert shown.code == 0, shown.err
    assert "3, from 2026-11-30 08:00 to 2026-11-30 10:00" in shown.out
    assert "the most agents in any interval" in shown.out


def test_a_level_below_its_goal_by_chance_says_so(run):
    words = ("--groups", "groups.csv", "--agents", "lean.csv", "--out", "w.csv")
    first = run(*words, "--json", *QUICK).json["queues"]["ventas"]
    # A goal above what was found, and within its interval of confidence.
    goal = (first["service_level"] + first["service_level_high"]) / 2
    again = run(*words, "--service-level", goal, "--json", *QUICK)
    shown = run(*words, "--service-level", goal, *QUICK)
    beyond = run(*words, "--service-level", 0.9999, "--json", *QUICK)

    found = again.json["queues"]["ventas"]
    assert found["goal"] == goal
    assert found["within_chance"] is True
    assert found["missed"] == []
    assert first["within_chance"] is False
    assert f"below {goal:.1%} within chance" in " ".join(shown.out.split())
    far = beyond.json["queues"]["ventas"]
    assert (far["within_chance"], "service_level" in far["missed"]) == (False, True)


def test_goals_and_skills_of_a_campaign_file_hold(run):
    made = run(
        *("--groups", "tech.csv", "--goals", "goals.toml", "--out", "g.csv"),
        *("--json", *QUICK),
    )

    assert made.code == 0, made.err
    # The stricter goal of one queue rules where all agents serve all alike.
    assert made.json["queues"]["soporte"]["service_level_high"] >= 0.95
    assert made.json["queues"]["ventas"]["service_level"] > 0.9


def test_a_given_plan_is_judged(run):
    made = run(
        *("--groups", "groups.csv", "--agents", "plenty.csv", "--out", "p.csv"),
        *("--json", *QUICK),
    )

    assert made.code == 0, made.err
    assert made.json["agents"] == {"V": 20, "S": 20, "VS": 1}
    assert made.json["stopped_by"] == ["given"]
    assert made.json["meets_goals"] is True


def test_a_plan_that_cannot_carry_its_load_ends_with_3_and_names_the_set(folder):
    # In a process of its own, as a user runs it.
    made = aforo(
        *("skills", "f.csv", "--interval", 60, "--groups", "groups.csv"),
        *("--agents", "short.csv", "--out", "bad.csv"),
        folder=folder,
    )

    assert (made.code, made.out) == (3, "")
    assert "'soporte'" in made.err
    assert "'ventas'" not in made.err
    assert "3.33333 erlangs" in made.err
    assert not (folder / "bad.csv").exists()


def test_where_customers_give_up_an_overload_is_told_and_not_refused(run):
    made = run(
        *("--groups", "groups.csv", "--agents", "short.csv", "--out", "q.csv"),
        *("--patience", 60, "--json", *QUICK),
    )

    assert made.code == 0, made.err
    (overload,) = made.json["overloads"].values()
    assert overload["queues"] == ["soporte"]
    assert made.json["queues"]["soporte"]["abandonment"] > 0.1
    assert made.json["meets_goals"] is False


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--groups", "alone.csv"), "able to serve queue 'soporte'"),
        (("--groups", "tech.csv"), "tech.csv: unknown skill 'tech' of group 'all'"),
        (("--groups", "tech.csv"), "ask for 'cobranza', 'soporte', 'ventas'"),
        (
            ("--groups", "tech.csv", "--goals", "goals.toml", "--asa", "3"),
            "--asa has no effect beside --goals",
        ),
        (
            ("--groups", "tech.csv", "--goals", "goals.toml", "--occupancy", "0.7"),
            "--occupancy has no effect beside --goals",
        ),
        (
            ("--groups", "tech.csv", "--goals", "misspelt.toml"),
            "unknown queue 'sopore'; did you mean 'soporte'?",
        ),
        (("--groups", "absent.csv"), "there is no such file"),
        (("--groups", "groups.csv", "--agents", "groups.csv"), "'agents' is missing"),
        (("--groups", "groups.csv", "--service-level", "1.5"), "service_level"),
        (("--groups", "groups.csv", "--patience", "0"), "patience"),
        (("--groups", "groups.csv", "--contacts", "3"), "contacts"),
        (("--groups", "groups.csv", "--at", "2026-11-30T08:20"), "at must be"),
        (
            ("--groups", "groups.csv", "--at", "2026-11-30T08:00", "--every"),
            "at must be",
        ),
    ],
)
def test_bad_input_ends_with_2_and_says_what(folder, run, words, said):
    made = run(*words, "--out", "wrong.csv")

    assert (made.code, made.out) == (2, "")
    assert said in made.err
    assert not (folder / "wrong.csv").exists()


def test_both_kinds_of_group_files_say_the_same(folder):
    table, toml = (
        read_groups(folder / "groups.csv"),
        read_groups(folder / "groups.toml"),
    )

    assert table == toml
    assert table[2] == SkillGroup("VS", ("ventas", "soporte", "cobranza"), 1.15)
    assert read_groups(folder / "alone.csv")[0].cost == 1.0
    assert read_groups(folder / "tech.csv")[0].ranks["tech"] == 0


def test_a_group_without_a_row_has_nobody(folder, tmp_path):
    groups = read_groups(folder / "groups.csv")
    file = tmp_path / "agents.csv"
    file.write_text("group,agents\nVS,4\n")

    assert read_group_agents(file, groups) == [0, 0, 4]
    file.write_text("group,agents\nVSS,4\n")
    with pytest.raises(InputError, match="did you mean 'VS'"):
        read_group_agents(file, groups)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("g.csv", "group,skills,cost\nV,ventas,0\n", "cost of group 'V'"),
        ("g.csv", "group,skills\nV,ventas;ventas\n", "skills of group 'V'"),
        ("g.csv", "group,skills\nV,\n", "is empty"),
        ("g.csv", "group,skills\nV,a\nV,b\n", "appears again"),
        ("g.toml", "[groups.V]\nskills = 3\n", "skills must be a list"),
        ("g.toml", "[groups.V]\nskills = ['a']\ncost = 'x'\n", "cost"),
        ("g.toml", "[groups.V]\nskills = ['a']\nprice = 2\n", "price is not known"),
        ("g.toml", "[group.V]\nskills = ['a']\n", "[groups.NAME]"),
        ("g.toml", "[groups.V]\nskills = ['a', 'a']\n", "each of them once"),
    ],
)
def test_a_wrong_group_file_says_what_is_wrong(tmp_path, name, text, said):
    file = tmp_path / name
    file.write_text(text)

    with pytest.raises(InputError) as caught:
        read_groups(file)

    assert said in str(caught.value)
