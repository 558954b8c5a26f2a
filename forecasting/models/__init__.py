"""Forecasting methods by name, one a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.models.ewma import EwmaFit, fit_ewma
from wfm.errors import ParameterError

if TYPE_CHECKING:
    from forecasting.base import Flags, Floats

AUTO = "auto"
MODELS = {"ewma": fit_ewma}
_DEFAULT = "ewma"


def check_model(model: str) -> None:
    """
    Refuse the name of a method that does not exist.

    Raises
    ------
    ParameterError
        If it is neither ``auto`` nor a key of ``MODELS``.
    """
    if model not in (AUTO, *MODELS):
        raise ParameterError("model", model, f"one of {', '.join((AUTO, *MODELS))}")


def fit_model(model: str, offered: Floats, opening: Flags, first: int) -> EwmaFit:
    """
    Fit a method by its name; ``auto`` chooses.

    Parameters
    ----------
    model : str
        ``auto`` or a key of ``MODELS``.
    offered : ndarray of float64, shape (7 W, S)
        Contacts of normal days; NaN where there is nothing to learn from. At least one
        value.
    opening : ndarray of bool, shape (7, S)
        Open slots, Monday first.
    first : int
        Weekday of the first day.
    """
    return MODELS[_DEFAULT if model == AUTO else model](offered, opening, first)
