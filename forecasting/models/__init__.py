"""Forecasting methods by name, one a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.models.combination import fit_combination
from forecasting.models.core import fit_core
from forecasting.models.ewma import fit_ewma
from forecasting.models.mixed import fit_mixed
from forecasting.models.svd import fit_svd
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
}


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
