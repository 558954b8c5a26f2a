"""How long contacts are handled, and how long and how often customers try."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from wfm.errors import ParameterError

LAWS = ("exponential", "lognormal")


def number(name: str, value: object) -> float:
    """
    Require one finite number of at least 0.

    Parameters
    ----------
    name : str
        What it is called.
    value : object
        The number.

    Returns
    -------
    float

    Raises
    ------
    ParameterError
        If it is not.
    """
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if not plain or not math.isfinite(value) or value < 0:  # type: ignore[arg-type, operator]
        raise ParameterError(name, value, "a finite number, at least 0")
    return float(value)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Handling:
    """
    Distribution of handle times around their mean.

    Attributes
    ----------
    law : str
        One of ``LAWS``.
    variation : float
        Coefficient of variation, standard deviation over mean, at least 0; 1 for the
        exponential law, and 0 makes every lognormal handle time the mean.

    References
    ----------
    Brown, L., et al. (2005). Statistical Analysis of a Telephone Call Center. *JASA*,
    100: 36-50 (section 5: handle times are close to lognormal).

    Examples
    --------
    >>> Handling.lognormal(1.5)
    Handling(law='lognormal', variation=1.5)
    """

    law: str = "exponential"
    variation: float = 1.0

    EXPONENTIAL: ClassVar[Handling]

    def __post_init__(self) -> None:
        if self.law not in LAWS:
            raise ParameterError("handling", self.law, f"one of {', '.join(LAWS)}")
        spread = number("variation", self.variation)
        if self.law == "exponential" and spread != 1.0:
            raise ParameterError("variation", spread, "1 for exponential handle times")

    @classmethod
    def lognormal(cls, variation: float) -> Handling:
        """
        Lognormal handle times.

        Parameters
        ----------
        variation : float
            Coefficient of variation, at least 0.

        Returns
        -------
        Handling

        Raises
        ------
        ParameterError
            If it is negative or not finite.
        """
        return cls("lognormal", variation)

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm; -1 marks the exponential law."""
        if self.law == "exponential":
            return -1.0
        return math.sqrt(math.log1p(self.variation**2))


Handling.EXPONENTIAL = Handling()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrials:
    """
    Customers who gave up and try again.

    Attributes
    ----------
    probability : float
        Of coming back after giving up, in [0, 1], every time anew.
    delay : float
        Mean of the exponential time until then, in seconds, at least 0. At 0 they are
        back at once, which is the redial of Erlang X; people take minutes.
    """

    probability: float = 0.0
    delay: float = 0.0

    def __post_init__(self) -> None:
        if number("retrial probability", self.probability) > 1:
            raise ParameterError("retrial probability", self.probability, "in [0, 1]")
        number("retrial delay", self.delay)
