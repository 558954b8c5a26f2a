"""Numbers, dates and money as each language writes them."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from app.reports.formats import NOTHING
from app.web.formats import Formats

SPANISH, ENGLISH = Formats("es"), Formats("en")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "digits", "spanish", "english"),
    [
        pytest.param(1234.5, 1, "1.234,5", "1,234.5", id="thousands and decimals"),
        pytest.param(1234567, 0, "1.234.567", "1,234,567", id="millions"),
        pytest.param(2.5, 0, "2", "2", id="half to even, as round does"),
        pytest.param(-0.04, 1, "0,0", "0.0", id="no negative zero"),
        pytest.param(7, 2, "7,00", "7.00", id="fixed decimals"),
    ],
)
def test_numbers(value, digits, spanish, english):
    assert SPANISH.number(value, digits) == spanish
    assert ENGLISH.number(value, digits) == english


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_what_is_unknown_is_a_dash(value):
    assert SPANISH.number(value) == NOTHING
    assert SPANISH.share(value) == NOTHING
    assert SPANISH.seconds(value) == NOTHING
    assert SPANISH.money(value, "COP") == NOTHING


def test_shares_are_percent_on_screen_only():
    assert SPANISH.share(0.824) == f"82,4{NBSP}%"
    assert ENGLISH.share(0.824) == "82.4%"


def test_a_share_is_all_or_nothing_only_when_it_is():
    assert ENGLISH.share(0.99999) == "99.9%"
    assert ENGLISH.share(1.0) == "100.0%"
    assert ENGLISH.share(0.00001) == "0.1%"
    assert ENGLISH.share(0.0) == "0.0%"


def test_money_is_written_as_in_colombia():
    assert SPANISH.money(1_284_300, "COP") == f"${NBSP}1.284.300"
    assert SPANISH.money(128_431_200, "COP") == f"${NBSP}128,4{NBSP}millones"
    assert ENGLISH.money(128_431_200, "COP") == f"128.4{NBSP}million{NBSP}COP"
    assert ENGLISH.money(1_284_300, "COP") == f"1,284,300{NBSP}COP"


def test_without_a_currency_a_cost_is_paid_hours():
    assert SPANISH.money(1284, "") == f"1.284{NBSP}h"
    assert SPANISH.amount(1284, "") == ("1.284", "h")


def test_days_are_written_in_the_words_of_the_language():
    day = dt.date(2026, 11, 30)

    assert SPANISH.day(day) == "lun 30 nov"
    assert ENGLISH.day(day) == "Mon Nov 30"
    assert SPANISH.full_date(day) == "lunes 30 de noviembre de 2026"
    assert SPANISH.short_day(day) == "lun 30"
    assert SPANISH.date(day) == "30 nov 2026"
    assert SPANISH.day_and_month(day) == "30 nov"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(7.94, f"7,9{NBSP}s"), (42.4, f"42{NBSP}s"), (317, f"5:17{NBSP}min")],
)
def test_durations_grow_into_minutes(seconds, text):
    assert SPANISH.seconds(seconds) == text
