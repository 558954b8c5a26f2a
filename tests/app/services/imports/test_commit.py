"""An import is written whole or not at all, once, by those who may."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.services.access import COMMAND_LINE, Actor, Role
from app.services.campaigns.edits import input_table
from app.services.campaigns.stored import add_campaign
from app.services.history.stored import read_history
from app.services.imports.commit import (
    ImportRefusedError,
    import_table,
    preview_import,
)
from app.services.imports.saved_mappings import save_mapping, saved_mapping
from app.services.people.absences import absences_of
from app.services.people.agents import agents_of
from app.storage.audit import broken_at
from app.storage.schema.audit import AUDIT
from tests.app.services.imports.samples import HEADER, guessed
from wfm.errors import ForbiddenError, TableError, UnknownNameError

CAMPAIGN = """
[campaign]
name = "Hogar"
timezone = "America/Bogota"
country = "CO"
[files]
history = "history.csv"
agents = "agents.csv"
contracts = "contracts.csv"
[goal]
service_level = 0.8
"""
CONTRACTS = (
    "contract,weekly_minutes,min_day_minutes,max_day_minutes,min_days,max_days,regime\n"
)
BEFORE = f"{HEADER}Soporte,2026-11-16 08:00,20,18,2,250\n"
AFTER = (
    f"{HEADER}Soporte,2026-11-16 08:00,20,18,2,250\n"
    "soporte,2026-11-16 08:30,24,20,4,260\n"
    "Soporte,2026-11-16 09:00,muchas,20,4,260\n"
)


@pytest.fixture
def campaign(store, tmp_path):
    files = {
        "campaign.toml": CAMPAIGN,
        "history.csv": BEFORE,
        "agents.csv": "agent,contract,skills\nA1,42h,Soporte\nA2,42h,Soporte\n",
        "contracts.csv": f"{CONTRACTS}42h,2520,420,540,5,6,ordinary\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return add_campaign(store, COMMAND_LINE, tmp_path / "campaign.toml")


def actor(role, *campaigns):
    return Actor(account_id=None, name="Eva", role=role, campaigns=frozenset(campaigns))


def run(store, campaign, text, table="history", who=COMMAND_LINE, **options):
    content = text.encode()
    mapping = options.pop("mapping", None) or guessed(content, table)
    return import_table(store, who, campaign, content, "f.csv", mapping, **options)


def trail(store):
    with store.reading() as connection:
        assert broken_at(connection) is None
        return list(connection.scalars(select(AUDIT.c.action).order_by(AUDIT.c.id)))


def test_a_bad_row_stops_all_unless_it_is_skipped(store, campaign):
    before = trail(store)
    with pytest.raises(ImportRefusedError) as caught:
        run(store, campaign, AFTER)
    assert str(caught.value) == (
        "f.csv, row 4, column offered: muchas is not a number: "
        "correct the cell in the file, or skip the row"
    )
    assert len(read_history(store, COMMAND_LINE, campaign)) == 1
    assert trail(store) == before

    done = run(store, campaign, AFTER, skip_bad=True)

    assert (done.new, done.changed, done.same) == (1, 0, 1)
    history = read_history(store, COMMAND_LINE, campaign)
    assert history["queue"].unique().tolist() == ["Soporte"]
    assert history["offered"].tolist() == [20, 24]
    assert trail(store) == [*before, "history.import"]


def test_the_same_file_twice_writes_nothing(store, campaign):
    run(store, campaign, AFTER, skip_bad=True)
    before = trail(store)

    done = run(store, campaign, AFTER, skip_bad=True)

    assert done.already
    assert (done.new, done.changed, done.same) == (0, 0, 2)
    assert trail(store) == before


def test_a_question_must_be_answered_first(store, campaign):
    text = f"{HEADER}Ventas,2026-11-16 08:00,20,18,2,250\n"
    mapping = guessed(text)
    with pytest.raises(ImportRefusedError, match="queue Ventas does not exist"):
        run(store, campaign, text)

    done = run(store, campaign, text, mapping=mapping.confirming("E_UNKNOWN_QUEUE"))

    assert done.new == 1


def test_who_may_not_import_is_refused_before_the_file_is_read(store, campaign):
    mapping = guessed(AFTER)
    for role, error in (
        (Role.SUPERVISOR, ForbiddenError),
        (Role.HR_DIRECTOR, ForbiddenError),
        (Role.PLANNER, UnknownNameError),
    ):
        with pytest.raises(error):
            run(store, campaign, AFTER, who=actor(role, campaign + 1))
        with pytest.raises(error):
            preview_import(
                store, actor(role, campaign + 1), campaign, b"", "f.csv", mapping
            )
    with pytest.raises(ForbiddenError):
        run(store, campaign, "agente,desde\nA1,x\n", "time_off", actor(Role.PLANNER))


def test_the_hr_director_imports_people_and_absences(store, campaign):
    hr = actor(Role.HR_DIRECTOR)
    people = (
        "codigo;nombre;cedula;salario;contrato;habilidades;equipo\n"
        "A2;Eva Niño;52123456;2.000.000,5;42H;Soporte;Norte\n"
        "A3;Luz Peña;52123457;1.900.000;42h;Soporte;Norte\n"
    )
    done = run(store, campaign, people, "agents", hr)
    assert (done.new, done.changed, done.same) == (1, 1, 0)
    rows = {row["agent"]: row for row in agents_of(store, hr, campaign)}
    assert rows["A3"]["name"] == "Luz Peña"
    assert rows["A2"]["monthly_wage"] == 2_000_000.5
    assert rows["A2"]["contract"] == "42h"
    assert run(store, campaign, people, "agents", hr).already

    off = (
        "agente;desde;hasta;novedad\n"
        "A3;2026-12-01;2026-12-04;vacaciones\n"
        "A9;2026-12-01;2026-12-04;vacaciones\n"
    )
    done = run(store, campaign, off, "time_off", hr, skip_bad=True)
    assert (done.new, done.preview.counts["E_UNKNOWN_AGENT"]) == (1, 1)
    (absence,) = absences_of(store, hr, campaign)
    assert absence["end"] - absence["start"] == 4 * 86_400
    assert run(store, campaign, off, "time_off", hr, skip_bad=True).already

    clash = "agente;desde;hasta;novedad\nA3;2026-12-04;2026-12-06;permiso\n"
    with pytest.raises(TableError, match="ends at"):
        run(store, campaign, clash, "time_off", hr)
    assert len(absences_of(store, hr, campaign)) == 1


def test_tables_keep_what_the_file_does_not_name(store, campaign):
    text = f"{CONTRACTS}36h,2160,360,360,5,6,ordinary\n42h,2500,420,540,5,6,ordinary\n"
    done = run(store, campaign, text, "contracts")
    assert (done.new, done.changed, done.same) == (1, 1, 0)
    assert run(store, campaign, text, "contracts").already
    kept = input_table(store, COMMAND_LINE, campaign, "contracts")
    minutes = dict(
        zip(kept.frame["contract"], kept.frame["weekly_minutes"], strict=True)
    )
    assert minutes == {"36h": 2160, "42h": 2500}
    assert kept.number == 2

    days = "fecha;nombre;tipo\n25/12/2026;Navidad;closed\n"
    assert run(store, campaign, days, "special_days").new == 1
    more = "fecha,nombre,tipo\n2026-12-31,Año viejo,closed\n"
    assert run(store, campaign, more, "special_days").new == 1
    kept = input_table(store, COMMAND_LINE, campaign, "special_days").frame
    assert kept["name"].tolist() == ["Navidad", "Año viejo"]


def test_states_of_a_new_day_come_beside_the_old(store, campaign):
    log = "agente,inicio,fin,estado\nA1,2026-11-{0} 08:00,2026-11-{0} 09:00,ready\n"

    assert run(store, campaign, log.format(16), "states").new == 1
    assert run(store, campaign, log.format(17), "states").new == 1
    again = log.format(16).replace("ready", "break")
    assert run(store, campaign, again, "states").changed == 1

    states = input_table(store, COMMAND_LINE, campaign, "states").frame
    assert sorted(states["state"]) == ["break", "ready"]


def test_a_mapping_is_saved_for_the_campaign_without_its_answers(store, campaign):
    mapping = guessed(AFTER).confirming("E_UNKNOWN_QUEUE")
    assert saved_mapping(store, COMMAND_LINE, campaign, "history") is None

    for _ in range(2):
        save_mapping(store, COMMAND_LINE, campaign, mapping, reason="works")

    assert saved_mapping(store, COMMAND_LINE, campaign, "history") == guessed(AFTER)
    assert trail(store).count("mapping.save") == 1
    with pytest.raises(ForbiddenError):
        saved_mapping(store, actor(Role.AGENT, campaign), campaign, "history")
