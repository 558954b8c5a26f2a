"""Every sentence exists in both languages, and every one is said somewhere."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

import app.web
from app.web.pages.adherence import grid, totals
from app.web.pages.forecast import decisions
from app.web.pages.forecast import sheet as forecast_sheet
from app.web.pages.requests import lines
from app.web.pages.schedule import view
from app.web.pages.staffing import queues
from app.web.pages.staffing import sheet as staffing_sheet
from app.web.pages.staffing.ledger import LEDGER
from app.web.texts import LANGUAGES, TEXTS, sentence, word
from app.web.theme import ACTIVITIES, CONSTRAINTS
from app.web.visitor import Visitor
from wfm.demand import OCCUPANCY_RULES, WINDOWS, Channel
from wfm.requisition import State
from wfm.tables.results import ACTIVITIES as SCHEDULED

WEB = Path(app.web.__file__).parent


def blanks(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def said_in_code():
    """Keys written out in code and templates, and how made-up ones begin."""
    whole, begun = set(), set()
    for path in WEB.rglob("*.py"):
        if path.parent.name == "texts":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr):
                begun |= _first_words(node)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "word":
                begun |= _families(node)
    for path in WEB.rglob("*.html"):
        whole |= set(re.findall(r"""say\(["']([\w.]+)["']""", path.read_text()))
    return whole, tuple(begun)


def _first_words(text):
    """How a key begins whose end is filled in."""
    first = text.values[0]
    dotted = isinstance(first, ast.Constant) and "." in first.value
    return {first.value} if dotted else set()


def _families(call):
    """Families of words that a call may ask for; those of a variable are known."""
    family = call.args[1]
    if isinstance(family, ast.Constant):
        return {f"{family.value}."}
    return {"decide.kind.", "decide.day."}


def test_both_languages_have_the_same_sentences():
    assert set(TEXTS["es"]) == set(TEXTS["en"])


@pytest.mark.parametrize("key", sorted(TEXTS["es"]))
def test_a_sentence_has_the_same_blanks_in_both_languages(key):
    assert blanks(TEXTS["es"][key]) == blanks(TEXTS["en"][key])


def test_the_singular_of_a_sentence_has_no_other_blanks():
    for key in TEXTS["es"]:
        if key.endswith(".one"):
            plural = key.removesuffix(".one")
            assert blanks(TEXTS["es"][key]) == blanks(TEXTS["es"][plural])


def test_no_sentence_is_left_over():
    written, begun = said_in_code()
    left = [
        key
        for key in TEXTS["es"]
        if key not in written
        and key.removesuffix(".one") not in written
        and not key.startswith(begun)
        # Said as f"{what}.all" and the like, after a key that the code names.
        and not key.endswith((".nav", ".title", ".all", ".hint", ".meaning"))
    ]

    assert left == []


def test_every_word_of_the_data_is_translated():
    families = {
        "activity": (*ACTIVITIES, *SCHEDULED),
        "constraint": (*CONSTRAINTS, "none"),
        "channel": [str(channel) for channel in Channel],
        "state": [str(state) for state in State],
        "window": WINDOWS,
        "goal.occupancy": OCCUPANCY_RULES,
    }
    for family, names in families.items():
        for name in names:
            assert f"{family}.{name}" in TEXTS["es"], (family, name)


def test_every_activity_of_a_schedule_has_a_colour():
    assert set(ACTIVITIES) == set(SCHEDULED)


def test_every_column_of_a_sheet_has_a_title():
    sheets = (
        staffing_sheet._KINDS,
        forecast_sheet._KINDS,
        view._COLUMNS,
        grid._COLUMNS,
        lines._SHEET,
    )
    # Titled by the name of the constraint, see `ledger`.
    promised = {f"agents_{name}" for name in LEDGER}
    for sheet in sheets:
        for name in set(sheet) - promised:
            assert f"column.{name}" in TEXTS["es"], name
    for kind in decisions.KINDS:
        for name in decisions.FIELDS[kind]:
            assert f"decide.field.{kind}.{name}" in TEXTS["es"], name
    for name in queues.NUMBERS:
        assert f"queues.{name}.meaning" in TEXTS["es"]


def test_a_count_of_one_is_singular():
    assert Visitor("es").say("people", count=1) == "1 persona"
    assert Visitor("es").say("people", count=1200) == "1.200 personas"
    assert Visitor("en").say("people", count=1200) == "1,200 people"


def test_an_unknown_word_of_the_data_stays_as_it_is():
    assert word("es", "state", "on_hold") == "on_hold"


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError):
        sentence("es", "no.such.sentence")


def test_both_formulas_are_written_out_in_both_languages():
    for language in LANGUAGES:
        kpis = totals.adherence_kpis(
            totals.Totals(agents=1, below=0, scheduled=10, adherent=9, present=10),
            Visitor(language),
        )
        assert "÷" in kpis[0].meaning
        assert "÷" in kpis[1].meaning


def test_what_the_plan_wrote_in_english_is_told_in_spanish():
    written = "the campaign names no agent states with the schedule of their days"

    assert "no trae estados de asesores" in Visitor("es").own_words(written)
    assert Visitor("en").own_words(written) == written
