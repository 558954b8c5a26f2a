"""``[forecast]`` of a campaign file, and what it must say where there is no history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from forecasting.models import AUTO, METHODS
from wfm.intervals import zone

if TYPE_CHECKING:
    from datetime import date

    from app.files.sections import Kind, Sections

KEYS = ("model", "queues")
KINDS: dict[str, Kind] = {"model": str, "queues": list}
DEFAULTS = {"model": AUTO}
# Either says how many contacts a queue without a history will have.
INSTEAD_OF_HISTORY = ("launches", "contracted")
USUAL_INTERVAL = 30


def read_forecast(sections: Sections, values: dict[str, Any]) -> dict[str, Any]:
    """
    Check the values of ``[forecast]``.

    Parameters
    ----------
    sections : Sections
        The document; complaints go there.
    values : dict of str to Any
        Known keys with values of the right kind, defaults included.

    Returns
    -------
    dict of str to Any
        ``model`` and ``planned``, as a `Campaign` takes them.
    """
    if values["model"] not in METHODS:
        sections.complain(
            f"[forecast] model must be one of {', '.join(METHODS)}, "
            f"got {values['model']!r}"
        )
    queues = values.get("queues", [])
    said = "names of queues in quotes"
    right = sections.entries("forecast", "queues", queues, str, said)
    return {"model": values["model"], "planned": tuple(queues) if right else ()}


def begins_anew(files: object) -> bool:
    """
    Whether a campaign has no history, and says what its queues are instead.

    Parameters
    ----------
    files : object
        What stands under ``[files]``.
    """
    return (
        isinstance(files, dict)
        and "history" not in files
        and any(name in files for name in INSTEAD_OF_HISTORY)
    )


def today(timezone: str) -> date:
    """
    Calendar day by the clock, in a zone.

    Parameters
    ----------
    timezone : str
        IANA name.
    """
    return datetime.now(zone(timezone)).date()
