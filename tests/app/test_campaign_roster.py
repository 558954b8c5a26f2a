"""What steers the roster of a campaign, right and wrong: files, rules and queues."""

from __future__ import annotations

from datetime import date

import pytest

from app.files.campaign import ROSTER_FILES, read_campaign
from app.services.planning.inputs import read_inputs
from app.services.planning.need import queue_importance, rule_book_of
from tests.app.new_campaign import past_of_sales
from tests.scheduling.demands import requirement
from wfm.errors import TableError

FILES = ("history", "agents", "contracts")
TABLES = {
    "history": past_of_sales(weeks=2),
    "agents": "agent,contract,skills,team,home_site\nA1,42h,sales,Norte,Chapinero\n"
    "A2,42h,sales,,\n",
    "contracts": "contract,weekly_minutes,min_day_minutes,max_day_minutes,min_days,"
    "max_days,regime\n42h,2520,240,540,5,6,ordinary\n",
    "time_off": "agent,start,end,kind\nA1,2026-12-01,2026-12-02,vacation\n",
    "availability": "agent,weekday,open,close\nA1,0,08:00,18:00\n",
    "preferences": "agent,weekday,open,close,wish,weight\nA2,*,,10:00,avoid,2\n",
    "activities": "activity,name,minutes,earliest,latest,agents,team\n"
    "training,Fraude,60,2026-12-01,2026-12-04,A1;A2,\n"
    "meeting,Equipo,30,2026-12-01,2026-12-04,,Norte\n",
    "sites": "site,seats\nChapinero,3\n",
    "locked": "agent,start,end,activity,queue\n"
    "A1,2026-11-30T08:00,2026-11-30T12:00,contacts,sales\n",
}


def written(folder, *, files=FILES, head="", more="", **changed):
    """A campaign file beside its tables; those changed are given as text."""
    for name, text in (TABLES | changed).items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    listed = "\n".join(f'{name} = "{name}.csv"' for name in files)
    path = folder / "campaign.toml"
    path.write_text(
        f'[campaign]\nname = "Hogar"\n{head}\n[files]\n{listed}\n[goal]\n{more}\n',
        encoding="utf-8",
    )
    return path


def complaints(folder, **given):
    """Everything that is wrong in the campaign file."""
    with pytest.raises(TableError) as error:
        read_campaign(written(folder, **given))
    return [problem.message for problem in error.value.problems]


def inputs(folder, **given):
    read = read_campaign(written(folder, **given))
    return read_inputs(read.campaign, read.files)


def refused(folder, **given):
    """Everything that is wrong between the tables."""
    with pytest.raises(TableError) as error:
        inputs(folder, **given)
    return [str(problem) for problem in error.value.problems]


def test_the_tables_of_a_roster_are_read(tmp_path):
    given = inputs(tmp_path, files=(*FILES, "time_off", *ROSTER_FILES))

    assert given.availability["close"].tolist() == [18 * 60]
    assert given.preferences["wish"].tolist() == ["avoid"]
    assert given.activities["minutes"].tolist() == [60, 30]
    assert given.sites["seats"].tolist() == [3]
    assert given.locked["agent"].tolist() == ["A1"]


def test_what_is_not_given_is_none(tmp_path):
    given = inputs(tmp_path)

    assert [getattr(given, name) for name in ROSTER_FILES] == [None] * 5


def test_every_unknown_name_is_told_at_once(tmp_path):
    said = refused(
        tmp_path,
        files=(*FILES, *ROSTER_FILES),
        availability="agent,weekday,open,close\nB1,0,08:00,18:00\n",
        preferences="agent,weekday,open,close,wish\nB2,*,,10:00,avoid\n",
        activities="activity,name,minutes,earliest,latest,agents,team\n"
        "training,Fraude,60,2026-12-01,2026-12-04,A1; B3,\n"
        "meeting,Equipo,30,2026-12-01,2026-12-04,*,Sur\n",
        sites="site,seats\nZona Franca,3\n",
        locked="agent,start,end,activity\n"
        "B4,2026-11-30T08:00,2026-11-30T12:00,contacts\n",
    )

    assert said == [
        "availability.csv, row 2, column agent: 'B1' is not among the agents",
        "preferences.csv, row 2, column agent: 'B2' is not among the agents",
        "locked.csv, row 2, column agent: 'B4' is not among the agents",
        "activities.csv, row 2, column agents: 'B3' is not among the agents",
        "activities.csv, row 3, column team: 'Sur' is not among the teams of the "
        "agents",
        "agents.csv, row 2, column home_site: 'Chapinero' is not among the sites",
    ]


