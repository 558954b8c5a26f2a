"""Pay of a schedule as files and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.files.write import encode_table, write_files
from wfm.errors import ParameterError
from wfm.tables import OVERTIME_REGISTER, PAY, REST_DAYS

if TYPE_CHECKING:
    from pathlib import Path

    from wfm.payroll import Payroll

_HOUR = 60


@dataclass(frozen=True, slots=True)
class PayFiles:
    """
    Where pay is written; None leaves a table out.

    Attributes
    ----------
    pay : Path
        Pay by agent, date and concept.
    register : Path or None
        Overtime register.
    rest_days : Path or None
        Worked rest days by month.

    Raises
    ------
    ParameterError
        If two of them are the same file.
    """

    pay: Path
    register: Path | None = None
    rest_days: Path | None = None

    def __post_init__(self) -> None:
        given = [each for each in (self.pay, self.register, self.rest_days) if each]
        for place, path in enumerate(given):
            if path in given[:place]:
                raise ParameterError("file", str(path), "another for each table")


def write_pay(payroll: Payroll, files: PayFiles) -> None:
    """
    Write the tables that are asked for, or none.

    Parameters
    ----------
    payroll : Payroll
        What a schedule costs.
    files : PayFiles
        Where to.

    Raises
    ------
    ParameterError
        If an extension is none that can be written.
    StoreError
        If a file cannot be written.
    """
    tables = (
        (files.pay, payroll.lines, PAY),
        (files.register, payroll.overtime, OVERTIME_REGISTER),
        (files.rest_days, payroll.rest_days, REST_DAYS),
    )
    write_files(
        {
            path: encode_table(path, frame, table)
            for path, frame, table in tables
            if path is not None
        }
    )


def pay_figures(payroll: Payroll) -> dict[str, Any]:
    """
    Sum up the pay of a schedule.

    Parameters
    ----------
    payroll : Payroll
        What a schedule costs.

    Returns
    -------
    dict of str to Any
        Agents, hours and money in all, money as the sum of the agents' rounded totals,
        and hours by concept.
    """
    totals = payroll.totals
    hours = payroll.lines.groupby("concept")["minutes"].sum() / _HOUR
    return {
        "agents": len(totals),
        "hours": round(float(totals["minutes"].sum()) / _HOUR, 2),
        "amount": round(float(totals["amount"].sum()), 2),
        "increment": round(float(totals["increment"].sum()), 2),
        "overtime_hours": round(float(payroll.overtime["hours"].sum()), 2),
        "rests_in_return": int(payroll.rest_days["in_return"].sum()),
        "hours_by_concept": {
            str(concept): round(float(value), 2) for concept, value in hours.items()
        },
    }
