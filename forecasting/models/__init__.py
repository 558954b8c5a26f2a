"""Forecasting methods by name, one a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from forecasting.models.combination import CombinedFit, fit_combination
from forecasting.models.core import fit_core
from forecasting.models.ets import fit_ets
from forecasting.models.ewma import fit_ewma
from forecasting.models.lightgbm import FEWEST_WEEKS, fit_lightgbm
from forecasting.models.mixed import fit_mixed
from forecasting.models.seasonal_naive import fit_seasonal_naive
from forecasting.models.svd import fit_svd
from wfm.errors import HistoryTooShortError, ParameterError

if TYPE_CHECKING:
    from forecasting.models.protocol import Fit, Method
    from forecasting.past import Past

AUTO = "auto"


def fit_fourier(past: Past) -> Fit:
    """Fit the waves; they bring the compiler, and so are imported late."""
    from forecasting.models.fourier import fit_fourier as fit  # noqa: PLC0415

    return fit(past)


def fit_taylor(past: Past) -> Fit:
    """Fit Taylor's method; it brings the compiler, and so is imported late."""
    from forecasting.models.taylor import fit_taylor as fit  # noqa: PLC0415

    return fit(past)


METHODS: dict[str, Method] = {
    AUTO: fit_combination,
    "core": fit_core,
    "svd": fit_svd,
    "ewma": fit_ewma,
    "mixed": fit_mixed,
    "fourier": fit_fourier,
    "ets": fit_ets,
    "taylor": fit_taylor,
    "seasonal_naive": fit_seasonal_naive,
    "lightgbm": fit_lightgbm,
}
# With less, a method says nothing of its own.
_FEWEST_WEEKS = {"fourier": 2, "taylor": 2, "ets": 3, "lightgbm": FEWEST_WEEKS}
# Bands rest on dozens of refits: dear methods would change them little.
_REFITTED: dict[str, Method] = {AUTO: partial(fit_combination, quick=True)}


def method(name: str) -> Method:
    """
    Find a method by its name; ``auto`` is the combination.

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    if name not in METHODS:
        raise ParameterError("model", name, f"one of {', '.join(METHODS)}")
    return METHODS[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """
    A method fitted by the rule of history length.

    Attributes
    ----------
    fit : Fit
        What forecasts.
    again : Method
        What stands for it where it is fitted to dozens of earlier days.
    name : str
        Of the method.
    fell_back : str
        Why it is not the one that was asked for; empty where it is.
    """

    fit: Fit
    again: Method
    name: str
    fell_back: str = ""

    def methods(self, *, today: bool = False) -> str:
        """Name the methods whose mean it is, ahead or for the rest of a day."""
        if not isinstance(self.fit, CombinedFit):
            return self.name
        return " + ".join(self.fit.today if today else self.fit.ahead)


def fit_by_rule(name: str, past: Past) -> Fitted:
    """
    Fit a method, or what the history's length allows in its place.

    Parameters
    ----------
    name : str
        Of a method.
    past : Past
        The normal days of one queue.

    Raises
    ------
    ParameterError
        If there is no method of that name.
    """
    weeks = past.weeks
    needed = _FEWEST_WEEKS.get(name, 0)
    short = f"{name} needs {needed} weeks of history, there are {weeks:.1f}"
    if weeks >= needed:
        try:
            fit = method(name)(past)
        except HistoryTooShortError as error:
            short = str(error)
        else:
            again = _REFITTED.get(name, method(name))
            return Fitted(fit=fit, again=again, name=name)
    combined = fit_combination(past)
    return Fitted(fit=combined, again=_REFITTED[AUTO], name=AUTO, fell_back=short)
