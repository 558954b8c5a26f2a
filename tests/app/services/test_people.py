"""Agents, absences and requests: who sees what, edits, and erasure for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select, text

from app.services.access import COMMAND_LINE, Role
from app.services.accounts.changes import NewAccount, add_account
from app.services.accounts.scopes import Scope
from app.services.campaigns.stored import stored_campaign, update_campaign
from app.services.people.absences import absences_of, delete_absence, save_absence
from app.services.people.agents import (
    KNOWN,
    agents_of,
    erase_person,
    import_agents,
    save_agent,
)
from app.services.people.own_requests import (
    ask,
    decide,
    own_requests,
    requests_to_decide,
    withdraw,
)
from app.storage import accounts
from app.storage.audit import broken_at
from app.storage.schema import METADATA
from tests.app.services.small_store import AGENTS, added, someone, trail
from wfm.errors import (
    ForbiddenError,
    ParameterError,
    StaleError,
    TableError,
    TransitionError,
    UnknownNameError,
)

CANARIES = ("CanaryName", "CanaryDocument", "canary@mail", "CanaryHealth", "77654321")


@pytest.fixture
def campaign(store, tmp_path):
    return added(store, tmp_path)


def of(rows, agent):
    [row] = [row for row in rows if row["agent"] == agent]
    return row


def hr(campaign):
    return someone(Role.HR_DIRECTOR, campaign)


def test_a_change_of_shift_names_a_colleague_of_the_campaign(store, campaign):
    me = someone(Role.AGENT, campaign, agent="A1")
    swap = {"kind": "shift_change", "start": 1_800_000_000, "end": 1_800_086_400}

    ask(store, me, campaign, {**swap, "partner": " A2 "})
    ask(store, me, campaign, {**swap, "kind": "time_off", "partner": "A2"})

    found = requests_to_decide(store, someone(Role.PLANNER, campaign), campaign)
    assert [row["partner"] for row in found] == ["", "A2"]
    for partner in ("A1", "A9"):
        with pytest.raises(ParameterError):
            ask(store, me, campaign, {**swap, "partner": partner})


def test_a_planner_sees_people_but_nothing_private(store, campaign):
    rows = agents_of(store, someone(Role.PLANNER, campaign), campaign)

    assert [row["agent"] for row in rows] == ["A1", "A2", "A3"]
    assert rows[0].keys() == {"agent", "revision", "erased_at", *KNOWN}
    assert of(agents_of(store, hr(campaign), campaign), "A1")["monthly_wage"] == 2100000


def test_a_supervisor_sees_the_teams_of_the_account(store, campaign):
    north = someone(Role.SUPERVISOR, campaign, teams=["Norte"])
    nobody = someone(Role.SUPERVISOR, campaign)

    assert [row["agent"] for row in agents_of(store, north, campaign)] == ["A1", "A2"]
    assert agents_of(store, nobody, campaign) == []
    assert [row["agent"] for row in absences_of(store, north, campaign)] == ["A1"]
    assert not {"kind", "note"} & absences_of(store, north, campaign)[0].keys()


def test_an_edit_is_planned_with_and_told_without_its_cells(store, campaign):
    fields = {"team": "Sur", "restrictions": "no_nights", "name": "Ana Ruiz"}

    revision = save_agent(store, hr(campaign), campaign, "A1", fields, 1)

    row = of(agents_of(store, hr(campaign), campaign), "A1")
    planned = stored_campaign(store, COMMAND_LINE, campaign).inputs.agents
    assert {name: row[name] for name in fields} == fields
    assert row["revision"] == revision == 2
    assert planned["restrictions"].iloc[0] == "no_nights"
    assert "name" not in planned
    assert trail(store) == ["campaign.add", "people.edit"]
    with store.reading() as connection:
        said = " ".join(connection.scalars(text("SELECT changes FROM audit_detail")))
    assert "Ana" not in said
    assert "restrictions" in said


def test_of_two_who_edit_the_same_agent_one_is_told_of_the_other(store, campaign):
    def attempt(team):
        try:
            return save_agent(store, hr(campaign), campaign, "A2", {"team": team}, 1)
        except StaleError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(attempt, ("Este", "Oeste")))

    assert sorted(isinstance(each, StaleError) for each in done) == [False, True]
    assert trail(store) == ["campaign.add", "people.edit"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"contract": "99h"}, "is not among the contracts"),
        ({"monthly_wage": -1}, "must be at least 0"),
        ({"born": "31/12/1990"}, "is not a date"),
        ({"restrictions": "no_sleep"}, "must be words of"),
        ({"name": "x" * 201}, "more than 200 characters"),
        ({"name": "a\0b"}, "NUL"),
    ],
)
def test_a_value_that_its_column_does_not_allow_is_refused(
    store, campaign, fields, said
):
    with pytest.raises(TableError, match=said):
        save_agent(store, hr(campaign), campaign, "A1", fields, 1)
    assert trail(store) == ["campaign.add"]


def test_a_new_agent_is_added_with_revision_0(store, campaign):
    fields = {"contract": "24h", "skills": "ventas"}

    save_agent(store, hr(campaign), campaign, "A9", fields, 0)

    planned = stored_campaign(store, COMMAND_LINE, campaign).inputs.agents
    assert list(planned["agent"]) == ["A1", "A2", "A3", "A9"]
    with pytest.raises(StaleError):
        save_agent(store, hr(campaign), campaign, "A9", fields, 0)
    with pytest.raises(UnknownNameError, match="unknown agent"):
        save_agent(store, hr(campaign), campaign, "A8", fields, 4)
    with pytest.raises(UnknownNameError, match="unknown column"):
        save_agent(store, hr(campaign), campaign, "A9", {"id": 1}, 1)


def test_an_import_adds_and_changes_and_leaves_the_rest(store, campaign):
    frame = pd.DataFrame(
        {
            "agent": ["A1", "A2", "A7"],
            "contract": ["42h", "36h", "36h"],
            "skills": ["ventas;chat", "ventas", "chat"],
            "name": ["", "Luis", "Eva"],
        }
    )

    done = import_agents(store, hr(campaign), campaign, frame, reason="June")
    again = import_agents(store, hr(campaign), campaign, frame, reason="June")

    with pytest.raises(
        StaleError, match=r"agent A2 was changed by the command .* at 20"
    ):
        save_agent(store, hr(campaign), campaign, "A2", {"team": "Sur"}, 1)
    rows = agents_of(store, hr(campaign), campaign)
    assert (done.new, done.changed, done.same) == (1, 1, 1)
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert (of(rows, "A2")["name"], of(rows, "A2")["team"]) == ("Luis", "Norte")
    assert of(rows, "A3")["contract"] == "36h"
    assert trail(store) == ["campaign.add", "people.import", "people.import"]


def test_an_import_with_a_wrong_row_writes_none(store, campaign):
    frame = pd.DataFrame(
        {"agent": ["A7", "A8"], "contract": ["36h", "1h"], "skills": ["chat", "chat"]}
    )

    with pytest.raises(TableError, match="row 3, column contract: '1h'"):
        import_agents(store, hr(campaign), campaign, frame, reason="")
    assert len(agents_of(store, hr(campaign), campaign)) == 3


def test_absences_are_edited_and_never_overlap(store, campaign):
    [before] = absences_of(store, hr(campaign), campaign)
    day = 86400
    later = {"agent": "A1", "start": before["end"], "end": before["end"] + day}

    number = save_absence(
        store, hr(campaign), campaign, {**later, "kind": "sick", "note": "flu"}
    )
    save_absence(
        store,
        hr(campaign),
        campaign,
        {"end": before["end"] - day},
        absence_id=before["id"],
        revision=1,
    )
    with pytest.raises(TableError, match="an absence before it ends"):
        save_absence(store, hr(campaign), campaign, later)
    with pytest.raises(StaleError):
        delete_absence(store, hr(campaign), campaign, before["id"], revision=1)
    delete_absence(store, hr(campaign), campaign, number, revision=1)

    planned = stored_campaign(store, COMMAND_LINE, campaign).inputs.time_off
    assert len(planned) == 1
    assert trail(store)[1:] == ["absence.edit", "absence.edit", "absence.delete"]


def test_an_absence_that_ends_before_it_starts_is_refused(store, campaign):
    with pytest.raises(TableError, match="must be after start"):
        save_absence(
            store, hr(campaign), campaign, {"agent": "A2", "start": 9, "end": 9}
        )
    with pytest.raises(UnknownNameError, match="unknown agent"):
        save_absence(
            store, hr(campaign), campaign, {"agent": "Z", "start": 1, "end": 9}
        )


def wish(start=1_800_000_000, kind="time_off", **more):
    return {"kind": kind, "start": start, "end": start + 86400, **more}


def test_time_off_that_is_granted_becomes_an_absence(store, campaign):
    me = someone(Role.AGENT, campaign, agent="A3", account=None)
    number = ask(store, me, campaign, wish(note="CanaryHealth"))
    south = someone(Role.SUPERVISOR, campaign, teams=["Sur"])
    north = someone(Role.SUPERVISOR, campaign, teams=["Norte"])

    [seen] = requests_to_decide(store, south, campaign)
    with pytest.raises(UnknownNameError, match="unknown request"):
        decide(store, north, campaign, number, granted=True, revision=1)
    decide(store, south, campaign, number, granted=True, revision=1)

    assert (seen["agent"], seen["note"]) == ("A3", "")
    assert requests_to_decide(store, north, campaign, state=None) == []
    assert own_requests(store, me, campaign)[0]["state"] == "granted"
    assert [row["agent"] for row in absences_of(store, south, campaign)] == ["A3"]
    assert trail(store)[1:] == ["request.ask", "request.granted"]
    with pytest.raises(TransitionError, match="from granted"):
        withdraw(store, me, campaign, number, revision=2)


def test_a_second_tap_asks_for_nothing_twice(store, campaign):
    me = someone(Role.AGENT, campaign, agent="A3")
    number = ask(store, me, campaign, wish())

    with pytest.raises(ParameterError, match="no request of its kind is open"):
        ask(store, me, campaign, wish(start=wish()["start"] + 60))
    ask(store, me, campaign, wish(kind="shift_change"))
    withdraw(store, me, campaign, number, revision=1)
    ask(store, me, campaign, wish())

    states = [row["state"] for row in own_requests(store, me, campaign)]
    assert states == ["open", "open", "withdrawn"]


def test_a_note_reaches_human_resources_and_nobody_else(store, campaign):
    me = someone(Role.AGENT, campaign, agent="A3")
    number = ask(store, me, campaign, wish(note="CanaryHealth"))

    [read] = requests_to_decide(store, hr(campaign), campaign)
    [planned] = requests_to_decide(store, someone(Role.PLANNER, campaign), campaign)

    assert (read["note"], planned["note"]) == ("CanaryHealth", "")
    with pytest.raises(ForbiddenError):
        decide(store, hr(campaign), campaign, number, granted=True, revision=1)
    with pytest.raises(ForbiddenError):
        requests_to_decide(store, someone(Role.QUALITY, campaign), campaign)


def test_an_agent_withdraws_own_requests_only(store, campaign):
    me = someone(Role.AGENT, campaign, agent="A3")
    other = someone(Role.AGENT, campaign, agent="A1")
    number = ask(store, me, campaign, wish(kind="shift_change"))

    with pytest.raises(UnknownNameError):
        withdraw(store, other, campaign, number, revision=1)
    withdraw(store, me, campaign, number, revision=1)

    assert own_requests(store, other, campaign) == []
    assert own_requests(store, me, campaign)[0]["state"] == "withdrawn"


def test_people_are_edited_only_by_who_may(store, campaign):
    planner = someone(Role.PLANNER, campaign)

    with pytest.raises(ForbiddenError):
        save_agent(store, planner, campaign, "A1", {"team": "x"}, 1)
    with pytest.raises(ForbiddenError):
        erase_person(store, planner, campaign, "A1")
    with pytest.raises(ForbiddenError):
        agents_of(store, someone(Role.CLIENT_READER, campaign), campaign)
    with pytest.raises(UnknownNameError):
        agents_of(store, someone(Role.PLANNER, campaign + 1), campaign)


def everything(store):
    """All cells of all tables as one text; of SQLite the file itself, too."""
    with store.reading() as connection:
        cells = [
            str(row)
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        ]
    held = "\n".join(cells).encode()
    if store.sqlite:
        raw = store.engine.raw_connection()
        raw.cursor().execute("VACUUM")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        place = Path(store.engine.url.database)
        held += b"".join(path.read_bytes() for path in place.parent.glob("aforo.db*"))
    return held


def test_who_is_erased_is_nowhere_in_the_database_any_more(store, campaign, tmp_path):
    name, document, email, health, wage = CANARIES
    private = {"name": name, "document": document, "email": email}
    save_agent(
        store, hr(campaign), campaign, "A2", {**private, "monthly_wage": int(wage)}, 1
    )
    away = {"agent": "A2", "start": 1_700_000_000, "end": 1_700_086_400}
    save_absence(store, hr(campaign), campaign, {**away, "note": health})
    ask(store, someone(Role.AGENT, campaign, agent="A2"), campaign, wish(note=health))
    key = stored_campaign(store, COMMAND_LINE, campaign).key
    for code, shown in (("A1", "Somebody Else"), ("A2", name)):
        mine = (Scope(key, agent=code),)
        own = NewAccount(
            name=code.lower(), role=Role.AGENT, scopes=mine, display_name=shown
        )
        add_account(store, COMMAND_LINE, own, "a long pass phrase")
    held = everything(store)
    assert all(canary.encode() in held for canary in CANARIES[:4])

    erase_person(store, hr(campaign), campaign, "A2")

    held = everything(store)
    assert [canary for canary in CANARIES if canary.encode() in held] == []
    with store.reading() as connection:
        assert broken_at(connection) is None
    assert trail(store).count("people.erase") == 1
    planned = stored_campaign(store, COMMAND_LINE, campaign).inputs.agents
    assert list(planned["agent"]) == ["A1", "A2", "A3"]

    with store.reading() as connection:
        other, gone = accounts.listing(connection)
    assert (gone.name, gone.display_name) == (f"erased-{gone.id}",) * 2
    assert gone.disabled_at is not None
    assert other.name == "a1"

    # A file that still has the person brings nothing back.
    wages = AGENTS.replace("A2,42h,ventas,Norte,Centro,,", f"A2,42h,ventas,,,{wage},")
    (tmp_path / "agents.csv").write_text(wages)
    update_campaign(store, COMMAND_LINE, campaign, tmp_path / "campaign.toml")
    assert of(agents_of(store, hr(campaign), campaign), "A2")["monthly_wage"] is None
