"""The report in two languages: sentences, numbers, dates and money."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import numpy as np
import pandas as pd
import pytest

from app.reports.formats import NOTHING, Formats
from app.reports.reader import Reader
from app.reports.texts import LANGUAGES, TEXTS
from app.services.planning.notes import METHODS, staffing_notes
from tests.app.report_page import Page, report, sample_page, sample_plan
from wfm.campaign import Campaign
from wfm.demand import Channel, Queue
from wfm.staffing.hiring import EXTRA_COLUMNS, hiring_requests


@pytest.fixture
def plan():
    return sample_plan()


@pytest.fixture
def page():
    return sample_page()


def test_both_languages_have_the_same_sentences_with_the_same_blanks():
    assert TEXTS["es"].keys() == TEXTS["en"].keys()
    for key in TEXTS["es"]:
        blanks = [
            {name for _, name, _, _ in Formatter().parse(TEXTS[language][key]) if name}
            for language in LANGUAGES
        ]
        assert blanks[0] == blanks[1], key


def test_spanish_comes_first_and_a_switch_without_script_shows_the_other(page):
    chosen = [value for name, key, value in page.attributes if key == "checked"]
    inputs = [
        value for name, key, value in page.attributes if (name, key) == ("input", "id")
    ]

    assert list(page.words) == ["es", "en"]
    assert inputs == ["es", "en"]
    assert page.document.index("checked") < page.document.index('id="en"')
    assert len(chosen) == 1
    for language in LANGUAGES:
        assert (
            f"#{language}:not(:checked) ~ article.{language} {{ display: none; }}"
            in (page.document.replace(",\n", " { display: none; }\n"))
        )


def test_numbers_dates_and_money_follow_the_language(page):
    assert "26.035" in page["es"]
    assert "26,035" in page["en"]
    assert "30 nov 2026 \N{EN DASH} 13 dic 2026" in page["es"]
    assert "Nov 30, 2026 \N{EN DASH} Dec 13, 2026" in page["en"]
    assert "$ 128,4 millones" in page["es"]
    assert "128.4 million COP" in page["en"]
    assert "66,0 %" in page["es"]
    assert "66.0%" in page["en"]


@pytest.mark.parametrize(
    ("value", "spanish", "english"),
    [
        (0.99999, "99,9 %", "99.9%"),
        (1.0, "100,0 %", "100.0%"),
        (0.00001, "0,1 %", "0.1%"),
    ],
)
def test_a_share_is_all_or_none_only_where_it_is_exact(value, spanish, english):
    assert Formats("es").share(value).replace("\xa0", " ") == spanish
    assert Formats("en").share(value) == english


def test_a_goal_keeps_the_decimals_it_was_given():
    written = [Formats("en").round_share(value) for value in (0.85, 0.875, 0.8725)]

    assert written == ["85%", "87.5%", "87.25%"]


def test_what_is_unknown_is_a_dash():
    formats = Formats("es")

    assert formats.number(None) == formats.share(float("nan")) == NOTHING
    assert formats.money(None, "COP") == NOTHING


def test_without_a_currency_costs_are_paid_hours(plan):
    page = Page(report(plan, currency="", cost=5123.4, bound=5000.0))

    assert "Costo en horas pagadas 5.123 h" in page["es"]
    assert "Cost in paid hours 5,123 h" in page["en"]
    assert "COP" not in page["en"]


def request_frames() -> dict[str, pd.DataFrame]:
    """Requests that together hold every sentence a request can say."""
    monday = pd.Timestamp("2026-11-30")

    def weeks(needed, contracted, heads_missing, heads):
        count = len(needed)
        return pd.DataFrame(
            {
                "week": [monday + pd.Timedelta(weeks=n) for n in range(count)],
                "skill": "ventas",
                "needed_hours": needed,
                "contracted_hours": contracted,
                "gap_hours": np.subtract(needed, contracted),
                "gap_heads": heads_missing,
                "needed_heads": 40,
                "heads": heads,
                "first_day": [monday + pd.Timedelta(weeks=n) for n in range(count)],
                "planned": 1.0,
                "contract": "42h",
                "regime": "ordinary",
                "weekly_hours": 42.0,
            }
        )

    level, spike = [1600.0] * 4, [1500.0, 1600.0, 1500.0, 1500.0]
    return {
        "hours": weeks(level, [1400.0] * 4, [5] * 4, 36),
        "late": weeks(level, [1400.0] * 4, [5] * 4, 36),
        "at once": weeks(level, [1600.0] * 4, [1] * 4, 36),
        "nobody": weeks(level, [0.0] * 4, [39] * 4, 0),
        "overtime": weeks(spike, [1500.0] * 4, [0, 3, 0, 0], 36),
        "too much overtime": weeks(spike, [1500.0] * 4, [0, 3, 0, 0], 4),
        "peak": weeks(level, [1600.0] * 4, [0, 1, 0, 0], 36),
    }


@pytest.mark.parametrize("case", request_frames())
def test_every_reason_that_hiring_gives_is_told_in_spanish(plan, case):
    today = date(2026, 11, 23) if case == "late" else date(2026, 5, 4)
    requests = hiring_requests(
        request_frames()[case], campaign="Ventas", country="CO", today=today
    )
    assert len(requests) == 1
    assert set(EXTRA_COLUMNS) <= set(requests)

    page = Page(report(plan, tables={"requests": requests}, as_of=today.isoformat()))

    assert "ventas, contrato 42h, 42 h por semana" in page["es"]
    assert "Si no se contrata:" in page["es"]
    spoken_english = [
        value for name, key, value in page.attributes if (name, key) == ("span", "lang")
    ]
    assert not spoken_english
    assert not re.search(
        r"\d{4}-\d{2}-\d{2}|\bweeks?\b|\bpersons?\b|\bpaid\b", page["es"]
    )


def test_the_numbers_in_a_reason_are_written_as_spanish_writes_them():
    said = Reader("es").told(
        "In the week of 2026-12-14 chat needs 1,669.5 h against 1,524.1 h contracted, "
        "a gap of 145.4 h or 1 person of 42 h"
    )

    assert said.replace("\xa0", " ") == (
        "<span>En la semana del 14 dic 2026 chat necesita 1.669,5 h y tiene 1.524,1 h "
        "contratadas: faltan 145,4 h, o 1 persona de 42 h</span>"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "chat: below 65% occupancy in 1,212 of 1,456 intervals",
        "chat: outside 60% to 70% occupancy on 3 of 28 days",
        "threshold of 20 seconds",
        "labour law of MX is not coded: house rules were used",
        "an optimiser was stopped by its time limit: another run may differ",
        "the campaign names no agents: the plan ends with anonymous shifts and the "
        "headcount",
        "the campaign names no agent states with the schedule of their days",
    ],
)
def test_notes_and_reasons_of_the_plan_are_told_in_both_languages(sentence):
    assert "lang=" not in Reader("es").told(sentence)
    assert sentence not in Reader("es").told(sentence)
    assert Reader("en").told(sentence) == f"<span>{sentence}</span>"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("channel", "patience"),
    [("voice", None), ("voice", 150.0), ("deferred", None), ("outbound", None)],
)
def test_how_a_queue_was_staffed_is_told_in_spanish(method, channel, patience):
    queue = Queue(name="ventas", channel=Channel(channel), patience_s=patience)
    campaign = Campaign(name="Hogar", queues={"ventas": queue})
    table = pd.DataFrame({"queue": ["ventas"] * 3, "method": [method] * 3})

    how, *patient = map(Reader("es").own_words, staffing_notes(campaign, table))
    told = " ".join([how, *patient])

    assert how.startswith("ventas: asesores según ")
    assert f"({method})" in how
    assert not re.search(r"\b(the|of|agents|customers?)\b", told)
    assert ("150 segundos" in told) == (patience is not None)
    assert ("desiste" in told) == (channel == "voice")


def test_queues_staffed_alike_share_a_sentence():
    queues = {
        name: Queue(name=name, patience_s=patience)
        for name, patience in (("uno", 90.0), ("dos", 90.0), ("tres", None))
    }
    table = pd.DataFrame({"queue": list(queues), "method": "mol"})

    notes = staffing_notes(Campaign(name="Hogar", queues=queues), table)

    named = [note.split(":")[0] for note in notes]
    assert named == ["uno, dos, tres", "uno, dos", "tres"]


def test_a_requirement_of_an_unknown_method_says_nothing_of_it():
    table = pd.DataFrame({"queue": ["uno"], "method": [None]})

    assert staffing_notes(Campaign(name="Hogar"), table) == []


def test_a_sentence_without_a_translation_is_kept_and_marked_as_english():
    assert Reader("es").told("the <moon> is full") == (
        '<span lang="en">the &lt;moon&gt; is full</span>'
    )
