"""Builders for tests of pay: one agent, few segments, and what they cost."""

from __future__ import annotations

import pandas as pd

from wfm.payroll import schedule_pay
from wfm.tables import CONTRACTS

COLUMNS = ["agent", "start", "end", "activity"]


def worked(*segments, agent="ana"):
    """Schedule of segments ``(start, end)`` or ``(start, end, activity)``."""
    rows = [(agent, *each, "contacts")[:4] for each in segments]
    return pd.DataFrame(rows, columns=COLUMNS)


def person(agent="ana", contract="42h", **columns):
    """Agents table of one person."""
    return pd.DataFrame(
        {"agent": [agent], "contract": contract, "skills": "ventas", **columns}
    )


def terms(minutes=2520, longest=540, regime="ordinary", contract="42h"):
    """Contracts table of one contract."""
    row = (contract, minutes, 240, longest, 1, 6, regime)
    return pd.DataFrame([row], columns=CONTRACTS.names)


def lines(*segments, **given):
    """Minutes and factor by date and code of a schedule of one agent."""
    pay = schedule_pay(worked(*segments), **given).lines
    return {
        (f"{row.date:%m-%d}", row.code): (row.minutes, row.factor)
        for row in pay.itertuples()
    }


def total(*segments, column="amount", **given):
    """Rounded money of a schedule of one agent."""
    return schedule_pay(worked(*segments), **given).totals[column].sum()
