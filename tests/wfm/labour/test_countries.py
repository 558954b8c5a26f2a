"""A country is one file and one line; nothing else in the tree knows its law."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.documented import ROOT, modules
from wfm.errors import InputError, ParameterError, UnknownNameError
from wfm.labour import parameters_on
from wfm.labour.countries import COUNTRIES
from wfm.labour.house import DEFAULTS
from wfm.labour.mexico import MEXICO
from wfm.labour.rules import RuleBook, rule_book

LAW = re.compile(
    r"CST|LFT|Ley (?:1098|1355|2101|2466)|Decreto \d|SMMLV|C[oó]digo Sustantivo"
)
IN_MAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 12, 31), 48),
        (date(2027, 1, 1), 46),
        (date(2028, 1, 1), 44),
        (date(2029, 1, 1), 42),
        (date(2030, 1, 1), 40),
    ],
)
def test_the_mexican_week_shrinks_from_48_to_40_hours(day, hours):
    assert RuleBook("MX").on(day)["week_minutes"] == hours * 60


def test_mexican_overtime_was_widened_by_the_reform():
    before, after = (
        RuleBook("MX").on(day) for day in (date(2026, 3, 2), date(2026, 3, 3))
    )

    assert before["overtime_tier_minutes"] == 9 * 60
    assert after["overtime_tier_minutes"] == 12 * 60
    assert "press" in after.note("overtime_tier_minutes")


def test_mexico_says_of_every_recalled_article_that_it_is():
    own = [each for each in MEXICO.parameters if each not in DEFAULTS]

    assert all(each.note for each in own if each.source.startswith("LFT"))


@pytest.mark.parametrize("country", sorted(COUNTRIES))
@pytest.mark.parametrize("year", [2023, 2026, 2030])
def test_every_country_answers_every_question_of_the_house(country, year):
    law = RuleBook(country).on(date(year, 6, 30))

    assert law.parameters.keys() >= {each.name for each in DEFAULTS}
    assert law.conflicts() == []
    assert all(law.source(name) for name in law.parameters)


def test_no_module_outside_labour_names_a_law_of_work():
    found = {
        path.relative_to(ROOT).as_posix(): names
        for path in modules("wfm", "forecasting", "scheduling", "app")
        if (ROOT / "wfm" / "labour") not in path.parents
        # What labour says of its sources, in another language.
        and path != ROOT / "app" / "reports" / "texts" / "labour.py"
        and (names := LAW.findall(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_within_labour_only_a_countrys_own_file_names_its_law():
    folder = ROOT / "wfm" / "labour"
    own = {"mexico.py", "colombia"}
    found = [
        path.name
        for path in modules("wfm/labour")
        if path.relative_to(folder).parts[0] not in own
        and LAW.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_rules_may_bring_holidays_as_dates_or_as_text():
    rules = {"country": "co", "rest_minutes": 600, "removed_holidays": ["2026-12-08"]}

    book = rule_book({**rules, "extra_holidays": [date(2026, 12, 24)]})

    assert book.overrides == {"rest_minutes": 600}
    assert book.extra_holidays == (date(2026, 12, 24),)
    assert book.removed_holidays == (date(2026, 12, 8),)


@pytest.mark.parametrize("given", ["2026-12-24", ["the 24th"], [24], 7])
def test_holidays_that_are_no_dates_are_refused(given):
    with pytest.raises(ParameterError, match="a list of dates"):
        rule_book({"extra_holidays": given})


def test_a_rule_of_another_country_is_unknown():
    with pytest.raises(UnknownNameError, match="week_change_day"):
        RuleBook("MX", {"week_change_day": 16}).on(IN_MAY)


def test_rules_that_are_no_table_are_refused():
    with pytest.raises(InputError, match="a country or a table"):
        rule_book(7)


def test_an_override_says_that_it_is_one():
    law = parameters_on("CO", IN_MAY, {"week_minutes": 2400})

    assert law["week_minutes"].note == "campaign override"
