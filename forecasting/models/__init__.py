"""Forecasting methods by name, one a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from forecasting.models.combination import fit_combination
from forecasting.models.core import fit_core
from forecasting.models.ets import fit_ets
from forecasting.models.ewma import fit_ewma
from forecasting.models.fourier import fit_fourier
from forecasting.models.lightgbm import fit_lightgbm
from forecasting.models.mixed import fit_mixed
from forecasting.models.seasonal_naive import fit_seasonal_naive
from forecasting.models.svd import fit_svd
from forecasting.models.taylor import fit_taylor
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from forecasting.models.protocol import Method

AUTO = "auto"
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


def refitted(name: str) -> Method:
    """Find what stands for a method where it is fitted to dozens of earlier days."""
    return _REFITTED.get(name, method(name))
