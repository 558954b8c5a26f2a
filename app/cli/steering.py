"""Options with which planners steer a forecast, and what is said about their effect."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wfm.errors import InputError

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
NewAgents = Annotated[
    Path | None,
    typer.Option(
        "--new-agents", help="New agents table: classes whose contacts take longer."
    ),
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
Refused = Annotated[
    Path | None,
    typer.Option(
        "--refused",
        help="Changes table (from aforo clean) in which refused is 'yes' for each "
        "change that shall not be made.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", help="Processes for many queues; else one a core."),
]


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


def check_asked(
    history: Path | None,
    contracted: Path | None,
    launches: Path | None,
    start: datetime | None,
) -> None:
    """Refuse to forecast from nothing, or from a day that nothing tells."""
    if history is contracted is launches is None:
        raise InputError(
            "give a history, or for new queues their contracted volumes (--contracted)"
        )
    if history is None and start is None:
        raise InputError(
            "give the first day with --from: there is no history that it could follow"
        )


def queues_of(*tables: pd.DataFrame | None) -> set[str]:
    """Names of the queues of some tables."""
    return {str(name) for table in tables if table is not None for name in table.queue}


def decisions(
    overrides: Path | None, refused: Path | None, timezone: str, queues: set[str]
) -> dict[str, Any]:
    """Give what planners decided: overrides of these queues, and cleaning refused."""
    from app.files.read import read_table
    from wfm.tables import OVERRIDES

    table = None
    if overrides is not None:
        contract = OVERRIDES.among("queue", queues | {"*"})
        table = read_table(overrides, contract, timezone=timezone)
    return {"overrides": table, "refused": refused_changes(refused, timezone)}


def refused_changes(path: Path | None, timezone: str) -> tuple[str, ...]:
    """Read the ids of the changes that a planner refused."""
    from app.files.read import read_table
    from app.services.planning.origin import refused_ids
    from wfm.tables import CHANGES

    if path is None:
        return ()
    return refused_ids(read_table(path, CHANGES, timezone=timezone))


def new_agents(path: Path | None, timezone: str) -> pd.DataFrame | None:
    """Read the classes of new agents."""
    from app.files.read import read_table
    from wfm.tables import NEW_AGENTS

    return None if path is None else read_table(path, NEW_AGENTS, timezone=timezone)


def processes(workers: int | None) -> int:
    """Give the processes to use: those asked for, else one for each core."""
    return len(os.sched_getaffinity(0)) if workers is None else workers


def keep(
    folder: Path | None,
    frame: pd.DataFrame,
    question: dict[str, Any],
    *,
    author: str,
    reason: str,
) -> dict[str, Any]:
    """Keep a forecast if a folder is given, and say under which name."""
    from app.services.forecasts.kept import SISTERS, Made, keep_version
    from forecasting import fingerprint

    if folder is None:
        return {}
    tables = {name: question.get(name) for name in SISTERS}
    used = _used(question)
    settings = {
        name: value
        for name, value in question.items()
        if name not in tables and name != "history"
    }
    if "start" in question:
        settings["start"] = first_day(question).date()
    last = None if used is None or used.empty else used["start"].max()
    settings["history_until"] = None if last is None else last.date()
    made = Made(
        at=datetime.now(UTC),
        author=author,
        reason=reason,
        model=question["model"],
        inputs=fingerprint(tables | {"history": used}, settings),
        settings=settings,
    )
    given = {name: table for name, table in tables.items() if table is not None}
    return {"version": keep_version(folder, frame, made, given)}


def first_day(question: dict[str, Any]) -> pd.Timestamp:
    """Give the first day of a forecast, naive midnight, as the forecast does."""
    from forecasting.inputs import first_day as first

    return first(question["start"], question["history"])


def _used(question: dict[str, Any]) -> pd.DataFrame | None:
    """Rows of the history that the forecast was made from."""
    from forecasting.inputs import moment
    from wfm.intervals import midnight

    history: pd.DataFrame | None = question["history"]
    if history is None:
        return None
    if "at" in question:
        return history[history["start"] < moment(question["at"], question["timezone"])]
    return history[midnight(history["start"]) < first_day(question)]


def unseen(frame: pd.DataFrame, question: dict[str, Any]) -> dict[str, Any]:
    """Say which histories are short, and what is taken for what they do not show."""
    from app.services.planning.short_history import short_histories

    if question["history"] is None:
        return {}
    found = short_histories(
        question["history"],
        frame,
        first_day(question),
        question["days"],
        hours_given=question["opening"] is not None,
    )
    return {"short_history": found} if found else {}


def told(frame: pd.DataFrame, question: dict[str, Any]) -> dict[str, Any]:
    """Say which methods forecast, and what was overridden, for the summary."""
    from app.services.planning.origin import overridden

    made = {str(name): value for name, value in frame.attrs.items() if value}
    if question["overrides"] is None:
        return made
    zone = question["timezone"]
    return made | {"overridden": overridden(frame, question["overrides"], zone)}


def _short(found: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Say once what is the same for many queues."""
    for sentence in dict.fromkeys(found.values()):
        queues = [queue for queue, said in found.items() if said == sentence]
        name = queues[0] if len(queues) == 1 else f"{len(queues)} queues"
        yield name, sentence.replace("; ", "\n")


_MEANS = {
    "within noise": "within noise: do nothing",
    "above": "more than noise: above the forecast",
    "below": "more than noise: below the forecast",
}


def rows(summary: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Say the same for people."""
    for methods in sorted(set(summary.get("methods", {}).values())):
        yield "methods", methods
    for queue, reason in summary.get("fell_back", {}).items():
        yield f"  {queue}", reason
    yield from _short(summary.get("short_history", {}))
    for queue, day in summary.get("so_far", {}).items():
        yield (
            f"{queue} so far",
            f"{day['came']:,.0f}, expected {day['expected']:,.0f}",
        )
        yield "", _MEANS[day["verdict"]]
        yield (
            "  day's end",
            f"{day['day']:,.0f} ({day['day_p10']:,.0f} to {day['day_p90']:,.0f})",
        )
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
