"""The workbook of a roster, read back by another library."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from app.reports.reader import Reader
from app.reports.roster.coverage_sheet import by_half_hour, hours_by_day
from app.reports.roster.sheets import workbook
from tests.app import published
from wfm.performance.coverage import coverage


def sheets(roster, *, language="es", covered=None):
    """Rows of each sheet by its name."""
    data = workbook(roster, Reader(language), covered)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def requirement(queues=("ventas", "chat"), step=30):
    """Three agents a queue over the first Monday, from eight to five."""
    starts = pd.date_range(
        "2026-12-07 08:00",
        "2026-12-07 17:00",
        freq=f"{step}min",
        inclusive="left",
        tz=published.ZONE,
        unit="us",
    )
    return pd.concat(
        [pd.DataFrame({"queue": q, "start": starts, "agents": 3.0}) for q in queues],
        ignore_index=True,
    )


def covered(**changes):
    return coverage(requirement(**changes), published.two_people())


def test_there_is_a_sheet_for_each_week_with_everybody_and_every_day():
    found = sheets(published.roster())

    assert list(found) == ["7 dic 2026", "14 dic 2026"]
    for rows in found.values():
        assert [row[1] for row in rows[3:5]] == ["ana", "luis"]
    assert found["7 dic 2026"][2] == [
        "Equipo",
        "Asesor",
        "lun 7 dic",
        "mar 8 dic\nLa Inmaculada Concepción",
        "mié 9 dic",
        "jue 10 dic",
        "vie 11 dic",
        "sáb 12 dic",
        "dom 13 dic",
        "Horas",
        "Noches",
        "Dom. y fest.",
    ]


def test_a_cell_says_the_shift_its_lunch_and_the_days_off():
    rows = sheets(published.roster(), language="en")["Dec 7, 2026"]

    ana, luis = rows[3], rows[4]

    assert ana[2:5] == ["08:00-17:00\nlunch 12:00-13:00", "Off", "Off"]
    assert luis[3] == "22:00-06:00 +1"
    assert luis[8] == "14:00-20:00"


def test_work_from_home_and_a_second_shift_of_the_day_are_told():
    split = [
        ("2026-12-07 06:00", "2026-12-07 10:00", "contacts", "ventas"),
        ("2026-12-07 18:00", "2026-12-07 21:00", "contacts", "ventas"),
    ]
    schedule = published.segments({"ana": split}).assign(place=["home", "site"])

    (rows,) = sheets(published.roster(schedule)).values()

    assert rows[3][2] == "06:00-10:00\nen casa\n18:00-21:00"


def test_hours_and_people_add_up_down_and_across():
    rows = sheets(published.roster())["7 dic 2026"]
    ana, luis, at_work, hours = rows[3:7]

    assert [ana[9:], luis[9:]] == [[8.0, 0.0, 0.0], [14.0, 1.0, 2.0]]
    assert at_work[2:9] == [1, 1, 0, 0, 0, 0, 1]
    assert hours[2:9] == [8, 8, 0, 0, 0, 0, 6]
    assert hours[9:] == [22.0, 1.0, 2.0]
    assert sum(hours[2:9]) == hours[9]


def test_days_after_the_roster_are_not_told_to_be_days_off():
    rows = sheets(published.roster())["14 dic 2026"]

    assert rows[3][2:9] == ["Descanso", "Descanso", "", "", "", "", ""]


@pytest.mark.parametrize("sign", "=+-@")
def test_a_name_that_looks_like_a_formula_stays_text(sign):
    evil = f"{sign}HYPERLINK(1)"
    roster = published.roster(
        published.segments({evil: published.DAY_SHIFT}),
        published.agents((evil, evil, evil), columns=("agent", "team", "name")),
        title=evil,
    )

    data = workbook(roster, Reader("es"), None)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()

    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles
    assert sheets(roster)["7 dic 2026"][3][:3] == [evil, evil, evil]


def test_pages_are_set_up_to_be_printed():
    data = workbook(published.roster(), Reader("es"), None)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        book = parts.read("xl/workbook.xml").decode()

    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert 'state="frozen"' in sheet
    assert "_xlnm.Print_Titles" in book


def test_coverage_has_a_sheet_for_all_queues_and_one_for_each():
    found = sheets(published.roster(), covered=covered())

    assert list(found)[2:] == ["Cobertura", "Cobertura ventas", "Cobertura chat"]
    ventas = found["Cobertura ventas"]
    assert ventas[2][1:] == ["Req.", "Prog.", "Dif."]
    assert ventas[3] == ["08:00", 3.0, 1.0, -2.0]
    # Ana pauses for the first quarter of an hour after ten.
    assert ventas[7] == ["10:00", 3.0, 0.5, -2.5]
    assert found["Cobertura"][3] == ["08:00", 6.0, 1.0, -5.0]
    assert found["Cobertura"][-1][1:] == [54.0, 6.75, -47.25]


def test_one_queue_has_one_sheet_of_coverage():
    found = sheets(published.roster(), covered=covered(queues=("ventas",)))

    assert list(found)[2:] == ["Cobertura"]


@pytest.mark.parametrize("step", [15, 30, 60])
def test_agent_hours_do_not_depend_on_the_length_of_intervals(step):
    table = covered(step=step)

    assert by_half_hour(table)["minute"].diff().min() == max(step, 30)
    assert hours_by_day(table).iloc[0].tolist() == [54.0, 6.75, -47.25]


def test_queues_with_names_that_excel_forbids_get_sheets_of_their_own():
    queues = ("a" * 40, "a" * 41, "ventas[1]/x")
    table = coverage(requirement(queues), published.two_people())

    names = list(sheets(published.roster(), covered=table))[3:]

    assert len({name.lower() for name in names}) == 3
    assert all(len(name) <= 31 for name in names)
    assert names[-1] == "Cobertura ventas1x"


def test_the_same_roster_gives_the_same_bytes():
    first, second = (
        workbook(published.roster(), Reader("es"), covered()) for _ in range(2)
    )

    assert first == second
