"""One door to the compiler: loops that are the product run as machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., object]")


def compiled(function: Function) -> Function:
    """
    Compile a function of numbers and arrays when it is first called.

    The machine code is kept beside the source, or in the user's cache where that
    folder cannot be written, so that a second run does not compile again.

    Parameters
    ----------
    function : callable
        Plain loops over floats, integers, arrays and a ``numpy.random.Generator``.

    Returns
    -------
    callable
        The same function, compiled.

    Notes
    -----
    Division by zero follows NumPy (infinity or not a number), as in the array code
    beside it; no fast-math, so that the same input gives the same bits.
    """
    made = numba.njit(cache=True, error_model="numpy")(function)
    return cast("Function", made)
