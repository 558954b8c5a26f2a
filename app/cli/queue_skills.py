"""Skills of queues as a command is given them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def skills_from(goals: Path | None, table: pd.DataFrame) -> dict[str, str] | None:
    """
    Skill of each queue of a table, where a campaign file says it.

    Parameters
    ----------
    goals : Path or None
        Campaign file.
    table : DataFrame
        Any table with queues.
    """
    if goals is None:
        return None
    from app.files.campaign import read_campaign
    from app.services.planning.need import queue_skills

    return queue_skills(read_campaign(goals).campaign, table)
