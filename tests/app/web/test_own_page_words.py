"""What an agent reads of the next shift, and the calendars in which one is chosen."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from app.reports.roster.shifts import Segment, Shift
from app.web.application import ASSETS
from app.web.pages.my.today import now_card
from app.web.visitor import Visitor


def told(now, start, language="es"):
    begins = pd.Timestamp(start, tz="America/Bogota")
    part = Segment(begins, begins + pd.Timedelta(hours=8), "contacts", "chat", "")
    shift = Shift("A1", begins.date(), (part,), "day", is_rest_day=False)
    clock = pd.Timestamp(now, tz="America/Bogota")
    return str(now_card([shift], clock, Visitor(language)))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-26 07:10", "en 4 días"),  # 3 days and 23 hours
        ("2026-11-28 23:50", "en 2 días"),  # 30 hours
        ("2026-11-29 05:00", "en 1 día"),
        ("2026-11-29 08:30", "en 21 horas y 30 minutos"),
        ("2026-11-30 05:15", "en 45 minutos"),
    ],
)
def test_days_until_the_next_shift_are_those_of_the_calendar(now, words):
    assert words in told(now, "2026-11-30 06:00")


def test_calendars_have_every_month_and_weekday_in_spanish():
    text = (ASSETS / "30-dates-es.js").read_text(encoding="utf-8")
    lists = {
        name: re.findall(r"'([^']+)'", found)
        for name, found in re.findall(r"(\w+): \[([^]]*)\]", text)
    }
    assert {name: len(each) for name, each in lists.items()} == {
        **{"months": 12, "monthsShort": 12},
        **{"weekdays": 7, "weekdaysShort": 7, "weekdaysMin": 7},
    }
    visitor = Visitor("es")
    first = date(2026, 3, 1)  # a Sunday
    assert visitor.formats.day(first).split()[0] == lists["weekdaysShort"][0]
    assert visitor.formats.day(first).split()[2] == lists["monthsShort"][2]


def test_the_forms_are_dark_for_those_alone_who_want_them_dark():
    text = (ASSETS / "login.css").read_text(encoding="utf-8")
    sets = re.findall(r"^([^{}\n]+) \{[^{}]*--login-page:", text, re.MULTILINE)
    assert sets == [".login", '[data-mantine-color-scheme="dark"] .login']
