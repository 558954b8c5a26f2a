"""Place the activities table in a schedule, off contacts and where it costs least."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from scheduling.activities.agenda import Agenda
from scheduling.activities.diary import NO_QUEUE, Diary
from scheduling.activities.sessions import sessions
from scheduling.activities.splitting import Block, split
from wfm.intervals import epoch_minutes
from wfm.schedule import CONTACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduling.activities.sessions import Session
    from scheduling.board import Board
    from scheduling.problem import Demand

MISSED = ("activity", "name", "agent", "reason")


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A schedule with its activities.

    Attributes
    ----------
    schedule : DataFrame
        Schedule table by agent and start, with the column ``name`` of what was placed.
    missed : DataFrame
        Who takes part in nothing: activity, name, agent, reason.
    """

    schedule: pd.DataFrame
    missed: pd.DataFrame


def place_activities(
    schedule: pd.DataFrame,
    board: Board,
    activities: pd.DataFrame,
    agents: pd.DataFrame,
) -> Placed:
    """
    Put meetings, training and other blocks where coverage suffers least.

    Each is one block for each participant, or at one time for as many as can where it
    is held together. It replaces contacts without a pause between them, so that hours,
    pauses and rest stay as they are and pay does not change.

    Parameters
    ----------
    schedule : DataFrame
        Typed schedule table.
    board : Board
        Coverage of that schedule and prices; its ``gap`` is kept in step.
    activities, agents : DataFrame
        Typed tables.

    Returns
    -------
    Placed
        The same for the same tables; nobody's shift is changed to make room.

    Raises
    ------
    TableError
        If an activity names nobody, or who does not exist, or has too little time.

    Notes
    -----
    The cost of a start is exact: price of shortage and surplus with the agents gone
    less that with them there, slots in part by their share. Starts lie on a grid of 15
    minutes, or of the greatest common divisor of that and the length, or next to a
    pause.
    """
    demand = board.demand
    wanted = sessions(activities, agents, demand.epoch)
    if not wanted:
        return Placed(schedule, _missed([]))
    diaries = _diaries(schedule, demand, wanted)
    agenda = Agenda(board, diaries, wanted)
    agenda.fill()
    blocks = [
        Block(
            agent,
            choice.start + demand.epoch,
            choice.start + demand.epoch + wanted[number].minutes,
            wanted[number].activity,
            wanted[number].name,
        )
        for number, choice in agenda.choices.items()
        for agent in choice.agents
    ]
    missed = [
        (wanted[number].activity, wanted[number].name, agent, reason)
        for number, agent, reason in agenda.missed()
    ]
    return Placed(split(schedule, blocks), _missed(missed))


def _missed(rows: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(MISSED)).astype("str")


def _diaries(
    schedule: pd.DataFrame, demand: Demand, wanted: Sequence[Session]
) -> dict[str, Diary]:
    """Diary of everybody who takes part in anything."""
    numbers = {queue: number for number, queue in enumerate(demand.queues)}
    if len(numbers) == 1:
        # As in coverage: with one queue, contacts without a queue are for it.
        numbers[""] = 0
    part = {agent for session in wanted for agent in session.agents}
    rows = schedule[schedule["agent"].isin(part)]
    rows = rows.sort_values(["agent", "start"], kind="stable")
    queues = rows["queue"] if "queue" in rows else pd.Series("", index=rows.index)
    working: dict[str, list[tuple[int, int]]] = {agent: [] for agent in part}
    contacts: dict[str, list[tuple[int, int, int]]] = {agent: [] for agent in part}
    for agent, start, end, activity, queue in zip(
        rows["agent"].tolist(),
        (epoch_minutes(rows["start"]) - demand.epoch).tolist(),
        (epoch_minutes(rows["end"]) - demand.epoch).tolist(),
        rows["activity"].tolist(),
        queues.tolist(),
        strict=True,
    ):
        working[agent].append((start, end))
        if activity == CONTACTS:
            contacts[agent].append((start, end, numbers.get(queue, NO_QUEUE)))
    return {
        agent: Diary(
            contacts[agent], working[agent], demand.interval, len(demand.queues)
        )
        for agent in part
    }
