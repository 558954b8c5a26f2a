"""Argument checks shared by the formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import ParameterError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def non_negative(**arguments: ArrayLike) -> tuple[NDArray[np.float64], ...]:
    """
    Broadcast arguments together and require each to be finite and at least 0.

    Raises
    ------
    ParameterError
        Naming the first argument that is negative, infinite or not a number.
    """
    arrays = {name: numbers(name, value) for name, value in arguments.items()}
    for name, array in arrays.items():
        if not np.all(np.isfinite(array) & (array >= 0)):
            raise ParameterError(name, arguments[name], "finite and at least 0")
    return together(**arrays)


def numbers(name: str, value: ArrayLike) -> NDArray[np.float64]:
    """
    Argument as floats.

    Raises
    ------
    ParameterError
        If it is not made of numbers: a text, a nested list of unequal lengths.
    """
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "fiub":
            raise TypeError
        return array.astype(np.float64)
    except (TypeError, ValueError) as error:
        raise ParameterError(name, value, "a number or an array of numbers") from error


def endurance(patience: ArrayLike) -> NDArray[np.float64]:
    """
    Patience as floats, infinite where it is endless.

    Raises
    ------
    ParameterError
        If an entry is not a number above 0.
    """
    array = numbers("patience", patience)
    if not np.all(array > 0):
        raise ParameterError("patience", patience, "above 0 seconds")
    return array


def shares(**arguments: ArrayLike) -> tuple[NDArray[np.float64], ...]:
    """Broadcast arguments together and require each to lie in (0, 1)."""
    arrays = {name: numbers(name, value) for name, value in arguments.items()}
    for name, array in arrays.items():
        if not np.all((array > 0) & (array < 1)):
            raise ParameterError(name, arguments[name], "in (0, 1)")
    return together(**arrays)


def together(**arrays: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """
    Broadcast arrays to one shape.

    Raises
    ------
    ParameterError
        If their shapes do not fit each other.
    """
    try:
        return tuple(np.broadcast_arrays(*arrays.values()))
    except ValueError as error:
        shapes = [array.shape for array in arrays.values()]
        names = ", ".join(arrays)
        raise ParameterError(names, shapes, "of shapes that broadcast") from error


def positive(**arguments: ArrayLike) -> tuple[NDArray[np.float64], ...]:
    """Like `non_negative`, and each above 0."""
    arrays = non_negative(**arguments)
    for name, array in zip(arguments, arrays, strict=True):
        if not np.all(array > 0):
            raise ParameterError(name, arguments[name], "above 0")
    return arrays
