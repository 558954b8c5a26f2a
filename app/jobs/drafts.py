"""What a finished job says of the draft it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.storage.versions import Origin
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.jobs import JobRow

# File beside the result: hash of all that it was made from.
INPUT_HASH = "input_hash"


def draft_of(job: JobRow, folder: Path) -> tuple[int, Origin]:
    """
    Say whose draft the result of a job is.

    Parameters
    ----------
    job : JobRow
        Which.
    folder : Path
        Where its work left the result.

    Returns
    -------
    int
        Campaign.
    Origin
        The job's account, inputs and id.

    Raises
    ------
    ParameterError
        If the job belongs to no campaign.
    """
    if job.campaign_id is None:
        raise ParameterError("campaign", None, "that of the job")
    origin = Origin(
        author_id=job.account_id,
        input_hash=(folder / INPUT_HASH).read_text(),
        job_id=job.id,
    )
    return job.campaign_id, origin
