"""Write a plan into a folder: every file whole, or none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.files.write import encode_table, write_files
from wfm.errors import StoreError
from wfm.tables import (
    ADHERENCE,
    COVERAGE,
    FORECAST,
    REQUESTS,
    REQUIREMENT,
    SCHEDULE,
    SIMULATION,
    VIOLATIONS,
    Table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.planning.chain import Plan

TABLES: dict[str, Table] = {
    "forecast": FORECAST,
    "requirement": REQUIREMENT,
    "shifts": SCHEDULE,
    "schedule": SCHEDULE,
    "coverage": COVERAGE,
    "simulation": SIMULATION,
    "adherence": ADHERENCE,
    "requests": REQUESTS,
    "violations": VIOLATIONS,
}


def check_folder(folder: Path) -> None:
    """
    Hold a place to being a folder, or free, before any work is done.

    Parameters
    ----------
    folder : Path
        Where a plan is to be written.

    Raises
    ------
    StoreError
        If a file has its name.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file, give a folder")


def write_plan(plan: Plan, folder: Path) -> None:
    """
    Write a plan; a file of an earlier plan that does not apply any more is removed.

    Parameters
    ----------
    plan : Plan
        Finished.
    folder : Path
        Made if needed.

    Raises
    ------
    StoreError
        If the folder cannot be written.
    """
    contents = {
        folder / f"{name}.csv": encode_table(
            folder / f"{name}.csv", frame, TABLES[name]
        )
        for name, frame in plan.tables.items()
    }
    summary = json.dumps(plan.summary, indent=2, ensure_ascii=False)
    contents[folder / "summary.json"] = f"{summary}\n".encode()
    contents[folder / "report.html"] = plan.report.encode()
    write_files(contents)
    for name in TABLES.keys() - plan.tables.keys():
        (folder / f"{name}.csv").unlink(missing_ok=True)
