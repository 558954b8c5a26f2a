"""Planning a campaign that has no history: contract, analogs, decisions."""

from __future__ import annotations

import json
import re
from datetime import date

import pandas as pd
import pytest

from app.files.campaign import read_campaign
from app.files.write import write_table
from app.reports.formats import Formats
from app.reports.reader import Reader
from app.services.planning.inputs import Inputs, read_inputs
from app.services.planning.need import campaign_need
from forecasting import cleaning_changes, forecast
from tests.app.commands import aforo
from tests.app.new_campaign import (
    CONTRACT,
    LIKE_SALES,
    OVERRIDES,
    TELECOM,
    past_of_sales,
    write_campaign,
)
from tests.app.report_page import Page
from wfm.campaign import Campaign
from wfm.errors import ParameterError, TableError
from wfm.tables import CHANGES


@pytest.fixture(scope="module")
def director(tmp_path_factory):
    """Campaign of a contract and a sector, with decisions, and its plan."""
    folder = tmp_path_factory.mktemp("director")
    campaign = write_campaign(
        folder,
        files=("launches", "contracted", "overrides"),
        launches=TELECOM,
        contracted=CONTRACT,
        overrides=OVERRIDES,
    )
    ran = aforo("plan", campaign, "--out", folder / "plan", "--json")
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="module")
def summary(director):
    return json.loads((director / "plan/summary.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(director):
    return Page((director / "plan/report.html").read_text(encoding="utf-8"))


def need_of(path):
    """What a campaign needs."""
    given = read_campaign(path)
    return campaign_need(given.campaign, read_inputs(given.campaign, given.files))


def complaints(path):
    with pytest.raises(TableError) as error:
        need_of(path)
    return [str(problem) for problem in error.value.problems]


# --- without any history


def test_a_contract_and_a_sector_are_enough_for_a_whole_plan(director, summary):
    names = {path.name for path in (director / "plan").iterdir()}

    assert {"forecast.csv", "requirement.csv", "shifts.csv", "report.html"} <= names
    assert (summary["start"], summary["as_of"]) == ("2026-11-30", "2026-09-01")
    assert summary["data_until"] is None
    assert summary["headcount_needed"] > 0
    assert summary["violations"] == 0


def test_the_summary_says_what_the_forecast_rests_on_and_its_band(summary):
    (queue,) = summary["new_queues"]

    assert (queue["volume_from"], queue["sector"]) == ("contract", "telecom")
    assert queue["contacts"] == pytest.approx(summary["contacts"], abs=0.01)
    low, high = queue["contacts_p10"], queue["contacts_p90"]
    assert low < 0.8 * queue["contacts"] < 1.2 * queue["contacts"] < high
    assert summary["notes"][0] == (
        "hogar: contacts from the contracted volumes, spread like the telecom template "
        "(an assumption), without a history of its own; with a probability of 80% "
        f"between {low:,.0f} and {high:,.0f}, {queue['contacts']:,.0f} on average"
    )
    assert summary["notes"][1:3] == [
        "hogar: the volume grows from 20% to all of it in 6 weeks from 2026-11-30",
        "hogar: open like the telecom template (an assumption), as the campaign gives "
        "no hours",
    ]


def test_the_report_begins_with_it_in_both_languages(page, summary):
    (queue,) = summary["new_queues"]
    low = Formats("es").number(queue["contacts_p10"])

    assert (
        "En resumen Pronóstico hogar: contactos según los volúmenes contratados, "
        "repartidos como la plantilla de telecomunicaciones (un supuesto), sin "
        f"historial propio; con probabilidad de 80 %, entre {low} y "
    ) in page["es"]
    assert f"In short Forecast {queue['what']}." in page["en"]
    assert (
        "el volumen crece de 20 % al total en 6 semanas desde el 30 nov" in (page["es"])
    )
    assert "Hecho con Aforo el 1 de septiembre de 2026, sin historial." in page["es"]
    assert "Made with Aforo on September 1, 2026, without a history." in page["en"]


def test_the_report_lists_decisions_with_author_and_reason(page, summary):
    assert [row["intervals"] for row in summary["overridden"]] == [2, 64]
    assert (
        "todas las colas jue 3 dic 09:00 jue 3 dic 10:00 2 menos por intervalo 2 Eva "
        "simulacro hogar mar 1 dic mié 2 dic multiplicados por 1,2 64 Ana Ruiz "
        "<b>Campaña</b>"
    ) in page["es"]
    assert "2 fewer an interval 2 Eva simulacro" in page["en"]


def test_what_no_history_could_say_is_a_default_that_is_named(tmp_path):
    path = write_campaign(tmp_path, files=("contracted",), contracted=CONTRACT)
    path.write_text(path.read_text().replace("as_of = 2026-09-01\n", ""))

    campaign = read_campaign(path).campaign

    assert campaign.interval == 30
    assert isinstance(campaign.as_of, date)
    assert "campaign.interval = 30" in campaign.defaults
    assert campaign.defaults[-1] == f"campaign.as_of = {campaign.as_of}"
    assert "interval" in Reader("es").word("default", "campaign.interval")


def test_without_agents_or_history_hiring_knows_what_is_missing(director):
    ran = aforo(
        "hire", director / "campaign.toml", "--out", director / "r.csv", "--json"
    )

    assert ran.code == 0, ran.err
    assert ran.json["heads"] > 0
    assert ran.json["notes"][0].startswith("hogar: contacts from the contracted")
    request = pd.read_csv(director / "r.csv")
    assert request["start_by"].tolist() == ["2026-11-30"]
    assert "late" not in request["reason"][0]


def test_a_contract_without_a_handle_time_says_what_to_give(tmp_path):
    path = write_campaign(tmp_path, files=("contracted",), contracted=CONTRACT)

    assert complaints(path) == [
        "forecast: queue 'hogar' has no handle time: give its aht_s"
    ]


def test_a_queue_section_may_say_the_handle_time(tmp_path):
    path = write_campaign(
        tmp_path,
        files=("contracted",),
        contracted=CONTRACT,
        more="[queues.hogar]\naht_s = 420",
    )

    need = need_of(path)

    assert set(need.tables["requirement"]["aht_s"]) == {420.0}


@pytest.mark.parametrize(
    ("missing", "head", "sentence"),
    [
        (
            "contracted",
            "start = 2026-11-30",
            "campaign.toml: [files] history is missing; for new queues give launches "
            "or contracted instead",
        ),
        (
            "nothing",
            "",
            "campaign.toml: [campaign] start is missing: without a history nothing "
            "else says which day is the first",
        ),
    ],
)
def test_what_a_new_campaign_must_say_is_asked_in_one_sentence(
    tmp_path, missing, head, sentence
):
    files = [name for name in ("contracted", "overrides") if name != missing]
    path = write_campaign(
        tmp_path, files=files, head=head, contracted=CONTRACT, overrides=OVERRIDES
    )

    ran = aforo("plan", path, "--out", tmp_path / "plan")

    assert (ran.code, ran.err.strip()) == (2, f"aforo: {sentence}")
    assert not (tmp_path / "plan").exists()


def test_a_month_without_a_volume_is_named(tmp_path):
    path = write_campaign(
        tmp_path,
        files=("contracted",),
        contracted="queue,month,volume\nhogar,2026-12,40000\n",
    )

    (said,) = complaints(path)

    assert "hogar has no volume for 2026-11" in said


def test_python_must_say_what_no_history_says():
    inputs = Inputs(contracted=pd.DataFrame())

    with pytest.raises(ParameterError, match="interval must be given where there is"):
        campaign_need(Campaign(name="x"), inputs)
    with pytest.raises(ParameterError, match="as_of must be given where there is no"):
        campaign_need(Campaign(name="x", interval=30), inputs)


# --- beside queues with a past


def like_sales(folder, *, more="", files=(), **tables):
    return write_campaign(
        folder,
        files=("history", "launches", *files),
        head="",
        more=more,
        **{"history": past_of_sales(), "launches": LIKE_SALES, **tables},
    )


def test_an_analog_is_planned_too_unless_the_campaign_says_otherwise(tmp_path):
    both = need_of(like_sales(tmp_path))
    alone = need_of(like_sales(tmp_path, more='[forecast]\nqueues = ["hogar"]'))

    table, only = both.tables["forecast"], alone.tables["forecast"]
    assert set(table["queue"]) == {"hogar", "sales"}
    assert set(only["queue"]) == {"hogar"}
    hogar = table[table["queue"] == "hogar"].reset_index(drop=True)
    pd.testing.assert_frame_equal(only, hogar)
    note = (
        "sales: is the model of a new queue and is planned too, as [forecast] queues "
        "does not say otherwise"
    )
    assert note in both.origin["notes"]
    assert note not in alone.origin["notes"]


def test_a_new_queue_is_said_to_be_like_its_analog(tmp_path):
    note = need_of(like_sales(tmp_path)).origin["notes"][0]

    assert note.startswith(
        "hogar: contacts from 50% of the volume of queue sales, spread like the week "
        "of queue sales, without a history of its own; with a probability of 80%"
    )
    assert (
        "contactos según 50\xa0% del volumen de la cola sales, repartidos como la "
        "semana de la cola sales, sin historial propio;"
    ) in Reader("es").own_words(note)


def test_own_days_are_counted_and_two_weeks_make_a_queue_an_old_one(tmp_path):
    def notes(weeks):
        own = past_of_sales(weeks, queue="hogar").partition("\n")[2]
        return need_of(like_sales(tmp_path, history=past_of_sales() + own)).origin

    young, old = notes(1), notes(3)

    assert "with 5 days of its own;" in young["notes"][0]
    assert young["new_queues"][0]["own_days"] == 5
    assert old["new_queues"] == []
    assert (
        "hogar: has two weeks of its own, so that launches and contract do not apply"
        in old["notes"]
    )


def test_every_note_on_the_forecast_is_told_in_spanish(tmp_path):
    own = past_of_sales(1, queue="hogar").partition("\n")[2]
    launches = (
        "queue,analog,sector,ramp_weeks,aht_s\n"
        "hogar,sales,,1,300\nuno,,,,300\ndos,,health,2,300\n"
    )
    contract = CONTRACT + CONTRACT.replace("hogar", "uno").partition("\n")[2]
    contract += CONTRACT.replace("hogar", "dos").partition("\n")[2]
    path = like_sales(
        tmp_path,
        files=("contracted",),
        history=past_of_sales() + own,
        launches=launches,
        contracted=contract,
        more='[forecast]\nmodel = "ewma"',
    )

    notes = need_of(path).origin["notes"]

    told = [Reader("es").own_words(note) for note in notes]
    assert notes[0] == "the campaign chose the method ewma"
    assert len(notes) > len({"hogar", "uno", "dos"})
    assert not re.search(r"\b(the|of|weeks?|contacts|with|is)\b", " ".join(told))


def test_names_that_no_table_knows_are_told_with_their_rows(tmp_path):
    path = like_sales(
        tmp_path,
        files=("overrides",),
        launches=LIKE_SALES.replace("sales", "ventas"),
        overrides=OVERRIDES.replace("hogar", "hogra"),
        more='[forecast]\nqueues = ["otra"]\n[queues.nada]\naht_s = 1',
    )

    listed = "is not a queue of the history, the launches or the contract"
    assert complaints(path) == [
        f"campaign: [queues.nada] {listed} (hogar, sales)",
        f"campaign: [forecast] queues: 'otra' {listed} (hogar, sales)",
        "launches.csv, row 2, column analog: 'ventas' is not among the history",
        "overrides.csv, row 2, column queue: 'hogra' is not among the history, the "
        "launches or the contract",
    ]


# --- choices about the forecast


def test_the_campaign_chooses_the_model_and_refuses_changes(tmp_path):
    history = past_of_sales(8).replace("T08:00,", "T08:00,5", 3)
    path = like_sales(tmp_path, history=history, launches="queue,sector\nx,\n")
    tables = read_inputs(
        read_campaign(path).campaign, {"history": tmp_path / "history.csv"}
    )
    changes = cleaning_changes(tables.history, country="CO")
    spike = changes[changes["kind"] == "spike"].assign(refused="yes")
    assert len(spike)
    write_table(tmp_path / "refused.csv", spike, CHANGES)
    path = write_campaign(
        tmp_path,
        files=("history", "refused"),
        head="",
        more='[forecast]\nmodel = "ewma"',
    )

    need = need_of(path)

    expected = forecast(
        tables.history,
        days=7,
        country="CO",
        model="ewma",
        refused=tuple(spike["id"]),
    )
    pd.testing.assert_frame_equal(need.tables["forecast"], expected)
    assert need.origin["methods"] == {"sales": "ewma"}


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ('model = "magic"', "[forecast] model must be one of auto, core,"),
        ("queues = [1]", "[forecast] queues = [1] is not a list of names of queues"),
        ('queues = "hogar"', "[forecast] queues = 'hogar' is not a list"),
        ('modle = "auto"', "[forecast] modle is not known; did you mean 'model'?"),
    ],
)
def test_wrong_choices_are_told(tmp_path, section, sentence):
    path = like_sales(tmp_path, more=f"[forecast]\n{section}")

    (said,) = complaints(path)

    assert sentence in said


def test_a_model_that_the_history_is_too_short_for_is_replaced_and_said(tmp_path):
    path = write_campaign(
        tmp_path,
        files=("history",),
        head="",
        more='[forecast]\nmodel = "lightgbm"',
        history=past_of_sales(2),
    )

    notes = need_of(path).origin["notes"]

    assert notes[0] == "the campaign chose the method lightgbm"
    assert re.fullmatch(
        r"sales: forecast by .+, as lightgbm needs \d+ weeks of history, there are 1.8",
        notes[1],
    )
    assert "semanas de historial y hay 1,8" in Reader("es").own_words(notes[1])
