"""The page for the wall: everybody, every day, and nothing from outside."""

from __future__ import annotations

import re

import pytest

from app.reports.reader import Reader
from app.reports.roster.wall import wall
from app.reports.texts import LANGUAGES
from tests.app import published
from tests.app.report_page import Page

DASH = "\N{EN DASH}"


class Wall(Page):
    """Page as a browser finds it; a column of a table has no end tag either."""

    def handle_starttag(self, name, attrs):
        super().handle_starttag(name, attrs)
        if name == "col":
            self.open_tags.pop()


def shown(language="es", **changes):
    return Wall(wall(published.roster(**changes), Reader(language)))


def plain(page, language="es"):
    return page[language].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_in_one_language_without_switch_script_or_outside_address(language):
    page = shown(language)

    assert list(page.words) == [language]
    assert not {"script", "link", "img", "iframe", "input"} & set(page.tags)
    assert not re.search(r"https?:|//\w|url\(|@import", page.document)
    assert not [key for _, key, _ in page.attributes if key in ("src", "href", "style")]


def test_everybody_and_every_day_of_every_week_is_there():
    page = shown()
    text = plain(page)

    for agent in ("ana", "luis"):
        assert page.document.count(f'<th scope="row" class="who">{agent}</th>') == 2
    for day in ("lun 7", "mar 8", "mié 9", "dom 13", "lun 14", "dom 20"):
        assert f"{day} dic" in text
    assert f"Semana 50: 7 dic {DASH} 13 dic 2026" in text
    assert f"Semana 51: 14 dic {DASH} 20 dic 2026" in text


def test_shifts_say_hours_kind_and_lunch():
    text = plain(shown())

    assert f"08:00{DASH}17:00 M almuerzo 12:00" in text
    assert f"22:00{DASH}06:00 +1 N" in text
    assert f"14:00{DASH}20:00 T" in text
    assert f"10:30{DASH}16:30 I" in text


@pytest.mark.parametrize(
    ("language", "name"),
    [("es", "La Inmaculada Concepción"), ("en", "Immaculate Conception")],
)
def test_a_holiday_is_marked_with_its_name(language, name):
    assert name in plain(shown(language), language)


def test_work_from_home_is_told():
    schedule = published.segments({"ana": published.DAY_SHIFT}).assign(place="home")

    assert "almuerzo 12:00 en casa" in plain(shown(schedule=schedule))


def test_a_shift_that_ends_at_midnight_ends_with_its_day():
    schedule = published.segments(
        {"ana": [("2026-12-07 16:00", "2026-12-08 00:00", "contacts", "")]}
    )

    assert f"16:00{DASH}00:00 N" in plain(shown(schedule=schedule))


def test_sums_of_people_teams_and_days_are_told():
    people = published.agents(("ana", "Norte"), ("luis", "Sur"))

    text = plain(shown(people=people))

    assert "2 personas · 4 turnos · 28,0 h pagadas" in text
    assert "Norte 1 persona 1 0 0 0 0 0 0 8,0 0 0" in text
    assert "Sur 1 persona 0 1 0 0 0 0 1 14,0 1 2" in text
    assert "En turno 1 1 0 0 0 0 1" in text
    assert "Horas pagadas 8,0 8,0 0,0 0,0 0,0 0,0 6,0 22,0 1 2" in text


def test_the_legend_tells_the_hours_that_the_law_calls_night():
    assert "más de la mitad entre 19:00 y 06:00" in plain(shown())
    assert "over half of it from 22:00 to 06:00" in plain(
        shown("en", country="none"), "en"
    )


def test_who_is_in_no_team_is_said_to_be_in_none_where_there_are_teams():
    people = published.agents(("ana", "Norte"), ("luis", ""))

    assert "Sin equipo 1 persona" in plain(shown(people=people))
    assert "Sin equipo" not in plain(shown())


def test_names_are_text_whatever_they_hold():
    evil = "<img src=x onerror=alert(1)>"
    schedule = published.segments({evil: published.DAY_SHIFT})

    page = shown(schedule=schedule, title=evil)

    assert "img" not in page.tags
    assert evil in plain(page)


def test_it_prints_on_landscape_paper_a_week_a_page():
    document = shown().document

    assert "size: landscape" in document
    assert "break-before: page" in document
    assert "prefers-color-scheme: dark" in document
