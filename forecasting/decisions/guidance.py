"""What planners add to the past: new queues, and decisions over the model."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forecasting.decisions.overrides import Override, overridden, read_overrides
from forecasting.launch.terms import Launch, read_launches

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from forecasting.base import Dates
    from forecasting.outlook import Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """
    Launches and overrides, checked.

    Attributes
    ----------
    launches : dict of str to Launch
        New queues by name.
    overrides : tuple of Override
        In the order in which they apply.
    """

    launches: dict[str, Launch] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()

    @property
    def new(self) -> tuple[str, ...]:
        """Names of the new queues."""
        return tuple(self.launches)

    def decided(self, outlook: Outlook, dates: Dates) -> Outlook:
        """
        Apply the overrides to what is expected of one queue.

        Parameters
        ----------
        outlook : Outlook
            As the model has it.
        dates : ndarray of datetime64[D], shape (H,)
            Its days.

        Returns
        -------
        Outlook
            Its bands keep their width relative to the mean.
        """
        if not self.overrides:
            return outlook
        volume = overridden(
            outlook.volume, outlook.queue, dates, outlook.interval, self.overrides
        )
        return replace(outlook, volume=volume)


def read_guidance(
    queues: Iterable[str],
    timezone: str,
    *,
    launches: pd.DataFrame | None = None,
    contracted: pd.DataFrame | None = None,
    overrides: pd.DataFrame | None = None,
) -> Guidance:
    """
    Check what planners add.

    Parameters
    ----------
    queues : iterable of str
        Those of the history.
    timezone : str
        Zone of times without an offset.
    launches, contracted, overrides : DataFrame, optional
        Of `wfm.tables.LAUNCHES`, `CONTRACTED` and `OVERRIDES`, raw or typed.

    Returns
    -------
    Guidance

    Raises
    ------
    InputError
        As `read_launches` and `read_overrides`.
    """
    found = read_launches(launches, contracted)
    return Guidance(
        launches=found,
        overrides=read_overrides(overrides, {*queues, *found}, timezone),
    )