def test_time_off_that_overlaps_is_told_with_the_other_problems(tmp_path):
    said = refused(
        tmp_path,
        files=(*FILES, "time_off", "preferences"),
        time_off="agent,start,end,kind\nA1,2026-12-01,2026-12-05,vacation\n"
        "A1,2026-12-04,2026-12-07,sick_leave\n",
        preferences="agent,weekday,open,close,wish\nB2,*,,10:00,avoid\n",
    )

    assert len(said) == 2
    assert "'B2'" in said[0]
    assert said[1].startswith("time_off.csv, column agent: 'A1' is off from")


@pytest.mark.parametrize("name", ROSTER_FILES)
def test_what_steers_a_roster_needs_agents(tmp_path, name):
    assert complaints(tmp_path, files=("history", name)) == [
        f"[files] {name} is for a roster: give agents and contracts too, or leave it "
        "out"
    ]


def test_a_roster_stays_until_a_day(tmp_path):
    files = (*FILES, "locked")

    read = read_campaign(
        written(tmp_path, files=files, head="locked_until = 2026-12-03")
    )

    assert read.campaign.locked_until == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("head", "files", "sentence"),
    [
        (
            "locked_until = 2026-12-03",
            FILES,
            "[campaign] locked_until says until when a roster stays: give that roster "
            "as [files] locked, or leave locked_until out",
        ),
        (
            'locked_until = "soon"',
            (*FILES, "locked"),
            "[campaign] locked_until = 'soon' is not a date",
        ),
    ],
)
def test_a_wrong_locked_until_is_refused(tmp_path, head, files, sentence):
    assert complaints(tmp_path, head=head, files=files) == [sentence]


def test_queues_matter_as_much_as_they_are_said_to(tmp_path):
    path = written(tmp_path, more="[queues.sales]\nimportance = 2.5")

    campaign = read_campaign(path).campaign

    needed = requirement(days=1, queues=("sales", "chat"))
    assert queue_importance(campaign, needed) == {"sales": 2.5, "chat": 1.0}


@pytest.mark.parametrize("value", ["0", "-1", "inf"])
def test_a_queue_must_matter(tmp_path, value):
    (said,) = complaints(tmp_path, more=f"[queues.sales]\nimportance = {value}")

    assert said.startswith("[queues.sales] importance must be a number above 0, got")


def test_holidays_of_the_labour_rules_can_be_added_and_taken_out(tmp_path):
    rules = (
        "[rules]\nextra_holidays = [2026-12-24, 2026-12-31]\n"
        "removed_holidays = [2026-12-08]\nrest_minutes = 660"
    )

    campaign = read_campaign(written(tmp_path, more=rules)).campaign
    book = rule_book_of(campaign)

    assert campaign.rules == {"rest_minutes": 660}
    days = set(book.holidays([2026]))
    assert {date(2026, 12, 24), date(2026, 12, 31)} <= days
    assert date(2026, 12, 8) not in days
    assert book.on(date(2026, 12, 1))["rest_minutes"] == 660


@pytest.mark.parametrize(
    ("rules", "sentences"),
    [
        (
            'extra_holidays = "2026-12-24"',
            [
                "[rules] extra_holidays must be a list of dates such as [2026-12-24], "
                "got '2026-12-24'"
            ],
        ),
        (
            "extra_holidays = [2026-12-24T10:00:00, 5]",
            [
                "[rules] extra_holidays must be a list of dates such as [2026-12-24], "
                "got [2026-12-24 10:00:00, 5]"
            ],
        ),
        (
            "removed_holidays = [2026-12-09]",
            [
                "[rules] removed_holidays: 2026-12-09 is no public holiday of CO, so "
                "leave it out"
            ],
        ),
        (
            "extra_holidays = [2026-12-08]\nremoved_holidays = [2026-12-08]",
            [
                "[rules] 2026-12-08 is both in extra_holidays and in removed_holidays: "
                "leave it in one"
            ],
        ),
        (
            "extra_holiday = [2026-12-08]",
            ["[rules] extra_holiday is not known; did you mean 'extra_holidays'?"],
        ),
    ],
)
def test_wrong_holidays_are_told_in_one_sentence(tmp_path, rules, sentences):
    assert complaints(tmp_path, more=f"[rules]\n{rules}") == sentences
