"""Read skill groups, from a table or from a TOML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.files.read import read_table
from app.files.sections import Sections
from app.files.toml import read_toml
from wfm.errors import InputError, Problem, TableError, UnknownNameError
from wfm.staffing.skill_groups import SkillGroup
from wfm.tables.skills import GROUP_AGENTS, SKILL_GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_groups(path: Path) -> tuple[SkillGroup, ...]:
    """
    Read the groups and what they can serve.

    Parameters
    ----------
    path : Path
        A table `group, skills, cost`, or a TOML file with a section
        ``[groups.NAME]`` for each, in which ``skills`` is a list or such a text.

    Returns
    -------
    tuple of SkillGroup
        In the order of the file.

    Raises
    ------
    StoreError
        If it cannot be read.
    TableError
        With everything that is wrong in it.
    """
    if path.suffix.lower() == ".toml":
        return _groups_of_toml(path)
    table = read_table(path, SKILL_GROUPS, timezone="UTC")
    costs = table["cost"] if "cost" in table else np.full(len(table), np.nan)
    groups, problems = [], []
    for name, skills, cost in zip(table["group"], table["skills"], costs, strict=True):
        price = 1.0 if np.isnan(cost) else float(cost)
        try:
            groups.append(SkillGroup(str(name), _skills(str(skills)), price))
        except InputError as error:
            problems.append(Problem(path.name, str(error)))
    if problems:
        raise TableError(problems)
    return tuple(groups)


def read_group_agents(path: Path, groups: Sequence[SkillGroup]) -> list[int]:
    """
    Read how many agents each group has.

    Parameters
    ----------
    path : Path
        A table `group, agents`; a group without a row has nobody.
    groups : sequence of SkillGroup
        The groups there are.

    Returns
    -------
    list of int
        In the order of the groups.

    Raises
    ------
    StoreError
        If it cannot be read.
    TableError
        If it is not such a table.
    UnknownNameError
        If it names another group.
    """
    table = read_table(path, GROUP_AGENTS, timezone="UTC")
    agents = dict(zip(table["group"], table["agents"], strict=True))
    names = [group.name for group in groups]
    for name in agents:
        if name not in names:
            raise UnknownNameError("group", name, names)
    return [int(agents.get(name, 0)) for name in names]


def _groups_of_toml(path: Path) -> tuple[SkillGroup, ...]:
    sections = Sections(path.name, read_toml(path), {"cost": (int, float)})
    sections.only("", sections.document, ("groups",))
    if not sections.document.get("groups"):
        sections.complain("has no section [groups.NAME]")
    groups = []
    for name, given in sections.table(
        "groups", sections.document.get("groups", {})
    ).items():
        place = f"groups.{name}"
        values = sections.values(place, given, ("skills", "cost"))
        skills = _listed(values.get("skills"))
        if skills is None:
            sections.complain(f"[{place}] skills must be a list of names in quotes")
            continue
        try:
            groups.append(SkillGroup(name, skills, float(values.get("cost", 1.0))))
        except InputError as error:
            sections.complain(f"[{place}] {error}")
    if sections.problems:
        raise TableError(sections.problems)
    return tuple(groups)


def _listed(given: object) -> tuple[str, ...] | None:
    if isinstance(given, str):
        return _skills(given)
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return tuple(given)
    return None


def _skills(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.strip(" ;").split(";"))
