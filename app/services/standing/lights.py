"""The light of a figure: how it stands against its goal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Promised everywhere where a campaign says nothing else; no campaign can say another
# adherence.
SERVICE_LEVEL, OCCUPANCY, ADHERENCE = 0.85, 0.65, 0.97
# How far from the goal a figure is a warning and not yet a miss.
LEVEL_MARGIN, OCCUPANCY_MARGIN, ADHERENCE_MARGIN = 0.05, 0.05, 0.02
# Figures are sums of rounded numbers.
_NOISE = 1e-9


class Light(StrEnum):
    """How a figure stands against its goal."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"  # not known, or without a goal


@dataclass(frozen=True, slots=True)
class Ratio:
    """
    A share kept as what it is made of, so that it can be added up.

    Attributes
    ----------
    part, whole : float
        Numerator and denominator, in the same unit.
    """

    part: float = 0.0
    whole: float = 0.0

    @property
    def share(self) -> float | None:
        """Part over whole; None where there is nothing."""
        return self.part / self.whole if self.whole > 0 else None

    def __add__(self, other: Ratio) -> Ratio:
        """Both together: never the mean of two shares."""
        return Ratio(self.part + other.part, self.whole + other.whole)


def at_least(share: float | None, goal: float | None, margin: float) -> Light:
    """
    Light of a share that should reach its goal.

    Parameters
    ----------
    share : float or None
        0-1; None where it is not known.
    goal : float or None
        0-1; None where there is none.
    margin : float
        How far below the goal it is amber; further below it is red.

    Returns
    -------
    Light

    Examples
    --------
    >>> at_least(0.83, 0.85, 0.05).value
    'amber'
    """
    if share is None or goal is None:
        return Light.NONE
    if share >= goal - _NOISE:
        return Light.GREEN
    return Light.AMBER if share >= goal - margin - _NOISE else Light.RED


def at_most(share: float | None, goal: float | None, margin: float) -> Light:
    """
    Light of a share that should not exceed its goal.

    Parameters
    ----------
    share : float or None
        0-1; None where it is not known.
    goal : float or None
        0-1; None where there is none.
    margin : float
        How far above the goal it is amber; further above it is red.

    Returns
    -------
    Light
    """
    if share is None or goal is None:
        return Light.NONE
    return at_least(-share, -goal, margin)


def occupancy_light(share: float | None, goal: float | None, rule: str) -> Light:
    """
    Light of an occupancy, by what its goal is for.

    Parameters
    ----------
    share, goal : float or None
        0-1.
    rule : str
        One of `wfm.demand.OCCUPANCY_RULES`: a ``cap`` must not be exceeded, a ``floor``
        must be reached, a ``band`` holds on both sides within the margin, and what is
        only reported has no light.

    Returns
    -------
    Light
    """
    if rule == "cap":
        return at_most(share, goal, OCCUPANCY_MARGIN)
    if rule == "floor":
        return at_least(share, goal, OCCUPANCY_MARGIN)
    if rule == "band" and share is not None and goal is not None:
        return at_most(abs(share - goal), OCCUPANCY_MARGIN, OCCUPANCY_MARGIN)
    return Light.NONE
