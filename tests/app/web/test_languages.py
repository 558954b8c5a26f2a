"""No page says a sentence in the language that was not asked for."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from app.services.access import Role
from app.storage.audit import Entry, record
from app.web.routes import PAGES
from app.web.texts import LANGUAGES, TEXTS, word
from app.web.visitor import LANGUAGE_COOKIE, Visitor
from scheduling.validate.referee import RULES
from tests.app.web.conftest import built
from tests.app.web.test_matrix import CHOSEN, SHOW_PAGE, entries
from tests.app.web.visible import foreign, properties, read
from tests.app.web.world import NEAR, ask, body_of
from wfm.labour.countries import COUNTRIES, law_of

# They open every page there is, and see in it all that there is to see.
ROLES = (Role.ADMINISTRATOR, Role.PLANNER, Role.HR_DIRECTOR, Role.AGENT)
# What a reader types or finds in a file: an interface, the same in every language.
NAMES = frozenset({"campaign.toml", "successive_shifts"})


@pytest.fixture(scope="module", params=["sqlite"])
def web(request, tmp_path_factory):
    """World of its own: every button in it is pressed."""
    yield from built(request, tmp_path_factory, "languages")


def answers(web, role, language):
    """Each page and, at it, each of its callbacks, as it stands and after a press."""
    client = web.client(role)
    client.set_cookie(LANGUAGE_COOKIE, language)
    for page in PAGES:
        path = page.at(NEAR)
        shown = ask(client, body_of(web.app, SHOW_PAGE, path=path))
        yield path, shown.text
        values = CHOSEN | properties(shown.json)
        here = {name.split(".")[0] for name in properties(shown.json)}
        for key, entry in entries(web).items():
            body = body_of(web.app, key, values, path=path)
            inputs = [each for each in body["inputs"] if isinstance(each, dict)]
            if entry.server and here & {str(each["id"]) for each in inputs}:
                yield f"{path} {key}", ask(client, body).text
                if pressed(body, inputs):
                    yield f"{path} {key} pressed", ask(client, body).text


def pressed(body, inputs):
    """Press the buttons of a callback; whether it has any."""
    buttons = [each for each in inputs if each["property"] == "n_clicks"]
    for each in buttons:
        each["value"] = 1
        body["changedPropIds"] = [f"{each['id']}.n_clicks"]
    return bool(buttons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_a_sentence_of_the_other_language(web, language):
    found = defaultdict(list)
    said = 0
    for role in ROLES:
        for asked, text in answers(web, role, language):
            for sentence in read(text):
                said += 1
                for strange in foreign(sentence, language, NAMES):
                    found[sentence[:120]].append((strange, asked[:80], role.value))

    assert said > 2000
    assert dict(found) == {}


def test_a_sentence_of_the_other_language_is_found():
    assert foreign("read in the press only", "es", NAMES) == ["the", "only"]
    assert foreign("leído solo en la prensa", "en", NAMES) == ["la"]
    assert foreign("account.change", "es", NAMES) == ["account.change"]


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_what_the_law_of_a_country_says_is_told_in_spanish(country):
    spanish = Visitor("es")
    for each in law_of(country).parameters:
        assert f"limit.{each.name}" in TEXTS["es"], each.name
        for said in (each.source, each.note):
            assert foreign(spanish.own_words(said), "es", NAMES) == [], said
        note = spanish.own_words(each.note)
        assert note != each.note or not each.note or note == "prima de servicios"


def test_every_rule_of_the_referee_has_a_name_on_screen():
    for language in LANGUAGES:
        assert {f"rule.{name}" for name in RULES} <= set(TEXTS[language])


def test_what_was_done_is_told_in_words_by_the_audit_trail(web):
    for language in LANGUAGES:
        client = web.client(Role.ADMINISTRATOR)
        client.set_cookie(LANGUAGE_COOKIE, language)
        text = ask(
            client,
            body_of(
                web.app,
                next(key for key in entries(web) if "audit-table.children" in key),
                {"audit-object.value": "", "audit-day.value": ""},
                path="/admin/audit",
            ),
        ).text

        said = word(language, "audit.did", "account.login")
        assert said in text
        assert "account.login" not in text
        assert word(language, "audit.kind", "account") in text


def test_an_action_without_a_name_is_shown_as_it_was_recorded(web):
    with web.store.writing() as connection:
        record(connection, Entry(action="moon.land", object_kind="moon", object_id="1"))

    client = web.client(Role.ADMINISTRATOR)
    key = next(key for key in entries(web) if "audit-table.children" in key)
    body = body_of(web.app, key, {"audit-day.value": ""}, path="/admin/audit")

    assert re.search(r"moon\.land", ask(client, body).text)


def test_why_an_import_failed_as_a_job_is_told_in_spanish():
    kept = (
        "octubre.csv, row 4, column offered: 'x' is not a number: correct the cell in"
        " the file, or skip the row\noctubre.csv: and 3 more"
    )

    assert Visitor("es").told(kept).splitlines() == [
        "octubre.csv, fila 4, columna offered: «x» no es un número: corrija la celda en"
        " el archivo u omita la fila",
        "octubre.csv: y 3 más",
    ]
