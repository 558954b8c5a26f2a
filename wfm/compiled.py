"""One door to the compiler: loops that are the product run as machine code."""

from __future__ import annotations

from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., object]")


def compiled(function: Function) -> Function:
    """
    Compile a function of numbers and arrays when it is first called.

    The machine code is kept beside the source, or in the user's cache where that
    folder cannot be written, so that a second run does not compile again. The compiler
    itself is loaded by the first call too: whoever only shows pages or reads files
    never pays for it (0.6 s and 45 MB).

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
    return cast("Function", _Compiled(function))


class _Compiled:
    """A function that becomes machine code at its first call."""

    def __init__(self, function: Callable[..., object]) -> None:
        update_wrapper(self, function)
        self._function = function

    def __call__(self, *args: object, **named: object) -> object:
        return self.made(*args, **named)

    @cached_property
    def made(self) -> Callable[..., object]:
        """What the compiler makes of the function."""
        import numba  # noqa: PLC0415 - see `compiled`

        made = numba.njit(cache=True, error_model="numpy")(self._function)
        # Kept before the others are made, which may call this one in their turn.
        self.__dict__["made"] = made
        _bind(self._function.__globals__)
        return cast("Callable[..., object]", made)


def _bind(names: dict[str, Any]) -> None:
    """
    Put what is compiled in the place of what is to be, among the names of a module.

    The compiler looks up by name what a function calls, and knows only its own.
    """
    for name, value in list(names.items()):
        if isinstance(value, _Compiled):
            names[name] = value.made
