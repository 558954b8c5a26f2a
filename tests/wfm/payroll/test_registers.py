"""The overtime register, worked rest days, and terms that cannot be paid by."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.wfm.payroll.shifts import person, terms, worked
from wfm.errors import InputError, ParameterError, TableError
from wfm.payroll import schedule_pay

HOUR = ("2026-11-25T08:00", "2026-11-25T09:00")


def test_the_register_says_who_what_how_long_and_whether_by_day_or_night():
    extra = worked(
        ("2026-11-25T18:00", "2026-11-25T20:00", "overtime"),
        ("2026-11-25T22:00", "2026-11-25T22:30", "overtime"),
    ).assign(queue=["ventas", ""])

    register = schedule_pay(extra).overtime

    assert register.drop(columns="date").to_numpy().tolist() == [
        ["ana", "overtime", "night", 30, 0.5],
        ["ana", "ventas", "day", 60, 1.0],
        ["ana", "ventas", "night", 60, 1.0],
    ]


@pytest.mark.parametrize(("sundays", "due"), [([1], 0), ([1, 8], 0), ([1, 8, 15], 3)])
def test_the_third_sunday_of_a_month_makes_all_of_them_habitual(sundays, due):
    shifts = [(f"2026-11-{d:02d}T08:00", f"2026-11-{d:02d}T12:00") for d in sundays]

    days = schedule_pay(worked(*shifts)).rest_days

    assert days.to_numpy().tolist() == [["ana", "2026-11", len(sundays), due]]


def test_a_holiday_that_is_no_rest_day_is_not_counted_as_a_sunday():
    assert schedule_pay(
        worked(("2026-12-08T08:00", "2026-12-08T12:00"))
    ).rest_days.empty


def test_a_shift_that_ends_on_the_sunday_has_worked_on_it():
    days = schedule_pay(worked(("2026-11-28T22:00", "2026-11-29T02:00"))).rest_days

    assert days["worked"].tolist() == [1]


def test_contracts_without_agents_are_refused():
    with pytest.raises(InputError, match="give the agents table as well"):
        schedule_pay(worked(HOUR), contracts=terms())


def test_an_agent_who_is_not_in_the_table_is_named():
    with pytest.raises(TableError, match="'ana' is not in agents"):
        schedule_pay(worked(HOUR), agents=person("luz"))


def test_a_contract_that_is_not_in_the_table_is_named():
    with pytest.raises(TableError, match="contract of agent ana"):
        schedule_pay(worked(HOUR), agents=person(), contracts=terms(contract="36h"))


def test_an_unknown_basis_is_refused():
    with pytest.raises(ParameterError, match="wage or cost"):
        schedule_pay(worked(HOUR), basis="net")


def test_agents_who_do_not_work_do_not_matter():
    both = pd.concat([person(), person("luz", contract="9h")])

    pay = schedule_pay(worked(HOUR), agents=both, contracts=terms())

    assert pay.totals["agent"].tolist() == ["ana"]
