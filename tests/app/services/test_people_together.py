"""Several agents in one step, the last change undone, and contracts by HR."""

from __future__ import annotations

import pandas as pd
import pytest

from app.services.access import COMMAND_LINE, Role
from app.services.campaigns.edits import input_table, save_settings, save_table
from app.services.forecasts.decisions import undo
from app.services.people.agents import (
    agents_of,
    erase_person,
    import_agents,
    save_agent,
)
from app.services.people.together import change_agents, undo_change
from tests.app.services.small_store import added, someone, trail
from wfm.errors import (
    ForbiddenError,
    ParameterError,
    StaleError,
    TableError,
    TransitionError,
    UnknownNameError,
)


@pytest.fixture
def campaign(store, tmp_path):
    return added(store, tmp_path)


@pytest.fixture
def hr(campaign):
    return someone(Role.HR_DIRECTOR, campaign, account=7)


def people(store, campaign):
    return {row["agent"]: row for row in agents_of(store, COMMAND_LINE, campaign)}


def seen(store, campaign, *agents):
    rows = people(store, campaign)
    return {agent: rows[agent]["revision"] for agent in agents}


def cells(store, campaign):
    return {
        agent: {name: cell for name, cell in row.items() if name != "revision"}
        for agent, row in people(store, campaign).items()
    }


def test_several_change_their_team_at_once_and_the_others_stay(store, campaign, hr):
    fields = {"team": "Sur", "available_until": "2026-12-31"}

    count = change_agents(
        store, hr, campaign, seen(store, campaign, "A1", "A3"), fields
    )

    rows = people(store, campaign)
    assert count == 2
    assert [rows[a]["team"] for a in ("A1", "A2", "A3")] == ["Sur", "Norte", "Sur"]
    assert rows["A1"]["available_until"] == "2026-12-31"
    assert rows["A1"]["monthly_wage"] == 2_100_000
    assert trail(store)[-1] == "people.together"


def test_who_is_like_that_already_is_not_changed(store, campaign, hr):
    before = seen(store, campaign, "A1", "A2")

    assert change_agents(store, hr, campaign, before, {"team": "Norte"}) == 0
    assert seen(store, campaign, "A1", "A2") == before


def test_nobody_is_changed_if_one_of_them_cannot_be(store, campaign, hr):
    late = seen(store, campaign, "A1", "A2")
    save_agent(store, COMMAND_LINE, campaign, "A2", {"team": "Este"}, late["A2"])
    before = cells(store, campaign)

    with pytest.raises(StaleError):
        change_agents(store, hr, campaign, late, {"team": "Sur"})
    with pytest.raises(TableError):
        change_agents(
            store, hr, campaign, seen(store, campaign, "A1"), {"contract": "none"}
        )
    with pytest.raises(UnknownNameError):
        change_agents(store, hr, campaign, {"A1": 1, "A9": 1}, {"team": "Sur"})
    with pytest.raises(UnknownNameError):
        change_agents(store, hr, campaign, {"A1": 1}, {"monthly_wage": 1})
    with pytest.raises(ParameterError):
        change_agents(store, hr, campaign, {}, {"team": "Sur"})

    assert cells(store, campaign) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda store, hr, campaign: change_agents(
            store, hr, campaign, seen(store, campaign, "A1", "A2"), {"team": "Sur"}
        ),
        lambda store, hr, campaign: save_agent(
            store, hr, campaign, "A1", {"monthly_wage": 5, "name": "Ana"}, 1
        ),
        lambda store, hr, campaign: save_agent(
            store, hr, campaign, "A8", {"contract": "42h", "skills": "chat"}, 0
        ),
        lambda store, hr, campaign: import_agents(
            store,
            hr,
            campaign,
            pd.DataFrame(
                {"agent": ["A1", "A9"], "contract": "36h", "skills": "chat"},
                dtype="str",
            ),
            reason="roster of the year",
        ),
    ],
    ids=["several", "one", "a new one", "an import"],
)
def test_the_last_change_of_people_is_undone_once(store, campaign, hr, change):
    before = cells(store, campaign)
    change(store, hr, campaign)
    assert cells(store, campaign) != before

    undo_change(store, hr, campaign)

    assert cells(store, campaign) == before
    assert trail(store)[-1] == "people.undo"
    with pytest.raises(TransitionError):
        undo_change(store, hr, campaign)


def test_a_change_is_not_undone_over_what_another_did_since(store, campaign, hr):
    change_agents(store, hr, campaign, seen(store, campaign, "A1"), {"team": "Sur"})
    now = seen(store, campaign, "A3")["A3"]
    save_agent(store, COMMAND_LINE, campaign, "A3", {"team": "Este"}, now)

    with pytest.raises(StaleError, match="command line"):
        undo_change(store, hr, campaign)

    assert people(store, campaign)["A1"]["team"] == "Sur"


def test_an_erased_person_is_not_brought_back_by_undoing(store, campaign, hr):
    save_agent(store, hr, campaign, "A1", {"name": "CanaryName"}, 1)
    save_agent(store, hr, campaign, "A1", {"name": "Ana"}, 2)

    erase_person(store, hr, campaign, "A1")

    with pytest.raises(TransitionError):
        undo_change(store, hr, campaign)
    assert people(store, campaign)["A1"]["name"] == ""


@pytest.mark.parametrize("role", [Role.PLANNER, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_who_may_not_edit_people_changes_no_several_and_undoes_nothing(
    store, campaign, hr, role
):
    save_agent(store, hr, campaign, "A1", {"team": "Este"}, 1)
    other = someone(role, campaign)

    with pytest.raises(ForbiddenError):
        change_agents(store, other, campaign, {"A1": 2}, {"team": "Sur"})
    with pytest.raises(ForbiddenError):
        undo_change(store, other, campaign)


def test_hr_changes_contracts_and_no_goals(store, campaign, hr):
    table = input_table(store, hr, campaign, "contracts")
    frame = table.frame.copy()
    frame.loc[0, "max_days"] = 5

    save_table(
        store, hr, campaign, "contracts", frame, base_number=table.number, reason="5 d"
    )

    saved = input_table(store, hr, campaign, "contracts")
    assert saved.frame.loc[0, "max_days"] == 5
    undo(store, hr, campaign, "contracts", base_number=saved.number)
    again = input_table(store, hr, campaign, "contracts")
    assert again.frame.loc[0, "max_days"] == table.frame.loc[0, "max_days"]
    with pytest.raises(ForbiddenError):
        save_table(
            store, hr, campaign, "opening", None, base_number=1, reason="not HR's"
        )
    with pytest.raises(ForbiddenError):
        save_settings(store, hr, campaign, "", base_number=1, reason="not HR's")
