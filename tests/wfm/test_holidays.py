"""Public holidays: Colombia's list, moved Mondays, other countries, none."""

from __future__ import annotations

from datetime import date

import pytest

from wfm.errors import UnknownNameError
from wfm.holidays import public_holidays

# Festivos de 2026 (Ley 51 de 1983 and later laws), to notice the day on which a new
# version of the library adds or moves one. The 13th of July came with the library's
# later versions and awaits confirmation by the text of the law.
COLOMBIA_2026 = [
    date(2026, 1, 1),
    date(2026, 1, 12),
    date(2026, 3, 23),
    date(2026, 4, 2),
    date(2026, 4, 3),
    date(2026, 5, 1),
    date(2026, 5, 18),
    date(2026, 6, 8),
    date(2026, 6, 15),
    date(2026, 6, 29),
    date(2026, 7, 13),
    date(2026, 7, 20),
    date(2026, 8, 7),
    date(2026, 8, 17),
    date(2026, 10, 12),
    date(2026, 11, 2),
    date(2026, 11, 16),
    date(2026, 12, 8),
    date(2026, 12, 25),
]


def test_colombia_has_the_days_of_its_calendar_in_order():
    assert list(public_holidays("CO", [2026])) == COLOMBIA_2026


def test_a_moved_holiday_stands_on_the_monday_on_which_nobody_works():
    days = public_holidays("CO", [2026])

    assert date(2026, 1, 6) not in days
    assert days[date(2026, 1, 12)].startswith("Día de los Reyes Magos")


def test_several_years_are_joined_once_each():
    both = public_holidays("CO", [2027, 2026, 2026])

    assert list(both)[: len(COLOMBIA_2026)] == COLOMBIA_2026
    assert {day.year for day in both} == {2026, 2027}


@pytest.mark.parametrize("country", ["none", "None", None])
def test_no_country_has_no_holidays(country):
    assert public_holidays(country, [2026]) == {}


def test_the_code_may_be_written_small():
    assert public_holidays("co", [2026]) == public_holidays("CO", [2026])


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("CO", "es", "Navidad"),
        ("CO", "en_US", "Christmas Day"),
        ("MX", "es", "Navidad"),
        pytest.param("US", "es", "Christmas Day", id="no Spanish there"),
        pytest.param("CO", "eo", "Navidad", id="its own language"),
    ],
)
def test_names_are_in_the_language_asked_for_or_the_countrys(country, language, name):
    found = public_holidays(country, [2026], language=language)

    assert found[date(2026, 12, 25)] == name


def test_names_do_not_follow_the_machines_language(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "en_US")
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    assert public_holidays("DE", [2026])[date(2026, 12, 25)].endswith("Weihnachtstag")


@pytest.mark.parametrize(
    "country",
    [
        "ZZ",
        "Colombia",
        # Three letters would find the holidays and then miss the labour law.
        "COL",
    ],
)
def test_anything_but_a_two_letter_code_is_refused(country):
    with pytest.raises(UnknownNameError, match=f"unknown country '{country}'"):
        public_holidays(country, [2026])


def test_the_nearest_code_is_suggested():
    with pytest.raises(UnknownNameError, match="'CO'") as error:
        public_holidays("CCO", [2026])

    assert "did you mean" in str(error.value)
