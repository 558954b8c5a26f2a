"""`aforo publish`: every form that is asked for, or none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest

from app.cli.publish import publish as publish_command
from app.files.marked_folder import replaced_folder
from app.files.write import write_table
from app.reports.reader import Reader
from app.services.rosters.publish import Places, publish
from tests.app import published
from tests.app.commands import aforo
from tests.app.test_publish_workbook import requirement
from wfm.errors import InputError, ParameterError, StoreError
from wfm.tables import REQUIREMENT, SCHEDULE

MADE = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def written(places, **changes):
    publish(published.roster(**changes), places, Reader("es"), made=MADE)


@pytest.fixture
def schedule(tmp_path):
    path = tmp_path / "schedule.csv"
    write_table(path, published.two_people(), SCHEDULE)
    return path


def test_a_schedule_is_published_in_all_forms(schedule, tmp_path):
    needed = tmp_path / "requirement.csv"
    write_table(needed, requirement(), REQUIREMENT)

    ran = aforo(
        *("publish", schedule, "--requirement", needed, "--ics", tmp_path / "ics"),
        *("--xlsx", tmp_path / "r.xlsx", "--wall", tmp_path / "r.html"),
        *("--language", "en", "--title", "Sales", "--json"),
    )

    assert ran.code == 0, ran.err
    assert {key: ran.json[key] for key in ("people", "shifts", "weeks")} == {
        "people": 2,
        "shifts": 4,
        "weeks": 2,
    }
    assert ran.json["paid_hours"] == 28.0
    assert names(tmp_path / "ics") == ["ana.ics", "luis.ics"]
    calendar = icalendar.Calendar.from_ical(
        (tmp_path / "ics" / "luis.ics").read_bytes()
    )
    assert len(calendar.events) == 3
    assert "<h1>Sales</h1>" in (tmp_path / "r.html").read_text()
    assert (tmp_path / "r.xlsx").read_bytes().startswith(b"PK")


def test_an_empty_schedule_is_one_sentence_and_nothing_is_written(tmp_path):
    (tmp_path / "empty.csv").write_text("agent,start,end,activity,queue\n")

    ran = aforo(
        *("publish", tmp_path / "empty.csv", "--ics", tmp_path / "ics"),
        *("--wall", tmp_path / "wall.html"),
    )

    assert ran.code == 2
    assert ran.err == (
        "aforo: empty.csv: holds no shift: there is nothing to publish\n"
    )
    assert names(tmp_path) == ["empty.csv"]


def test_a_language_that_is_not_there_is_one_sentence(schedule, tmp_path):
    with pytest.raises(ParameterError, match="language must be es or en, got 'fr'"):
        publish_command(schedule, wall=tmp_path / "wall.html", language="fr")


def test_something_must_be_asked_for():
    with pytest.raises(InputError, match="give --ics, --xlsx or --wall"):
        Places()


def test_files_have_the_extension_of_their_form():
    with pytest.raises(ParameterError, match=r"must be a \.xlsx name, got 'a\.csv'"):
        Places(workbook=Path("a.csv"))


def test_publishing_again_replaces_the_calendars_of_those_who_left(tmp_path):
    places = Places(calendars=tmp_path / "ics")
    written(places)

    written(places, schedule=published.segments({"ana": published.DAY_SHIFT}))

    assert names(tmp_path) == ["ics"]
    assert names(tmp_path / "ics") == ["ana.ics"]


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "ics").mkdir()
    (tmp_path / "ics" / "mine.ics").write_text("BEGIN:VCALENDAR\nPRODID:other\n")

    with pytest.raises(StoreError, match=r"holds mine\.ics, which this command did"):
        written(Places(calendars=tmp_path / "ics", wall=tmp_path / "wall.html"))

    assert names(tmp_path) == ["ics"]
    assert names(tmp_path / "ics") == ["mine.ics"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path):
    (tmp_path / "ics").write_text("text")

    with pytest.raises(StoreError, match="is a file, give a folder"):
        written(Places(calendars=tmp_path / "ics"))


def test_a_page_that_cannot_be_written_leaves_no_calendars(tmp_path):
    (tmp_path / "wall.html").mkdir()

    with pytest.raises(StoreError, match=r"wall\.html"):
        written(Places(calendars=tmp_path / "ics", wall=tmp_path / "wall.html"))

    assert names(tmp_path) == ["wall.html"]


def test_two_agents_with_one_file_name_leave_nothing(tmp_path):
    schedule = published.segments(
        {"ana/1": published.DAY_SHIFT, "ana:1": published.DAY_SHIFT}
    )

    with pytest.raises(InputError, match=r"the calendar ana-1\.ics"):
        written(
            Places(calendars=tmp_path / "ics", wall=tmp_path / "wall.html"),
            schedule=schedule,
        )

    assert names(tmp_path) == []


def test_a_folder_is_as_before_when_what_goes_with_it_fails(tmp_path):
    folder = tmp_path / "ics"
    with replaced_folder(folder, {"a.ics": b"mark 1"}, mark=b"mark"):
        pass

    with (
        pytest.raises(RuntimeError),
        replaced_folder(folder, {"b.ics": b"mark 2"}, mark=b"mark"),
    ):
        raise RuntimeError

    assert names(tmp_path) == ["ics"]
    assert names(folder) == ["a.ics"]
