"""Options with which planners steer a forecast, and what is said about their effect."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

Launches = Annotated[
    Path | None,
    typer.Option("--launches", help="Launches table: how new queues start."),
]
Contracted = Annotated[
    Path | None,
    typer.Option(
        "--contracted", help="Contracted volumes of new queues: queue, month, volume."
    ),
]
Analog = Annotated[
    list[str] | None,
    typer.Option(
        "--analog",
        metavar="QUEUE=OTHER",
        help="New queue that is like another; repeated for more.",
    ),
]
Sector = Annotated[
    list[str] | None,
    typer.Option(
        "--sector",
        metavar="QUEUE=NAME",
        help="New queue with the week of a sector (an assumption): banking, retail, "
        "telecom, utilities, health or general; repeated for more.",
    ),
]
Overrides = Annotated[
    Path | None,
    typer.Option("--overrides", help="Overrides table: decisions over the model."),
]
Versions = Annotated[
    Path | None,
    typer.Option("--versions", help="Folder in which this forecast is kept for good."),
]
Author = Annotated[
    str,
    typer.Option("--author", envvar="AFORO_AUTHOR", help="Who makes the version."),
]
Reason = Annotated[str, typer.Option("--reason", help="Why it is made.")]


def new_queues(
    launches: Path | None,
    contracted: Path | None,
    analogs: list[str] | None,
    sectors: list[str] | None,
) -> dict[str, Any]:
    """Tables of new queues, from files and from single options."""
    import pandas as pd

    from app.files.read import read_table
    from wfm.errors import ParameterError
    from wfm.tables import CONTRACTED, LAUNCHES

    rows: dict[str, dict[str, str]] = {}
    for name, given in (("analog", analogs), ("sector", sectors)):
        for pair in given or ():
            queue, equals, value = (part.strip() for part in pair.partition("="))
            if not (queue and equals and value):
                raise ParameterError(name, pair, "given as QUEUE=NAME")
            rows.setdefault(queue, {"queue": queue})[name] = value
    table = None
    if launches is not None:
        table = read_table(launches, LAUNCHES, timezone="UTC")
        twice = sorted(set(table["queue"]) & set(rows))
        if twice:
            raise ParameterError(
                "launches", twice[0], "given in the table or by options, not by both"
            )
    if rows:
        table = pd.concat([table, pd.DataFrame(rows.values())], ignore_index=True)
    volumes = None
    if contracted is not None:
        volumes = read_table(contracted, CONTRACTED, timezone="UTC")
    return {"launches": table, "contracted": volumes}


def decisions(overrides: Path | None, timezone: str) -> dict[str, Any]:
    """Give the overrides as a table."""
    from app.files.read import read_table
    from wfm.tables import OVERRIDES

    if overrides is None:
        return {"overrides": None}
    return {"overrides": read_table(overrides, OVERRIDES, timezone=timezone)}


def keep(
    folder: Path | None,
    frame: pd.DataFrame,
    question: dict[str, Any],
    *,
    author: str,
    reason: str,
) -> dict[str, Any]:
    """Keep a forecast if a folder is given, and say under which name."""
    import pandas as pd

    from app.services.versions import Made, keep_version
    from forecasting import fingerprint

    if folder is None:
        return {}
    tables = {k: v for k, v in question.items() if isinstance(v, pd.DataFrame)}
    settings = {k: v for k, v in question.items() if k not in tables}
    if "history" in tables and len(frame):
        # Nothing at or after the forecast was used.
        history = tables["history"]
        tables["history"] = history[history["start"] < frame["start"].min()]
    made = Made(
        at=datetime.now(UTC),
        author=author,
        reason=reason,
        model=question["model"],
        inputs=fingerprint(tables, settings),
        settings=settings,
    )
    return {"version": keep_version(folder, frame, made)}


def told(frame: pd.DataFrame, question: dict[str, Any]) -> dict[str, Any]:
    """Say which intervals were overridden, for the summary."""
    from forecasting import overridden_intervals

    if question["overrides"] is None:
        return {}
    found = overridden_intervals(
        frame, question["overrides"], timezone=question["timezone"]
    )
    return {
        "overridden": [
            {
                "queue": row["queue"],
                "start": row["start"].isoformat(),
                "end": row["end"].isoformat(),
                "intervals": row["intervals"],
                "what": row["what"],
            }
            for row in found.to_dict("records")
        ]
    }


def rows(summary: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Say the same for people."""
    for row in summary.get("overridden", ()):
        many = (
            "no open interval"
            if not row["intervals"]
            else (
                "1 interval"
                if row["intervals"] == 1
                else f"{row['intervals']:,} intervals"
            )
        )
        span = f"{row['start'][:16]} to {row['end'][:16]}"
        yield "overridden", f"{many} of {row['queue']}, {span}: {row['what']}"
    if "version" in summary:
        yield "version", summary["version"]
