"""Why an operation cannot be done: one sentence, with its values apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

SENTENCES = {
    "no_shift": "agent {agent} has no shift that starts on {day} at {clock}",
    "no_pause": "the shift of agent {agent} has no break or lunch at {clock}",
    "unknown_agent": "there is no agent {agent} in the campaign",
    "unknown_queue": "there is no queue {queue} in the plan",
    "unknown_activity": "{activity} is no work that a segment can become",
    "which_queue": "say which queue is served",
    "locked": "days before {day} are over or locked: they stay as they are",
    "outside": "a shift starts between {day} and {until}, the days of the plan",
    "overlap": "agent {agent} would do two things at once on {day} at {clock}",
    "empty": "a shift ends after it starts",
    "too_long": "a shift lasts less than 24 hours",
    "outside_shift": "that lies outside the shift",
    "meets_pause": "that would lie over a break or lunch: move it first",
    "no_work": "nothing but breaks would be left of the shift",
    "same_agent": "agent {agent} has the shift already",
    "too_many": "no more than {most} changes can be saved at once",
}


class EditRefusedError(InputError):
    """
    An operation that cannot be done on a roster.

    Attributes
    ----------
    key : str
        Of `SENTENCES`.
    values : dict of str to str
        What fills its blanks: days as ISO dates, clocks as ``HH:MM``.
    """

    def __init__(self, key: str, **values: str) -> None:
        self.key, self.values = key, values
        super().__init__(SENTENCES[key].format(**values))


def moment(at: pd.Timestamp) -> dict[str, str]:
    """
    Day and clock of a moment, as the blanks of a sentence.

    Parameters
    ----------
    at : Timestamp
        In the zone of the roster: it is told as it stands.

    Returns
    -------
    dict of str to str
        ``day`` as ISO date, ``clock`` as ``HH:MM``.
    """
    return {"day": f"{at:%Y-%m-%d}", "clock": f"{at:%H:%M}"}
