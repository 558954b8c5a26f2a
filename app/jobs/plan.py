"""The job that plans a campaign: made in a child process, kept as a draft."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from app.jobs.drafts import INPUT_HASH, draft_of
from app.jobs.kinds import GB, JobKind, Limits
from app.services.access import COMMAND_LINE, Action
from app.storage.engine import Store
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from app.jobs.kinds import Arguments
    from app.jobs.order import Order
    from app.storage.jobs import JobRow
    from app.storage.versions import Origin

PARTS = "parts"


def make(order: Order, tell: Callable[[str, float], None]) -> None:
    """
    Plan a stored campaign and leave the files of the plan.

    Parameters
    ----------
    order : Order
        Of which campaign; argument ``seed``.
    tell : callable
        Told the step in hand and its share.

    Raises
    ------
    InputError
        If its tables are wrong.
    NoAnswerError
        If they are right and there is no plan.
    """
    # Of the child alone: the worker itself needs none of it.
    from app.services.campaigns.stored import stored_campaign  # noqa: PLC0415
    from app.services.planning.chain import make_plan  # noqa: PLC0415
    from app.services.plans.stored import plan_parts  # noqa: PLC0415

    if order.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    store = Store(order.database_url)
    try:
        # Whoever started the job has been checked.
        stored = stored_campaign(store, COMMAND_LINE, order.campaign_id)
    finally:
        store.close()
    plan = make_plan(
        stored.campaign,
        stored.inputs,
        seed=order.arguments.get("seed", 0),
        tell=tell,
        processes=min(2, os.cpu_count() or 1),
    )
    parts = order.result / PARTS
    parts.mkdir()
    for name, content in plan_parts(plan).items():
        (parts / name).write_bytes(content)
    (order.result / INPUT_HASH).write_text(stored.input_hash)


def keep(
    connection: Connection, job: JobRow, arguments: Arguments, folder: Path
) -> int | None:
    """
    Keep the plan as the newest draft of its campaign.

    Parameters
    ----------
    connection : Connection
        Of the transaction that ends the job.
    job : JobRow
        Which.
    arguments : mapping
        Not needed.
    folder : Path
        Where `make` left it.

    Returns
    -------
    int
        Version.
    """
    _, origin = draft_of(job, folder)
    return keep_parts(connection, job, folder, origin)


def keep_parts(
    connection: Connection, job: JobRow, folder: Path, origin: Origin
) -> int:
    """
    Keep the plan in a folder as the newest draft of a job's campaign.

    Parameters
    ----------
    connection : Connection
        Of the transaction that ends the job.
    job : JobRow
        Which.
    folder : Path
        Where `make` left it.
    origin : Origin
        Whose it is, and why.

    Returns
    -------
    int
        Version.
    """
    from app.services.plans.stored import save_plan_parts  # noqa: PLC0415

    if job.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    files = sorted((folder / PARTS).iterdir())
    parts = {path.name: path.read_bytes() for path in files}
    made = save_plan_parts(
        connection, campaign_id=job.campaign_id, parts=parts, origin=origin
    )
    return made.id


# With the sample campaign: 40 s, 1 GB.
PLAN = JobKind(
    name="plan",
    action=Action.PLAN_RUN,
    limits=Limits(concurrency=1, memory_bytes=4 * GB, seconds=1800.0),
    work="app.jobs.plan:make",
    keep=keep,
    arguments={"seed": int},
    optional=frozenset({"seed"}),
)
