"""Who can serve a requirement: agents and queues held against each other's skills."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from wfm.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

_NAMED = 3
_ABOUT_PEOPLE = ("agents", "time_off", "availability", "preferences")


def among_who_serve(
    tables: Mapping[str, pd.DataFrame], queue_skills: Mapping[str, str]
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """
    Leave out agents with no skill that is asked for, and say what does not fit.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Typed tables by name, with ``requirement`` and ``agents``.
    queue_skills : mapping of str to str
        Skill of each queue; its name by default.

    Returns
    -------
    tables : dict of str to DataFrame
        Those about people without who can serve nothing; who has a locked shift stays.
    notes : list of str
        A sentence for each skill that nobody has or that no queue asks for.

    Raises
    ------
    InputError
        If nobody can serve anything.
    """
    agents = tables["agents"]
    queues = sorted(tables["requirement"]["queue"].unique())
    asked = {queue: queue_skills.get(queue, queue) for queue in queues}
    held = {
        agent: {each.strip() for each in skills.split(";")} - {""}
        for agent, skills in zip(agents["agent"], agents["skills"], strict=True)
    }
    known = set().union(*held.values())
    if known.isdisjoint(asked.values()):
        raise InputError(
            f"no agent has a skill that a queue asks for: the queues ask for "
            f"{_named(asked.values())}, the agents have {_named(known) or 'none'}: "
            "correct the column skills, or say the skill of each queue"
        )
    idle = {
        agent for agent, skills in held.items() if skills.isdisjoint(asked.values())
    }
    if "locked" in tables:
        idle -= set(tables["locked"]["agent"])
    kept = {
        name: _without(table, idle) if name in _ABOUT_PEOPLE else table
        for name, table in tables.items()
    }
    return kept, [*_lacking(asked, known), *_unasked(asked, held), *_left_out(idle)]


def _without(table: pd.DataFrame, idle: set[str]) -> pd.DataFrame:
    return table[~table["agent"].isin(idle)].reset_index(drop=True) if idle else table


def _lacking(asked: Mapping[str, str], known: Iterable[str]) -> list[str]:
    """Queues that nobody can serve: their hours are shortage."""
    return [
        f"queue {queue}: no agent has its skill {skill!r}, so all its hours stay "
        f"uncovered: give the skill to agents, or correct its name{_near(skill, known)}"
        for queue, skill in asked.items()
        if skill not in known
    ]


def _unasked(asked: Mapping[str, str], held: Mapping[str, set[str]]) -> list[str]:
    """Skills that no queue asks for: a slip of the pen, or another campaign's."""
    notes = []
    for skill in sorted(set().union(*held.values()) - set(asked.values())):
        agents = [agent for agent, skills in held.items() if skill in skills]
        notes.append(
            f"skill {skill!r} of {_who(agents)} is asked for by no queue of the "
            f"requirement{_near(skill, asked.values())}"
        )
    return notes


def _left_out(idle: Iterable[str]) -> list[str]:
    agents = sorted(idle)
    if not agents:
        return []
    has, mend = "have no skill", "correct their skills, or leave them out"
    gets = "get"
    if len(agents) == 1:
        has, mend = "has no skill", "correct the skills, or leave the agent out"
        gets = "gets"
    return [f"{_who(agents)} {has} that a queue asks for and {gets} no shifts: {mend}"]


def _who(agents: Sequence[str]) -> str:
    return (
        f"{len(agents)} {'agent' if len(agents) == 1 else 'agents'} ({_named(agents)})"
    )


def _named(names: Iterable[str]) -> str:
    listed = sorted(set(names))
    return ", ".join(listed[:_NAMED]) + (", ..." if len(listed) > _NAMED else "")


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(set(known)), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
